import type { RunLengths } from '../../../shared/annotations/types.ts'
import { vocPalette, vocVoid } from '../../../shared/annotations/vocColours.ts'
import { CultivarError } from '../../../shared/errors.ts'
import type { Size } from '../../../shared/raster.ts'
import { indexedPng } from '../maskPng.ts'
import type { Thing } from '../things.ts'
import type { VocThing } from './document.ts'

export interface MaskPlan {
  readonly size: Size
  readonly things: readonly VocThing[]
  /** Masks that belong to no object. */
  readonly regions: readonly Thing[]
  /** Index of a class; undefined for one that nobody knows. */
  readonly indexOf: (className: string) => number | undefined
}

export interface VocMasks {
  readonly classes: Uint8Array
  /** Undefined where the picture has regions of classes alone. */
  readonly objects: Uint8Array | undefined
}

/**
 * The indexed masks of a picture: classes by their numbers from 1, objects by their places in the file of annotations from
 * 1. What comes later lies above, void above everything.
 */
export async function vocMasks({ size, things, regions, indexOf }: MaskPlan): Promise<VocMasks> {
  const classes = new Uint8Array(size.width * size.height)
  const objects = new Uint8Array(size.width * size.height)
  const masksOf = (thing: Thing): readonly RunLengths[] =>
    thing.marks.flatMap((mark) => (mark.kind === 'mask' ? [mark.mask] : []))
  for (const region of regions) {
    const index = region.className === null ? undefined : indexOf(region.className)
    if (index !== undefined) for (const mask of masksOf(region)) paint(classes, mask, checked(index))
  }
  things.forEach(({ className, mask }, at) => {
    const index = indexOf(className)
    if (index === undefined || mask === undefined) return
    paint(classes, mask, checked(index))
    // Why none beyond: an index has 8 bits, and 255 is void. Their classes are in the other mask.
    paint(objects, mask, at + 1 < vocVoid ? at + 1 : 0)
  })
  const voids = regions.filter((region) => isVoid(region)).flatMap(masksOf)
  for (const mask of voids) for (const target of [classes, objects]) paint(target, mask, vocVoid)
  const hasObjects = things.some(({ mask }) => mask !== undefined)
  const palette = vocPalette()
  return {
    classes: await indexedPng(size, classes, palette),
    objects: hasObjects || regions.length === 0 ? await indexedPng(size, objects, palette) : undefined
  }
}

const isVoid = ({ className, marks }: Thing): boolean =>
  className === null && marks.some(({ attributes }) => attributes?.['void'] === true)

function checked(index: number): number {
  if (index < vocVoid) return index
  const remedy = 'Export fewer classes, or choose COCO, which has no such limit.'
  throw new CultivarError('bad-input', 'The masks of VOC hold 254 classes; there are more.', { remedy })
}

function paint(pixels: Uint8Array, { runs }: RunLengths, value: number): void {
  let at = 0
  runs.forEach((length, index) => {
    if (index % 2 === 1) pixels.fill(value, at, at + length)
    at += length
  })
}
