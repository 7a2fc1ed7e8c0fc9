import { type DomainProfile, limitsFrom } from '../policy/profile.ts'

export const ripeness = {
  id: 'ripeness',
  title: 'Ripeness and other classes told by colour',
  summary: 'Fruit, crops, liquids and test strips whose class is their colour.',
  picture: 'ripeness',
  limits: limitsFrom({
    rotation: [180, 'Fruit lies and hangs in any direction, and its colour stays the same.'],
    mirror: [1, 'A ripe fruit is as ripe in the mirror.'],
    shear: [12, 'The label depends on colour and not on shape, so a slight slant does no harm.'],
    scale: [0.4, 'Fruit is nearer or farther, as long as its colour can be seen.'],
    stretch: [0.2, 'The label depends on colour and not on proportions, within reason.'],
    shift: [0.15, 'Fruit need not lie in the exact middle, but it has to remain in the picture.'],
    perspective: [0.15, 'Fruit is photographed from many angles.'],
    warp: [0.025, 'Fruit grows in many shapes, so a little bending looks like another one.'],
    tone: [0.15, 'Light changes a little; much darker, ripe looks overripe, and much lighter, unripe.'],
    colour: [
      0,
      'The strength of the colour is the label, so it stays as it is.',
      'Balestriero, Bottou, LeCun, NeurIPS 2022: colour changes hurt classes that colour defines'
    ],
    hue: [
      0,
      'The colour is the label: a green tomato turned red would be called unripe.',
      'Balestriero, Bottou, LeCun, NeurIPS 2022: colour changes hurt classes that colour defines'
    ],
    grey: [0, 'Without colour nothing is left of the label.'],
    invert: [0, 'In a negative green turns to magenta, and the label is lost.'],
    blur: [2, 'Colour survives a moderate blur; a stronger one mixes fruit with what is behind it.'],
    crop: [0.4, 'A part of a fruit shows its colour too, as long as most of it stays in the picture.'],
    occlusion: [0.15, 'Leaves hide parts of fruit, but enough of its colour has to be seen.'],
    noise: [0.04, 'Cameras are a little grainy; coloured grain would change the colour that is the label.'],
    detail: [0.4, 'Colour survives compression and a smaller size.'],
    weather: [0, 'Rain, snow and fog tint whatever they cover, and the tint would change the label.'],
    arrange: [0, 'Pieces of fruit and background side by side show no fruit.'],
    mix: [0, 'A blend of a ripe and an unripe fruit shows a colour that neither has.']
  }),
  classRules: [],
  labelSwaps: []
} as const satisfies DomainProfile
