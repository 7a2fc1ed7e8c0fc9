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
    blur: [2, 'Slightly soft pictures are common; a strong blur wipes out what the label names.']
  }),
  classRules: [],
  labelSwaps: []
} as const satisfies DomainProfile
