import { readFile } from 'node:fs/promises'
import { mapPlanes } from '../../shared/annotations/throughMasks.ts'
import { CultivarError } from '../../shared/errors.ts'
import type { Op } from '../../shared/ops.ts'
import type { Raster, Size } from '../../shared/raster.ts'
import { indexedPng } from '../exporters/maskPng.ts'
import { encode } from '../pixels/codec.ts'
import { type MaskPng, readMaskPng } from '../sources/maskPng.ts'

/**
 * A PNG whose values mean classes or objects through the operations of a picture of `size`: sampled with nearest, its
 * numbers, palette and colours as they were; what is outside of the picture becomes 0, or black. What covers the
 * picture does not cover the mask. Throws what reading throws, and `bad-input` for a mask of another size.
 */
export async function applyMask(file: string, ops: readonly Op[], size: Size): Promise<Uint8Array> {
  const mask = await readMaskPng(await bytesOf(file), file)
  if (mask.width !== size.width || mask.height !== size.height) {
    throw new CultivarError(
      'bad-input',
      `The mask has ${mask.width} x ${mask.height} pixels and the picture ${size.width} x ${size.height}.`,
      { file, remedy: 'Give the mask that belongs to the picture.' }
    )
  }
  const planes = { ...size, pixels: Uint32Array.from(mask.values), places: [] }
  const [moved] = mapPlanes([planes], ops, { size, scale: { x: 1, y: 1 }, isCoverCut: false })
  return encoded(mask, moved ?? planes)
}

async function bytesOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (cause) {
    throw new CultivarError('not-found', 'The mask cannot be read.', {
      file,
      remedy: 'Check its name.',
      cause
    })
  }
}

async function encoded(
  { kind, palette, values }: MaskPng,
  { width, height, pixels }: Size & { readonly pixels: Uint32Array }
): Promise<Uint8Array> {
  const png = { format: 'png', quality: 100 } as const
  const size = { width, height }
  if (kind === 'indexed') return indexedPng(size, Uint8Array.from(pixels), palette)
  if (kind === 'grey') {
    const data = values instanceof Uint16Array ? Uint16Array.from(pixels) : Uint8Array.from(pixels)
    return encode({ ...size, channels: 1, data }, png)
  }
  const data = new Uint8Array(3 * pixels.length)
  pixels.forEach((colour, at) => data.set([colour >> 16, (colour >> 8) & 255, colour & 255], 3 * at))
  const raster: Raster = { ...size, channels: 3, data }
  return encode(raster, png)
}
