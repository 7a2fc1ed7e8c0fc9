import { type DomainProfile, limitsFrom } from '../policy/profile.ts'

export const histology = {
  id: 'histology',
  title: 'Histology with stain',
  summary: 'Stained tissue sections, as of haematoxylin and eosin, in which colour says what is what.',
  picture: 'histology',
  limits: limitsFrom({
    rotation: [180, 'A section lies on the slide in any direction, so there is no up or down.'],
    mirror: [1, 'A section shows the same tissue from either side.'],
    shear: [5, 'Tissue is soft and lies slightly askew, but the shape of a cell is a finding.'],
    scale: [
      0.15,
      'The magnification is known and the size of a nucleus is a finding, so it changes only a little.'
    ],
    stretch: [0.08, 'Round nuclei must not turn into long ones, because shape is a finding.'],
    shift: [0.2, 'A field of view has no natural middle, so what it shows may move.'],
    perspective: [0, 'A microscope looks straight down, so nothing is ever seen at an angle.'],
    warp: [
      0.03,
      'Soft tissue stretches and folds a little when it is cut; more would change the shape of cells.',
      'Albumentations documentation advises a small elastic change for histology'
    ],
    tone: [0.25, 'Sections are thicker or thinner and lamps brighter or darker.'],
    colour: [
      0.3,
      'Stains are stronger or paler from laboratory to laboratory.',
      'Albumentations documentation advises a change of the stain for histology'
    ],
    hue: [5, 'Blue nuclei and pink tissue are told apart by hue, so only the stain itself is varied.'],
    grey: [0, 'Without its colour a stain no longer tells one structure from another.'],
    invert: [0, 'A negative swaps what is stained and what is not.'],
    blur: [1, 'Focus varies slightly; a stronger blur wipes out the texture of nuclei.'],
    crop: [0.5, 'Tissue goes on beyond the field of view, so a part of it is a field of view too.'],
    occlusion: [0.15, 'Folds and bubbles hide parts of a section, but enough tissue has to be seen.'],
    noise: [0.03, 'Slide scanners make little noise; more looks like the texture of nuclei.'],
    detail: [0.2, 'Slides are stored compressed, but fine texture is a finding.'],
    weather: [0, 'There is no weather under a microscope.'],
    arrange: [0, 'How cells lie beside each other is a finding, and seams would cut them apart.'],
    mix: [0, 'Two sections are stained differently, so the seam would teach more than the tissue.']
  }),
  classRules: [],
  labelSwaps: []
} as const satisfies DomainProfile
