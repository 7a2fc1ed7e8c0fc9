import { type DomainProfile, limitsFrom } from '../policy/profile.ts'

export const product = {
  id: 'product',
  title: 'Product shots',
  summary: 'Packages, goods and parts photographed for a shop, a shelf or a catalogue.',
  picture: 'product',
  limits: limitsFrom({
    rotation: [
      15,
      'Products stand upright and tilt a little; lying on their side they look like something else.'
    ],
    mirror: [
      0,
      'Names and logos cannot be read in the mirror, and no shop sells mirrored packages.',
      'Albumentations documentation, retail'
    ],
    shear: [12, 'A package seen from the side slants a little.'],
    scale: [0.4, 'Products are photographed from near and far, as long as the whole product stays in view.'],
    stretch: [0.12, 'A slim can and a standard can differ only in their proportions.'],
    shift: [0.15, 'Products need not stand in the exact middle, but they have to stay in the picture.'],
    perspective: [0.15, 'Shelves and tables are photographed from many angles.'],
    warp: [0.02, 'Lenses bend pictures a little; boxes and bottles are stiff.'],
    tone: [0.4, 'Shops and studios are lit differently.'],
    colour: [0.3, 'Cameras and lamps make colours paler or stronger, within reason.'],
    hue: [8, 'Often only the colour tells two kinds of the same product apart.'],
    grey: [0, 'Often only the colour tells two kinds of the same product apart, and grey takes it away.'],
    invert: [0, 'A negative shows colours that no product has.'],
    blur: [1.5, 'Slightly soft pictures are common; a stronger blur makes the package unreadable.']
  }),
  classRules: [],
  labelSwaps: []
} as const satisfies DomainProfile
