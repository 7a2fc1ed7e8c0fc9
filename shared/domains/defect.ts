import { type DomainProfile, limitsFrom } from '../policy/profile.ts'

export const defect = {
  id: 'defect',
  title: 'Industrial defects',
  summary: 'Parts and surfaces under a fixed camera: scratches, cracks, dents, missing pieces.',
  picture: 'defect',
  limits: limitsFrom({
    rotation: [
      5,
      'Parts lie in a fixture under a fixed camera, so they are turned by a few degrees at most.'
    ],
    mirror: [0, 'A part has a front and threads have a direction: a mirrored part is a wrong part.'],
    shear: [4, 'The camera is mounted straight, so parts hardly slant.'],
    scale: [0.1, 'The camera keeps its distance, and size tells a tolerable scratch from a defect.'],
    stretch: [0.05, 'A part out of shape is a defect, so proportions are nearly kept.'],
    shift: [0.1, 'Parts lie a little to one side, but the defect must not leave the picture.'],
    perspective: [0.04, 'The camera is mounted straight, so a slight tilt is all that occurs.'],
    warp: [0.005, 'A bent part is a defect, so bending would turn good parts into bad ones.'],
    tone: [0.3, 'Lamps age and metal shines, so light changes from part to part.'],
    colour: [0.2, 'Lamps change colours a little; a discoloured part is a defect.'],
    hue: [5, 'A discoloured part is a defect, so hue hardly shifts.'],
    grey: [1, 'Most cameras in factories are grey; leave it out if colour is one of your defects.'],
    invert: [0, 'In a negative a dark crack is a bright line, which means something else.'],
    blur: [
      0,
      'A fine crack is as thin as the blur that hides it, so a bad part would be called good.',
      'Albumentations documentation, industrial inspection'
    ],
    crop: [0.15, 'The surroundings may go, but never the defect.'],
    occlusion: [0.06, 'A covered defect makes a bad part look good while its label says bad.'],
    noise: [
      0.08,
      'Short exposures are grainy, and grain must not be taken for a defect.',
      'Albumentations documentation, industrial inspection'
    ],
    detail: [0.1, 'Fine cracks vanish first when detail is lost.'],
    weather: [0, 'There is no weather in a factory.'],
    arrange: [0, 'A part whose pieces have changed places is a defect of its own.'],
    mix: [
      1,
      'A piece of a bad part pasted onto a good one makes another bad part.',
      'Li and others, CVPR 2021'
    ]
  }),
  classRules: [],
  labelSwaps: []
} as const satisfies DomainProfile
