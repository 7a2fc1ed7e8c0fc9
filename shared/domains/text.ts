import { type DomainProfile, limitsFrom } from '../policy/profile.ts'

export const text = {
  id: 'text',
  title: 'Printed text and documents',
  summary: 'Scanned or photographed pages, forms, receipts, labels and letters.',
  picture: 'text',
  limits: limitsFrom({
    rotation: [5, 'Pages lie slightly askew on the scanner; nobody reads a page that lies on its side.'],
    mirror: [0, 'Mirrored text cannot be read, and letters such as b and d turn into each other.'],
    shear: [8, 'A slight slant looks like italics or a page that was pulled while scanning.'],
    scale: [
      0.2,
      'Print may be somewhat larger or smaller, but no letter may be cut off or become too small to read.'
    ],
    stretch: [0.15, 'Fonts are wider or narrower, but only by a little.'],
    shift: [0.06, 'The text may move by about a margin; beyond it lines would be cut off.'],
    perspective: [0.08, 'Pages are photographed at an angle, but not at one that makes lines unreadable.'],
    warp: [0.02, 'Paper curls a little; bent further, letters lose their shape.'],
    tone: [
      0.5,
      'Scans and photos differ in light and print in strength, as long as text stands out from the paper.'
    ],
    colour: [
      1,
      'Colour rarely carries meaning on a page, so it may fade completely or become twice as strong.'
    ],
    hue: [30, 'Paper and ink come in different tints, and light adds its own.'],
    grey: [1, 'Text reads the same without colour.'],
    invert: [0, 'Pages are printed dark on light; a negative of a page is nothing that a scanner would see.'],
    blur: [0.8, 'Strokes of small print are one or two pixels wide and vanish in a stronger blur.'],
    crop: [0.05, 'Only the margin may go: a cut through a line leaves letters that nobody can read.'],
    occlusion: [0.05, 'A small stain may hide a letter; more of it hides the word that the label names.'],
    noise: [
      0.05,
      'Scans and photos of paper are a little grainy; more grain eats the thin strokes of small print.'
    ],
    detail: [0.25, 'Pages are compressed and scanned coarsely, as long as small print can be read.'],
    weather: [
      0.3,
      'The shadow of a hand or a lamp falls on many photographed pages; more would hide the writing.'
    ],
    arrange: [0, 'Words in another order say something else.'],
    mix: [0, 'Two texts laid over each other can be read by nobody.']
  }),
  classRules: [],
  labelSwaps: []
} as const satisfies DomainProfile
