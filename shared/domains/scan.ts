import { type DomainProfile, limitsFrom } from '../policy/profile.ts'

const sides = [
  'hand',
  'foot',
  'knee',
  'lung',
  'breast',
  'kidney',
  'eye',
  'hip',
  'shoulder',
  'elbow',
  'wrist',
  'ankle'
]

export const scan = {
  id: 'scan',
  title: 'X-ray and other scans with a left and a right',
  summary: 'X-ray, CT and MRI pictures, in which it matters on which side something lies.',
  picture: 'scan',
  limits: limitsFrom({
    rotation: [
      8,
      'Patients are positioned with care, so a scan is turned by a few degrees at most.',
      'A study of 55 knee X-ray models: rotation helps, then collapses when it grows'
    ],
    mirror: [0, 'The heart lies on the left: a mirrored scan shows another patient, or the wrong side.'],
    shear: [4, 'A scanner does not slant the body; a little stands for how the patient lay.'],
    scale: [0.15, 'Patients and distances differ a little, but size can be a finding.'],
    stretch: [0.08, 'Proportions can be a finding, an enlarged heart for one, so they hardly change.'],
    shift: [0.1, 'Patients do not lie in the exact middle, but nothing may be cut off.'],
    perspective: [0, 'The machine keeps its angle, so a scan is never seen tilted in space.'],
    warp: [0.015, 'Soft organs move slightly with breath; bones do not bend.'],
    tone: [0.1, 'Exposure varies slightly; brightness shows how dense the tissue is, so it is nearly kept.'],
    colour: [0, 'Scans are grey, and stronger or weaker colours would add nothing.'],
    hue: [0, 'Scans are grey, and another colour would add nothing.'],
    grey: [1, 'Scans have no colour to lose.'],
    invert: [0, 'In a negative dense tissue looks thin and air looks solid.'],
    blur: [0.5, 'Hairline cracks and small spots are a few pixels wide and vanish in a stronger blur.'],
    crop: [0.1, 'Only the empty border may go: what lies at the edge of the body can be the finding.'],
    occlusion: [
      0.08,
      'A small covered part stands for an implant or a cable; more could hide the finding itself.'
    ],
    noise: [
      0.02,
      'Noise looks like fine structure in tissue, and it hurt more than any other change in a study.',
      'Hussain and others, AMIA 2017: 66 % accuracy with noise, 84 % with flips, 88 % with a Gaussian filter'
    ],
    detail: [0.1, 'Hairline cracks and small spots vanish first when detail is lost.'],
    weather: [0, 'There is no weather inside a scanner.'],
    arrange: [0, 'Organs lie where they lie, and a scan in another order shows no body.'],
    mix: [0, 'Parts of two patients in one scan show a patient who does not exist.']
  }),
  classRules: [],
  labelSwaps: [
    ['left', 'right'],
    ['l', 'r'],
    ...sides.map((part) => [`left ${part}`, `right ${part}`] as const),
    ...sides.map((part) => [`${part} left`, `${part} right`] as const)
  ]
} as const satisfies DomainProfile
