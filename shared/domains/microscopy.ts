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
    blur: [1, 'Focus varies slightly; a stronger blur wipes out the structures that matter.'],
    crop: [0.5, 'The sample goes on beyond the field of view, so a part of it is a field of view too.'],
    occlusion: [0.2, 'Dust and bubbles hide parts of a slide, but enough structure has to be seen.'],
    noise: [0.05, 'Cameras on microscopes are a little grainy; more grain looks like structure.'],
    detail: [0.2, 'Fine structure is often the finding, so only a little of it may be lost.'],
    weather: [0, 'There is no weather under a microscope.'],
    arrange: [0, 'How cells lie beside each other is a finding, and seams would cut them apart.'],
    mix: [
      1,
      'A field of view shows many cells, so parts of two fields make another field.',
      'Yun and others, ICCV 2019'
    ]
  }),
  classRules: [],
  labelSwaps: []
} as const satisfies DomainProfile
