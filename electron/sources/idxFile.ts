import { createHash } from 'node:crypto'
import { CultivarError } from '../../shared/errors.ts'
import type { Raster } from '../../shared/raster.ts'
import { cut, openContainer, peek, type Container } from './idxContainer.ts'

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
  readonly container: Container
}

/** Whether a file is an IDX file of pictures or labels, by its content, plain or gzip; undefined for neither. */
export async function idxKind(path: string): Promise<IdxKind | undefined> {
  const head = await peek(path, 4)
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

/** Opens a container of pictures. Throws `truncated-image`, `corrupt-image`, `image-too-large`, file errors. */
export async function openIdxImages(path: string): Promise<IdxImages> {
  const container = await openContainer(path)
  const head = await container.read(0, 16)
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
  checkLength(container, 16 + count * width * height, path)
  return { count, width, height, container }
}

/** One label, 0 to 255, per picture. Throws as `openIdxImages`. */
export async function readIdxLabels(path: string): Promise<Uint8Array> {
  const container = await openContainer(path)
  const head = await container.read(0, 8)
  if (uint32(head, 0) !== idxMagic.labels) throw corrupt(path, 'This is no IDX file of labels.')
  const count = uint32(head, 4)
  checkLength(container, 8 + count, path)
  return container.read(8, count)
}

function checkLength(container: Container, expected: number, path: string): void {
  if (container.byteLength < expected) throw cut(path)
  if (container.byteLength === expected) return
  throw corrupt(path, `Expected ${expected} bytes by the header but received ${container.byteLength}.`)
}

export interface IdxRecord {
  readonly raster: Raster
  /** SHA-256 of the size and the pixels, in hex. */
  readonly recordHash: string
}

/** One picture of a container, 8 bit grey; `index` counts from 0. Throws `not-found` past the end. */
export async function readIdxRecord(path: string, index: number): Promise<IdxRecord> {
  return recordOf(await openIdxImages(path), path, index)
}

/** The same for a container that is open, for whoever reads many of its pictures in one go. */
export async function recordOf(images: IdxImages, path: string, index: number): Promise<IdxRecord> {
  const { count, width, height, container } = images
  if (!Number.isInteger(index) || index < 0 || index >= count) {
    throw new CultivarError('not-found', `Expected a picture from 0 to ${count - 1} but received ${index}.`, {
      file: path,
      remedy: 'Import the file again.'
    })
  }
  const stored = await container.read(16 + index * width * height, width * height)
  // Why a copy: pixels may be changed or handed to another thread, the cached container may not.
  const data = Uint8Array.from(stored)
  return { raster: { width, height, channels: 1, data }, recordHash: recordHash({ width, height }, data) }
}

/** Convention: width and height as big-endian 32 bit numbers, then the pixels row by row. */
function recordHash(size: { width: number; height: number }, pixels: Uint8Array): string {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(size.width, 0)
  head.writeUInt32BE(size.height, 4)
  return createHash('sha256').update(head).update(pixels).digest('hex')
}
