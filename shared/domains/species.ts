import { type DomainProfile, limitsFrom } from '../policy/profile.ts'

export const species = {
  id: 'species',
  title: 'Fine-grained species',
  summary: 'Birds, fish, insects, plants, breeds or models that differ only in small marks.',
  picture: 'species',
  limits: limitsFrom({
    rotation: [15, 'Animals and plants are photographed nearly upright, so they tilt but do not tip over.'],
    mirror: [1, 'The marks of a species are the same on its left and its right side.'],
    shear: [
      8,
      'A slight slant looks like another point of view; a stronger one changes the build of an animal.'
    ],
    scale: [0.4, 'Animals are nearer or farther, but the marks that tell them apart must stay visible.'],
    stretch: [0.1, 'A long beak and a short one tell two species apart, so proportions hardly change.'],
    shift: [
      0.12,
      'The animal need not stand in the exact middle, but none of its marks may leave the picture.'
    ],
    perspective: [0.08, 'Another point of view is natural as long as the build stays as it is.'],
    warp: [0.01, 'The shape of a wing or a leaf is a mark of the species, so it is hardly bent.'],
    tone: [
      0.35,
      'Light changes with weather and time of day, but fine marks must not drown in white or black.'
    ],
    colour: [0.25, 'Cameras make colours paler or stronger; plumage and petals must stay believable.'],
    hue: [
      5,
      'Often only the colour of a throat or a petal tells two species apart.',
      'Balestriero, Bottou, LeCun, NeurIPS 2022: colour changes hurt classes that colour defines'
    ],
    grey: [
      0,
      'Without colour many species look like their neighbours.',
      'Balestriero, Bottou, LeCun, NeurIPS 2022: colour changes hurt classes that colour defines'
    ],
    invert: [0, 'No animal has the colours of a negative.'],
    blur: [1, 'The marks that tell two species apart are small and vanish in a stronger blur.'],
    crop: [
      0.4,
      'At least 60 % of the picture has to stay, or the marks that tell the species apart are cut off.',
      'Balestriero, Bottou, LeCun, NeurIPS 2022: random crops took the barn spider from 68 % to 46 %'
    ],
    occlusion: [
      0.15,
      'A twig may hide a part of an animal, but the few marks that matter must not be covered.',
      'Kirichenko and others, NeurIPS 2023: changes that help on average cost single classes up to 20 %'
    ],
    noise: [0.04, 'Photos in woods and under water are grainy; more grain hides fine marks.'],
    detail: [0.2, 'Fine detail is what tells two species apart.'],
    weather: [0.3, 'Animals are also seen in drizzle and mist, as long as their marks can be made out.'],
    arrange: [0, 'An animal whose parts have changed places is no animal.'],
    mix: [
      0,
      'The share of the area says little here: the few marks that decide lie in one part of the picture.',
      'Huang, Wang, Tao, AAAI 2021'
    ]
  }),
  classRules: [],
  labelSwaps: []
} as const satisfies DomainProfile
