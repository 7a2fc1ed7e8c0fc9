import { type DomainProfile, limitsFrom } from '../policy/profile.ts'

export const sign = {
  id: 'sign',
  title: 'Traffic signs and lights',
  summary: 'Single signs and lights cut out of street scenes, one to a picture.',
  picture: 'sign',
  limits: limitsFrom({
    rotation: [10, 'Signs are mounted level; turned further, an arrow points somewhere else.'],
    mirror: [0, 'Arrows and writing change their meaning in the mirror.', 'darknet issue 2416'],
    shear: [10, 'Signs are seen from the side now and then, but the slant stays small.'],
    scale: [0.3, 'A sign is cut out with more or less of what is around it, but never through its rim.'],
    stretch: [0.15, 'Signs have standard shapes: a circle may look like a slight oval, not like a bar.'],
    shift: [
      0.15,
      'A sign need not be cut out exactly, as long as all of it is seen.',
      'Soufi, Valdenegro-Toro, arXiv 1907.12902: displacement took triangular signs from 93.8 % to 96.7 %'
    ],
    perspective: [0.15, 'Signs are passed at many angles, so a clear tilt is natural.'],
    warp: [0.015, 'Sheet metal does not bend like rubber.'],
    tone: [
      0.6,
      'Sun, shade and headlights change the light more than anything else.',
      'Soufi, Valdenegro-Toro, arXiv 1907.12902: contrast took circular signs from 92.1 % to 95.5 %'
    ],
    colour: [0.3, 'Paint fades and cameras differ, but red has to stay red.'],
    hue: [6, 'Colour is part of the meaning: blue orders, red forbids, and a red light is not a green one.'],
    grey: [0, 'Without colour a red light looks like a green one.'],
    invert: [0, 'In a negative a sign that forbids looks like one that orders.'],
    blur: [2, 'Signs are passed at speed, so they are blurred; a stronger blur makes numbers unreadable.'],
    crop: [0.1, 'The rim belongs to the sign: its shape says as much as its inside.'],
    occlusion: [0.12, 'Leaves, snow and stickers hide bits of a sign, but the symbol has to be readable.'],
    noise: [0.12, 'Cameras on vehicles are grainy at night.'],
    detail: [0.4, 'Far-away signs are a few pixels wide, as long as the symbol can be told from others.'],
    weather: [1, 'Signs stand in rain, snow and fog, and have to be read in all of them.'],
    arrange: [0, 'A sign whose parts have changed places says nothing.'],
    mix: [0, 'Half a speed limit beside half a stop sign orders nothing.']
  }),
  classRules: [
    {
      classes: [
        'speed limit 30',
        'speed limit 50',
        'speed limit 60',
        'speed limit 80',
        'speed limit 20',
        'speed limit 70',
        'speed limit 100',
        'speed limit 120'
      ],
      limits: {
        blur: {
          limit: 1.2,
          reason: 'Speed limits differ only in a number, which a stronger blur makes unreadable.'
        },
        occlusion: {
          limit: 0.06,
          reason: 'Speed limits differ only in one figure, which must not be covered.'
        }
      }
    }
  ],
  labelSwaps: [
    ['turn left', 'turn right'],
    ['turn left ahead', 'turn right ahead'],
    ['keep left', 'keep right'],
    ['curve left', 'curve right'],
    ['dangerous curve left', 'dangerous curve right'],
    ['left turn', 'right turn'],
    ['no left turn', 'no right turn'],
    ['go straight or left', 'go straight or right']
  ]
} as const satisfies DomainProfile
