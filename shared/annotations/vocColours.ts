/**
 * The colour of an index in the masks of PASCAL VOC (VOCcode/VOClabelcolormap.m): the bits of the index, three at a time
 * from the lowest, are the bits of red, green and blue from the highest.
 */
export function vocColour(index: number): readonly [number, number, number] {
  const colour: [number, number, number] = [0, 0, 0]
  for (let rest = index, bit = 7; rest > 0; rest >>= 3, bit--) {
    colour[0] |= (rest & 1) << bit
    colour[1] |= ((rest >> 1) & 1) << bit
    colour[2] |= ((rest >> 2) & 1) << bit
  }
  return colour
}

/** The index of pixels that count neither as background nor as an object: borders, and what cannot be told. */
export const vocVoid = 255

/** Red, green, blue of all 256 indexes. */
export function vocPalette(): Uint8Array {
  return Uint8Array.from(Array.from({ length: 256 }, (_, index) => vocColour(index)).flat())
}
