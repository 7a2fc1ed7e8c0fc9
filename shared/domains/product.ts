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
    blur: [1.5, 'Slightly soft pictures are common; a stronger blur makes the package unreadable.'],
    crop: [0.25, 'The surroundings may go, but the name and most of the product have to stay in view.'],
    occlusion: [0.25, 'Hands, price tags and other goods hide parts of a product on every shelf.'],
    noise: [0.08, 'Phones in dim shops make grainy pictures.'],
    detail: [0.4, 'Pictures in shops are shrunk and compressed, as long as the package can be recognised.'],
    weather: [0, 'Shops and studios have a roof.'],
    arrange: [0, 'A package whose parts have changed places is sold nowhere.'],
    mix: [
      1,
      'Shelves show many products side by side, so parts of several pictures make another shelf.',
      'Ultralytics YOLO joins four pictures in every training picture'
    ]
  }),
  classRules: [],
  labelSwaps: []
} as const satisfies DomainProfile
