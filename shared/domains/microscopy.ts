import { type DomainProfile, limitsFrom } from '../policy/profile.ts'

export const microscopy = {
  id: 'microscopy',
  title: 'Microscopy',
  summary: 'Cells, tissue and materials under a microscope.',
  picture: 'microscopy',
  limits: limitsFrom({
    rotation: [180, 'A sample lies on the slide in any direction, so there is no up or down.'],
    mirror: [1, 'Cells and tissue look the same from either side of the slide.'],
    shear: [5, 'Tissue is soft and lies slightly askew, but the shape of a cell is a finding.'],
    scale: [0.2, 'The magnification is known and size is a finding, so it changes only a little.'],
    stretch: [0.1, 'Round cells must not turn into long ones, because shape is a finding.'],
    shift: [0.2, 'A field of view has no natural middle, so what it shows may move.'],
    perspective: [0, 'A microscope looks straight down, so nothing is ever seen at an angle.'],
    warp: [
      0.03,
      'Soft tissue stretches and folds a little when it is cut; more would change the shape of cells.',
      'Albumentations documentation advises a small elastic change for histology'
    ],
    tone: [0.3, 'Lamps and stains are brighter or darker from slide to slide.'],
    colour: [0.25, 'Stains are stronger or paler from laboratory to laboratory.'],
    hue: [8, 'The stain says what is what, so its colour shifts only as far as laboratories differ.'],
    grey: [0, 'Without its colour a stain no longer tells one structure from another.'],
    invert: [0, 'A negative swaps what is stained and what is not.'],
    blur: [1, 'Focus varies slightly; a stronger blur wipes out the structures that matter.']
  }),
  classRules: [],
  labelSwaps: []
} as const satisfies DomainProfile
