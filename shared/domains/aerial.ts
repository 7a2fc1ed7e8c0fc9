import { type DomainProfile, limitsFrom } from '../policy/profile.ts'

export const aerial = {
  id: 'aerial',
  title: 'Satellite and aerial pictures',
  summary: 'The ground seen from straight above: satellite tiles, orthophotos, drone surveys.',
  picture: 'aerial',
  limits: limitsFrom({
    rotation: [
      180,
      'Seen from above there is no up or down, so every direction is as good as another.',
      'Albumentations documentation advises all eight symmetries of the square for aerial pictures'
    ],
    mirror: [1, 'Fields, roofs and rivers exist both ways round.'],
    shear: [8, 'The ground is seen nearly from straight above, so it hardly slants.'],
    scale: [0.3, 'Flying heights differ, but size tells a car from a lorry and a shed from a house.'],
    stretch: [0.1, 'Maps keep their proportions, apart from small errors.'],
    shift: [0.2, 'A tile has no natural middle, so what it shows may move.'],
    perspective: [0.06, 'The camera looks almost straight down, so a slight tilt is all that occurs.'],
    warp: [0.02, 'Hills distort pictures from above a little; roads and roofs stay straight.'],
    tone: [0.4, 'Sun, haze and season change the light.'],
    colour: [0.3, 'Haze makes colours paler and sensors differ, but land cover is told apart by colour.'],
    hue: [8, 'Colour tells water, crops and bare soil apart, so it hardly shifts.'],
    grey: [1, 'Many aerial pictures are grey anyway; leave it out if colour tells your classes apart.'],
    invert: [0, 'In a negative shadows turn bright and water looks like snow.'],
    blur: [1.5, 'Haze softens pictures; a stronger blur wipes out small objects.'],
    crop: [0.5, 'The ground goes on beyond the tile, so a part of a tile is a tile too.'],
    occlusion: [0.25, 'Clouds and their shadows hide parts of the ground.'],
    noise: [0.05, 'Sensors are a little grainy; more grain hides small objects.'],
    detail: [0.3, 'Sensors differ in how fine they see, but small objects must not dissolve.'],
    weather: [
      0.4,
      'Haze and thin cloud lie between the sensor and the ground; rain and snow in the air are not seen.'
    ],
    arrange: [0, 'Roads and rivers that break off at every seam occur nowhere.'],
    mix: [
      1,
      'A tile shows many things at once, so parts of several tiles make another tile.',
      'Yun and others, ICCV 2019'
    ]
  }),
  classRules: [],
  labelSwaps: []
} as const satisfies DomainProfile
