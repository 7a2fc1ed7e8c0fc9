import { pipeline, Readable } from 'node:stream'
import { promisify } from 'node:util'
import { crc32 as crc32Of, createInflateRaw, inflateRaw } from 'node:zlib'
import { CultivarError } from '../../../shared/errors.ts'
import { cut, type RandomAccess, within } from '../containers/randomAccess.ts'
import { piecesOf } from './pieces.ts'
import { type ArchiveFile, describeEntry } from './types.ts'

/** A file in a zip archive, as its central directory describes it. */
export interface ZipFile extends ArchiveFile {
  /** Where its local header begins. */
  readonly at: number
  /** Length of the local header without extra fields. */
  readonly headBytes: number
  readonly packedBytes: number
  readonly isStored: boolean
  readonly crc32: number
}

/** Read along with the header, so that one look at the drive mostly brings the whole file. */
const usualExtraBytes = 64

const inflate = promisify(inflateRaw)

/** The content of a file, checked against its length and CRC-32. Throws `truncated-image` and `corrupt-image`. */
export async function unpack(bytes: RandomAccess, file: ZipFile): Promise<Buffer> {
  const packed = await packedOf(bytes, file)
  const content = file.isStored ? Buffer.from(packed) : await inflated(bytes, file, packed)
  if (content.length !== file.bytes || crc32Of(content) !== file.crc32) throw damaged(bytes, file)
  return content
}

async function inflated(bytes: RandomAccess, file: ZipFile, packed: Uint8Array): Promise<Buffer> {
  try {
    // Why one more: what is longer than declared is to be noticed, not unpacked.
    return await inflate(packed, { maxOutputLength: file.bytes + 1 })
  } catch (error) {
    throw damaged(bytes, file, error)
  }
}

async function packedOf(bytes: RandomAccess, file: ZipFile): Promise<Uint8Array> {
  const { at, headBytes, packedBytes } = file
  const wanted = Math.min(headBytes + usualExtraBytes + packedBytes, bytes.byteLength - at)
  if (wanted < headBytes) throw cut(describeEntry(bytes.name, file.name))
  const found = await bytes.read(at, wanted)
  const start = contentStart(bytes, file, found)
  if (start + packedBytes <= found.length) return found.subarray(start, start + packedBytes)
  if (at + start + packedBytes > bytes.byteLength) throw cut(describeEntry(bytes.name, file.name))
  return bytes.read(at + start, packedBytes)
}

/** Relative to the local header (APPNOTE 4.3.7), whose extra field may differ from the one in the directory. */
function contentStart(bytes: RandomAccess, file: ZipFile, found: Uint8Array): number {
  const head = new DataView(found.buffer, found.byteOffset, found.byteLength)
  if (head.getUint32(0, true) !== 0x04034b50) throw damaged(bytes, file)
  return 30 + head.getUint16(26, true) + head.getUint16(28, true)
}

/** The same piece by piece, for files of any length. */
export async function* unpackPieces(bytes: RandomAccess, file: ZipFile): AsyncGenerator<Uint8Array> {
  const start = contentStart(bytes, file, await bytes.read(file.at, 30))
  const range = {
    name: describeEntry(bytes.name, file.name),
    at: file.at + start,
    byteLength: file.packedBytes
  }
  const packed = Readable.from(piecesOf(within(bytes, range)), { objectMode: false })
  // Why nothing in the callback: its errors come out of the stream that is read.
  const source = file.isStored ? packed : pipeline(packed, createInflateRaw(), () => undefined)
  let length = 0
  let crc = 0
  try {
    for await (const piece of source as AsyncIterable<Buffer>) {
      length += piece.length
      if (length > file.bytes) throw damaged(bytes, file)
      crc = crc32Of(piece, crc)
      yield piece
    }
  } catch (error) {
    throw error instanceof CultivarError ? error : damaged(bytes, file, error)
  }
  if (length !== file.bytes || crc !== file.crc32) throw damaged(bytes, file)
}

function damaged(bytes: RandomAccess, file: ZipFile, cause?: unknown): CultivarError {
  return new CultivarError(
    'corrupt-image',
    'The content does not match the length and checksum in the archive.',
    {
      file: describeEntry(bytes.name, file.name),
      remedy: 'Copy or download the archive again.',
      cause
    }
  )
}
