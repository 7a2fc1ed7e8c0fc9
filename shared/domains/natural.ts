import { type DomainProfile, limitsFrom } from '../policy/profile.ts'

export const natural = {
  id: 'natural',
  title: 'Natural photos',
  summary: 'Everyday photos of animals, plants, things and places, taken by a person holding a camera.',
  picture: 'natural',
  limits: limitsFrom({
    rotation: [
      15,
      'Cameras are held almost level and things stand on the ground, so pictures tilt but do not tip over.',
      'Albumentations documentation advises ±15°; fastai uses ±10°'
    ],
    mirror: [1, 'Most things and places exist facing either way.'],
    shear: [12, 'A slight slant looks like another point of view; a strong one occurs in no photo.'],
    scale: [
      0.4,
      'Things are nearer or farther, but what the label names has to remain in the picture.',
      'Balestriero, Bottou, LeCun, NeurIPS 2022: random crops took one class from 68 % to 46 %'
    ],
    stretch: [
      0.2,
      'Small changes of proportion look like another specimen; large ones like a squeezed picture.'
    ],
    shift: [0.15, 'Things need not stand in the exact middle, but they have to remain in the picture.'],
    perspective: [0.12, 'Photos are taken from different angles, so a moderate tilt is natural.'],
    warp: [
      0.025,
      'Lenses bend pictures a little; bending like rubber changes shapes that the label depends on.'
    ],
    tone: [0.4, 'Light changes with weather and time of day, but details must not drown in white or black.'],
    colour: [0.4, 'Cameras and light make colours paler or stronger, within reason.'],
    hue: [
      10,
      'Light tints a picture a little; larger changes turn a ripe fruit into an unripe one.',
      'Balestriero, Bottou, LeCun, NeurIPS 2022: colour changes hurt classes that colour defines'
    ],
    grey: [
      1,
      'Most things are recognised without colour too; leave it out if colour tells your classes apart.'
    ],
    invert: [0, 'A photographic negative looks like nothing that a camera sees.'],
    blur: [2, 'Slightly soft pictures are common; a strong blur wipes out what the label names.'],
    crop: [
      0.5,
      'Half of the picture may go, as long as what the label names stays in it.',
      'Balestriero, Bottou, LeCun, NeurIPS 2022: random crops took one class from 68 % to 46 %'
    ],
    occlusion: [
      0.3,
      'Things are often half hidden behind others, but enough has to be seen to name them.',
      'Zhong and others, AAAI 2020: random erasing covers 2 to 33 % of a picture'
    ],
    noise: [
      0.06,
      'Photos taken in poor light are grainy; more grain than any camera makes teaches nothing.',
      'Albumentations GaussNoise starts at 0.2, which destroys pictures'
    ],
    detail: [0.5, 'Photos are compressed and shrunk on their way, as long as the thing can be recognised.'],
    weather: [0.6, 'Outdoor photos know rain, snow and fog; leave it out if your photos were taken indoors.'],
    arrange: [0, 'An animal with its head where its feet belong occurs in no photo.'],
    mix: [
      1,
      'Mixed photos with labels mixed in the same shares are a proven training aid.',
      'Zhang and others, ICLR 2018; Yun and others, ICCV 2019'
    ]
  }),
  classRules: [],
  labelSwaps: []
} as const satisfies DomainProfile
