import { type DomainProfile, limitsFrom } from '../policy/profile.ts'

export const any = {
  id: 'any',
  title: 'Anything goes',
  summary: 'No limits at all: for pictures that fit no other domain, and for experiments.',
  picture: 'any',
  limits: limitsFrom({
    rotation: [180, 'This domain has no up or down, so any rotation is allowed.'],
    mirror: [1, 'This domain has no left or right, so mirroring is allowed.'],
    shear: [60, 'This domain sets no limit on slant.'],
    scale: [9, 'This domain sets no limit on size, so look whether the object is still in the picture.'],
    stretch: [9, 'This domain sets no limit on proportions.'],
    shift: [1, 'This domain sets no limit on position, so look whether the object is still in the picture.'],
    perspective: [0.4, 'This domain sets no limit on the point of view.'],
    warp: [0.5, 'This domain sets no limit on bending.'],
    tone: [4, 'This domain sets no limit on light and contrast.'],
    colour: [4, 'This domain sets no limit on the strength of colours.'],
    hue: [180, 'This domain lets any colour become any other.'],
    grey: [1, 'This domain does not depend on colour, so it may be taken away.'],
    invert: [1, 'This domain allows negatives.'],
    blur: [50, 'This domain sets no limit on blur, so look whether anything is left to see.'],
    crop: [1, 'This domain sets no limit on cropping, so look whether the object is still in the picture.'],
    occlusion: [1, 'This domain sets no limit on covered parts, so look whether enough is left to see.'],
    noise: [1, 'This domain sets no limit on noise.'],
    detail: [1, 'This domain sets no limit on lost detail, so look whether anything is left to see.'],
    weather: [1, 'This domain lets it rain, snow and be foggy at will.'],
    arrange: [1, 'This domain lets parts change places.'],
    mix: [1, 'This domain lets pictures be mixed; the labels are mixed in the same shares.']
  }),
  classRules: [],
  labelSwaps: []
} as const satisfies DomainProfile
