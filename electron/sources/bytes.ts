import { createHash, hash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readFileSync, statSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { CultivarError } from '../../shared/errors.ts'
import type { Raster } from '../../shared/raster.ts'
import { readPicture, shrinkToEdge } from '../pixels/codec.ts'
import { readPlainJpeg } from '../pixels/plainJpeg.ts'
import type { DecodeOptions, Picture, SampleFormat } from '../pixels/picture.ts'
import { readRecord } from './containers/open.ts'
import { toFileError } from './fsError.ts'
import type { SourceAddress } from './types.ts'

/** Unit: bytes of one file that may be read whole. */
export const maxFileBytes = 512 * 1024 * 1024

interface FileState {
  /** Of the file, or of the container that holds the image. Unit: bytes. */
  readonly sizeBytes: number
  readonly mtimeMs: number
  /** SHA-256 in hex: of the encoded picture's bytes, or of a raw record's size and pixels. */
  readonly sha256: string
}

interface Named {
  /** For messages: the path, or container and entry. */
  readonly name: string
}

export type ReadSource =
  | (FileState & Named & { readonly kind: 'bytes'; readonly bytes: Buffer })
  | (FileState & Named & { readonly kind: 'raster'; readonly raster: Raster; readonly format: SampleFormat })

/**
 * Reads one image as it lies on disk, with what is needed to notice later that it changed.
 *
 * Throws `not-found`, `unreadable-file`, `image-too-large`, and for records of a container also `unsupported-format`,
 * `truncated-image` and `corrupt-image`.
 */
export async function readSource(
  source: SourceAddress,
  limitBytes: number = maxFileBytes
): Promise<ReadSource> {
  try {
    return source.entry === null
      ? readFileSource(source.path, limitBytes)
      : await readRecordSource(source.path, source.entry, limitBytes)
  } catch (error) {
    throw toFileError(error, source.path)
  }
}

async function readRecordSource(path: string, entry: number, limitBytes: number): Promise<ReadSource> {
  const { size, mtimeMs } = await stat(path)
  const { record, name } = await readRecord(path, entry, limitBytes)
  const sha256 = record.kind === 'bytes' ? hash('sha256', record.bytes) : hashSamples(record.raster)
  return { ...record, name, sizeBytes: size, mtimeMs, sha256 }
}

/** Convention: width and height as big-endian 32 bit numbers, then the samples row by row. */
export function hashSamples({ width, height, data }: Raster): string {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  const { buffer, byteOffset, byteLength } = data
  return createHash('sha256')
    .update(head)
    .update(new Uint8Array(buffer, byteOffset, byteLength))
    .digest('hex')
}

/** Why not by promises: only threads that have nothing else to do read pictures, and each turn costs as much as a small one. */
function readFileSource(path: string, limitBytes: number): ReadSource {
  // Why before opening: opening a pipe would wait for a writer for ever.
  if (!canBeOpened(statSync(path))) throw irregular(path)
  const file = openSync(path, 'r')
  try {
    const found = fstatSync(file)
    if (found.size > limitBytes) throw tooLong(path, found.size, limitBytes)
    const bytes = readFileSync(file)
    const sha256 = hash('sha256', bytes)
    return { kind: 'bytes', name: path, bytes, sizeBytes: bytes.length, mtimeMs: found.mtimeMs, sha256 }
  } finally {
    closeSync(file)
  }
}

function canBeOpened(found: { isFile(): boolean; isDirectory(): boolean }): boolean {
  return found.isFile() || found.isDirectory()
}

function irregular(path: string): CultivarError {
  return new CultivarError('unreadable-file', 'This is a device or a pipe, not a file.', {
    file: path,
    remedy: 'Name a picture file.'
  })
}

function tooLong(path: string, sizeBytes: number, limitBytes: number): CultivarError {
  const megabytes = (bytes: number): number => Math.ceil(bytes / 1024 / 1024)
  return new CultivarError(
    'image-too-large',
    `The file has ${megabytes(sizeBytes)} MB; the limit is ${megabytes(limitBytes)} MB.`,
    { file: path, remedy: 'Save the picture smaller or in a compressed format.' }
  )
}

/** An image read and decoded, whatever it lies in. */
export interface LoadedSource extends FileState, Picture {}

/** Reads and decodes one image. Errors as `readSource` and `readPicture`. */
export async function loadSource(source: SourceAddress, options: DecodeOptions = {}): Promise<LoadedSource> {
  return load(await readSource(source), options)
}

/**
 * Reads and decodes one image whole to see what it is and whether it is whole. Facts and errors as `loadSource`; the
 * samples of a JPEG may be some levels off, which is good enough to look at and not to render.
 */
export async function inspectSource(source: SourceAddress): Promise<LoadedSource> {
  const found = await readSource(source)
  const plain = found.kind === 'bytes' ? readPlainJpeg(found.bytes, found.name) : undefined
  const { sizeBytes, mtimeMs, sha256 } = found
  return plain === undefined ? load(found, {}) : { ...plain, sizeBytes, mtimeMs, sha256 }
}

async function load(found: ReadSource, options: DecodeOptions): Promise<LoadedSource> {
  const state: FileState = { sizeBytes: found.sizeBytes, mtimeMs: found.mtimeMs, sha256: found.sha256 }
  if (found.kind === 'bytes') return { ...state, ...(await readPicture(found.bytes, found.name, options)) }
  const { width, height, channels } = found.raster
  const raster = await shrinkToEdge(found.raster, options.maxEdgePx)
  return { ...state, raster, facts: { format: found.format, width, height, channels, depth: 8, notes: [] } }
}
