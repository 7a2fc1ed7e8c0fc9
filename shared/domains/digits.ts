import { type DomainProfile, limitsFrom } from '../policy/profile.ts'

export const digits = {
  id: 'digits',
  title: 'Handwritten digits',
  summary: 'Single digits from 0 to 9, as in MNIST, forms and meters.',
  picture: 'digits',
  limits: limitsFrom({
    rotation: [
      15,
      'People write at a slight angle; turned further, digits stop being themselves and a 6 becomes a 9.',
      'Albumentations documentation: no automatic policy knows that a 6 must not be turned'
    ],
    mirror: [0, 'Mirrored digits are not digits: a mirrored 2 looks like a 5, a mirrored 3 like an E.'],
    shear: [
      15,
      'Handwriting leans to one side or the other, but only so far.',
      'AutoAugment learned shear in 14 of 25 sub-policies for house numbers (SVHN)'
    ],
    scale: [0.25, 'People write larger or smaller, but no stroke may be cut off at the border.'],
    stretch: [0.25, 'Some people write wide and others narrow.'],
    shift: [0.12, 'A digit need not stand in the exact middle, but no stroke may leave the picture.'],
    perspective: [
      0.08,
      'A page seen at a slight angle is natural; a strong angle changes the shape of a digit.'
    ],
    warp: [
      0.04,
      'Hands tremble, so small bends look like another handwriting; large ones make another digit.',
      'Simard, Steinkraus, Platt, ICDAR 2003'
    ],
    tone: [0.5, 'Ink may be faint or strong and paper dull or bright; the stroke has to remain visible.'],
    colour: [4, 'The colour of the ink says nothing about the digit, so it may change freely.'],
    hue: [180, 'The colour of the ink says nothing about the digit, so it may change freely.'],
    grey: [1, 'A digit reads the same without colour.'],
    invert: [
      1,
      'A digit reads the same in white on black and in black on white.',
      'AutoAugment learned inversion in 12 of 25 sub-policies for house numbers (SVHN)'
    ],
    blur: [
      1,
      'Digits are often only a few pixels wide, so a small blur is plenty and a large one fills the loops.'
    ],
    crop: [0.1, 'Some of the paper around a digit may go, but no stroke may be cut off.'],
    occlusion: [
      0.08,
      'A small spot may hide a bit of a stroke; more of it opens the loop of a 6, an 8 or a 9.'
    ],
    noise: [0.1, 'Grainy scans are common, as long as the stroke stands out from the paper.'],
    detail: [0.3, 'Strokes may be thicker, thinner or coarser, but the loops must stay open.'],
    weather: [0, 'It neither rains nor snows on paper, and streaks would look like strokes.'],
    arrange: [0, 'A digit whose parts have changed places is no digit.'],
    mix: [
      0,
      'Half a 3 beside half an 8 is no digit, and two digits laid over each other can read as a third one.',
      'Guo, Mao, Zhang, AAAI 2019: mixed pictures that look like another class'
    ]
  }),
  classRules: [
    {
      classes: ['6', '9', 'six', 'nine'],
      limits: {
        rotation: {
          limit: 12,
          reason: 'A 6 and a 9 turn into each other, so they stay closer to upright than other digits.'
        }
      }
    },
    {
      classes: ['1', '7', 'one', 'seven'],
      limits: {
        rotation: {
          limit: 12,
          reason: 'A tilted 1 looks like a 7 and the other way round, so both stay closer to upright.'
        },
        shear: {
          limit: 8,
          reason: 'A slanted 1 looks like a 7 and the other way round, so both lean less than other digits.'
        },
        perspective: {
          limit: 0.05,
          reason: 'Seen at an angle, a 1 and a 7 look alike, so both are seen nearly straight.'
        }
      }
    },
    {
      classes: ['2', '5', 'two', 'five'],
      limits: {
        mirror: { limit: 0, reason: 'A mirrored 2 looks like a 5 and a mirrored 5 like a 2.' },
        warp: {
          limit: 0.03,
          reason: 'A 2 and a 5 differ only in how they curve, so they are bent less than other digits.'
        }
      }
    }
  ],
  labelSwaps: []
} as const satisfies DomainProfile
