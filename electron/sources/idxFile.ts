import { CultivarError } from '../../shared/errors.ts'
import type { Raster } from '../../shared/raster.ts'
import { noRecord } from './containers/noRecord.ts'
import { cut, type RandomAccess } from './containers/randomAccess.ts'

/** The first four bytes of IDX files of 8 bit samples: three dimensions for pictures, one for labels. */
export const idxMagic = { images: 0x00000803, labels: 0x00000801 } as const

export type IdxKind = keyof typeof idxMagic

const remedy = 'Copy or download the file again.'

/** Longest side of a picture. Unit: pixels. */
const maxSidePx = 65_535
const maxPixels = 100_000_000

/** What an image container declares; checked against its length. */
export interface IdxImages {
  readonly count: number
  readonly width: number
  readonly height: number
  readonly bytes: RandomAccess
}

/** Whether the first four bytes are those of pictures or labels; undefined for neither. */
export function idxKind(head: Uint8Array): IdxKind | undefined {
  if (head.length < 4) return undefined
  const magic = uint32(head, 0)
  return magic === idxMagic.images ? 'images' : magic === idxMagic.labels ? 'labels' : undefined
}

function uint32(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at)
}

function corrupt(path: string, message: string): CultivarError {
  return new CultivarError('corrupt-image', message, { file: path, remedy })
}

/** Opens a file of pictures. Throws `truncated-image`, `corrupt-image`, `image-too-large`, file errors. */
export async function idxImages(bytes: RandomAccess): Promise<IdxImages> {
  const path = bytes.name
  const head = await bytes.read(0, 16)
  if (uint32(head, 0) !== idxMagic.images) throw corrupt(path, 'This is no IDX file of 8 bit pictures.')
  const [count, height, width] = [uint32(head, 4), uint32(head, 8), uint32(head, 12)]
  if (width === 0 || height === 0)
    throw corrupt(path, `The header declares pictures of ${width} x ${height} pixels.`)
  if (width > maxSidePx || height > maxSidePx || width * height > maxPixels) {
    throw new CultivarError(
      'image-too-large',
      `The header declares pictures of ${width} x ${height} pixels.`,
      {
        file: path,
        remedy
      }
    )
  }
  checkLength(bytes, 16 + count * width * height, path)
  return { count, width, height, bytes }
}

/** One label, 0 to 255, per picture. Throws as `idxImages`. */
export async function readIdxLabels(bytes: RandomAccess): Promise<Uint8Array> {
  const path = bytes.name
  const head = await bytes.read(0, 8)
  if (uint32(head, 0) !== idxMagic.labels) throw corrupt(path, 'This is no IDX file of labels.')
  const count = uint32(head, 4)
  checkLength(bytes, 8 + count, path)
  return bytes.read(8, count)
}

function checkLength({ byteLength }: RandomAccess, expected: number, path: string): void {
  if (byteLength < expected) throw cut(path)
  if (byteLength === expected) return
  throw corrupt(path, `Expected ${expected} bytes by the header but received ${byteLength}.`)
}

/** One picture, 8 bit grey; `index` counts from 0. Throws `not-found` past the end. */
export async function idxRecord(images: IdxImages, index: number): Promise<Raster> {
  const { count, width, height, bytes } = images
  if (!Number.isInteger(index) || index < 0 || index >= count) throw noRecord(bytes.name, index, count)
  const stored = await bytes.read(16 + index * width * height, width * height)
  // Why a copy: pixels may be changed or handed to another thread, the bytes in memory may not.
  return { width, height, channels: 1, data: Uint8Array.from(stored) }
}
