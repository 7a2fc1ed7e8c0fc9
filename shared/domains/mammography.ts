import { type DomainProfile, limitsFrom } from '../policy/profile.ts'

export const mammography = {
  id: 'mammography',
  title: 'Mammography and scans without a side',
  summary: 'X-ray and other medical pictures whose label does not depend on left and right.',
  picture: 'mammography',
  limits: limitsFrom({
    rotation: [10, 'Patients are positioned with care, so a picture is turned by a few degrees at most.'],
    mirror: [
      1,
      'Left and right breasts mirror each other, so a mirrored one is as natural.',
      'Hussain and others, AMIA 2017: 66 % accuracy with noise, 84 % with flips, 88 % with a Gaussian filter'
    ],
    shear: [4, 'Tissue is pressed flat a little differently each time, and no more.'],
    scale: [0.15, 'Patients and distances differ a little, but size can be a finding.'],
    stretch: [0.08, 'Proportions can be a finding, so they hardly change.'],
    shift: [0.1, 'The picture need not be centred exactly, but no tissue may be cut off.'],
    perspective: [0, 'The machine keeps its angle, so nothing is ever seen tilted in space.'],
    warp: [0.02, 'Soft tissue is pressed differently each time; more would bend what is a finding.'],
    tone: [0.15, 'Exposure varies slightly; brightness shows how dense the tissue is, so it is nearly kept.'],
    colour: [0, 'The pictures are grey, and stronger or weaker colours would add nothing.'],
    hue: [0, 'The pictures are grey, and another colour would add nothing.'],
    grey: [1, 'The pictures have no colour to lose.'],
    invert: [0, 'In a negative dense tissue looks thin.'],
    blur: [
      0.7,
      'A slight blur does no harm; specks of calcium are a few pixels wide and vanish in a stronger one.',
      'Hussain and others, AMIA 2017: 66 % accuracy with noise, 84 % with flips, 88 % with a Gaussian filter'
    ],
    crop: [0.1, 'Only the empty border may go: what lies at the edge can be the finding.'],
    occlusion: [
      0.06,
      'A small covered part stands for a marker or a clip; more could hide the finding itself.'
    ],
    noise: [
      0,
      'Noise looks like specks of calcium, and it hurt more than any other change in a study.',
      'Hussain and others, AMIA 2017: 66 % accuracy with noise, 84 % with flips, 88 % with a Gaussian filter'
    ],
    detail: [0.1, 'Specks of calcium vanish first when detail is lost.'],
    weather: [0, 'There is no weather inside a machine.'],
    arrange: [0, 'Tissue in another order shows no body.'],
    mix: [0, 'Parts of two patients in one picture show a patient who does not exist.']
  }),
  classRules: [],
  labelSwaps: []
} as const satisfies DomainProfile
