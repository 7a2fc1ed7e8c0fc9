import type { Size } from '../../../shared/raster.ts'
import { reasonOf, toFileError } from '../fsError.ts'
import { readMaskPng } from '../maskPng.ts'
import type { MarkOrReason, Pair } from '../markShapes.ts'
import { patchMark } from '../patchMask.ts'

/**
 * LabelMe's masks: a PNG in base64 of the part between two corners, both of them inside
 * (labelme/utils/shape.py, shape_to_mask).
 */
export async function maskMark(
  png: string | undefined,
  corners: readonly Pair[],
  size: Size | undefined
): Promise<MarkOrReason> {
  const [first] = corners
  if (png === undefined || first === undefined)
    return 'A mask must have two corners and a PNG. Draw it anew or remove it.'
  try {
    const { width, height, values } = await readMaskPng(Buffer.from(png, 'base64'), 'mask')
    return patchMark({ left: first[0], top: first[1], width, height, pixels: values }, size)
  } catch (error) {
    return `Its mask cannot be read: ${reasonOf(toFileError(error, 'mask'))}`
  }
}
