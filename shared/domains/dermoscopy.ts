import { type DomainProfile, limitsFrom } from '../policy/profile.ts'

export const dermoscopy = {
  id: 'dermoscopy',
  title: 'Dermoscopy',
  summary: 'Moles and other marks on skin, photographed close up.',
  picture: 'dermoscopy',
  limits: limitsFrom({
    rotation: [180, 'A mole has no up or down: the camera is held to the skin in any direction.'],
    mirror: [1, 'A mole is the same finding in the mirror.'],
    shear: [4, 'Skin is soft and slants a little, but whether a mole is round is a finding.'],
    scale: [0.2, 'The distance is nearly fixed, and size is a finding.'],
    stretch: [0.06, 'Whether a mole is round or long is a finding, so its proportions are nearly kept.'],
    shift: [0.12, 'A mole need not lie in the exact middle, but its border must not be cut off.'],
    perspective: [0.05, 'The camera looks nearly straight at the skin.'],
    warp: [0.01, 'The border of a mole is a finding, so it is hardly bent.'],
    tone: [0.3, 'Lamps and skin are lighter or darker, as long as structures stand out.'],
    colour: [0.2, 'Cameras make colours paler or stronger, but how many colours a mole has is a finding.'],
    hue: [5, 'Red, brown, blue and black are findings, so hue shifts only as far as cameras differ.'],
    grey: [0, 'Colour is one of the things that a doctor looks at.'],
    invert: [0, 'In a negative a dark mole is a pale one.'],
    blur: [1, 'Focus varies slightly; a stronger blur wipes out dots and lines that are findings.'],
    crop: [0.15, 'Some skin around a mole may go, but not its border.'],
    occlusion: [0.1, 'Hairs and bubbles hide bits of skin; more could hide the finding itself.'],
    noise: [0.03, 'Cameras are a little grainy; more grain looks like the dots that are a finding.'],
    detail: [0.15, 'Fine lines and dots are findings, so only a little detail may be lost.'],
    weather: [0, 'There is no weather on skin under a lens.'],
    arrange: [0, 'How the parts of a mole lie to each other is a finding.'],
    mix: [0, 'Half of one mole beside half of another looks irregular, and that is a finding.']
  }),
  classRules: [],
  labelSwaps: []
} as const satisfies DomainProfile
