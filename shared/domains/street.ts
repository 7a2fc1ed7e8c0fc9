import { type DomainProfile, limitsFrom } from '../policy/profile.ts'

export const street = {
  id: 'street',
  title: 'Street scenes',
  summary: 'Roads as seen from a vehicle, with the cars, people, signs and lights on them.',
  picture: 'street',
  limits: limitsFrom({
    rotation: [
      8,
      'Signs and cameras are mounted almost level; turned further, an arrow points somewhere else.'
    ],
    mirror: [
      0,
      'Arrows and writing on signs change their meaning in the mirror, and traffic changes its side of the road.',
      'darknet issue 2416'
    ],
    shear: [10, 'Signs are seen from the side now and then, but the slant stays small.'],
    scale: [0.5, 'The same thing is seen from far and near as the vehicle passes.'],
    stretch: [0.15, 'Signs have standard shapes: a circle may look like a slight oval, not like a bar.'],
    shift: [
      0.15,
      'Things appear left or right of the middle, as long as they stay in the picture.',
      'Soufi, Valdenegro-Toro, arXiv 1907.12902: displacement was the best change for triangular signs'
    ],
    perspective: [0.15, 'Signs and cars are passed at many angles, so a clear tilt is natural.'],
    warp: [0.02, 'Lenses of vehicle cameras bend pictures a little; sheet metal does not bend like rubber.'],
    tone: [
      0.5,
      'Sun, shade, dusk and rain change the light a lot; signs must still be readable.',
      'Soufi, Valdenegro-Toro, arXiv 1907.12902: contrast was the best change for circular signs'
    ],
    colour: [0.3, 'Paint fades and cameras differ, but red has to stay red.'],
    hue: [8, 'Colour is part of the meaning: a red light must not become a green one.'],
    grey: [0, 'Without colour a red light looks like a green one.'],
    invert: [0, 'No camera sees the street as a negative, and inverted colours mean something else.'],
    blur: [2, 'Rain, dirt and motion make pictures soft; a stronger blur makes signs unreadable.'],
    crop: [0.5, 'A street scene goes on beyond its borders, so a part of it is a street scene too.'],
    occlusion: [0.3, 'Cars and people hide each other all the time.'],
    noise: [0.1, 'Cameras on vehicles are grainy at night.'],
    detail: [0.5, 'Far-away things are coarse and videos are compressed, so some loss of detail is natural.'],
    weather: [1, 'Vehicles drive in rain, snow and fog, and the network has to cope with all of them.'],
    arrange: [0, 'A road above the sky occurs nowhere.'],
    mix: [
      1,
      'Street scenes hold many things at once, so parts of several make another picture to learn from.',
      'Ultralytics YOLO joins four pictures in every training picture'
    ]
  }),
  classRules: [],
  labelSwaps: [
    ['turn left', 'turn right'],
    ['keep left', 'keep right'],
    ['curve left', 'curve right'],
    ['left turn', 'right turn'],
    ['no left turn', 'no right turn']
  ]
} as const satisfies DomainProfile
