import { open, stat, type FileHandle } from 'node:fs/promises'
import { promisify } from 'node:util'
import { constants, gunzip, gunzipSync } from 'node:zlib'
import { CultivarError } from '../../shared/errors.ts'
import { toFileError } from './fsError.ts'

/** Unit: bytes that an inflated container may have in memory. */
export const maxInflatedBytes = 2 ** 31 - 1

const inflate = promisify(gunzip)

/** Random access to the bytes of an IDX file, whether it is packed or not. */
export interface Container {
  readonly byteLength: number
  /** Exactly `length` bytes from `at`; throws `truncated-image` when the file has fewer. */
  read(at: number, length: number): Promise<Uint8Array>
}

const caught = new Map<string, Promise<Uint8Array>>()
const keptContainers = 2

function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b
}

/** The first bytes of a file, inflated when it is gzip; fewer when the file is shorter, none when it cannot be read. */
export async function peek(path: string, length: number): Promise<Uint8Array> {
  try {
    if (!(await stat(path)).isFile()) return new Uint8Array()
    const head = await withFile(path, async (file) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0)
      return buffer.subarray(0, bytesRead)
    })
    const plain = isGzip(head) ? gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH }) : head
    return plain.subarray(0, length)
  } catch {
    return new Uint8Array()
  }
}

async function withFile<T>(path: string, use: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, 'r')
  try {
    return await use(file)
  } finally {
    await file.close()
  }
}

/** Unit: bytes of a plain container that is kept in memory; a longer one is read in place, record by record. */
const maxKeptBytes = 512 * 1024 * 1024

/**
 * Opens a container. Packed and shorter ones are kept in memory, the two used last, by path, size and date, so that a
 * record costs one look at the file's date and no reading.
 */
export async function openContainer(path: string): Promise<Container> {
  try {
    const { size, mtimeMs } = await stat(path)
    const key = `${path}\0${size}\0${mtimeMs}`
    if (!caught.has(key) && size > maxKeptBytes && !(await isPacked(path))) return plainContainer(path, size)
    const bytes = await kept(key, path)
    return {
      byteLength: bytes.length,
      read: (at, length) => Promise.resolve(part(bytes, at, { length, path }))
    }
  } catch (error) {
    throw toFileError(error, path)
  }
}

async function isPacked(path: string): Promise<boolean> {
  return isGzip(await withFile(path, async (file) => (await file.read(Buffer.alloc(2), 0, 2, 0)).buffer))
}

function plainContainer(path: string, byteLength: number): Container {
  const read = async (at: number, length: number): Promise<Uint8Array> => {
    // Why before allocating: the length may come from a damaged header.
    if (at + length > byteLength) throw cut(path)
    const bytes = await withFile(path, async (file) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at)
      return buffer.subarray(0, bytesRead)
    }).catch((error: unknown) => {
      throw toFileError(error, path)
    })
    return part(bytes, 0, { length, path })
  }
  return { byteLength, read }
}

function part(bytes: Uint8Array, at: number, of: { length: number; path: string }): Uint8Array {
  if (at + of.length > bytes.length) throw cut(of.path)
  return bytes.subarray(at, at + of.length)
}

/** The error for data that end before the header says so. */
export function cut(path: string): CultivarError {
  return new CultivarError('truncated-image', 'The file ends early: part of the data is missing.', {
    file: path,
    remedy: 'Copy or download the file again.'
  })
}

function kept(key: string, path: string): Promise<Uint8Array> {
  const known = caught.get(key)
  // Subtle: deleting and setting again moves the key to the end, so the first key is always the one unused longest.
  caught.delete(key)
  const bytes = known ?? readWhole(path)
  caught.set(key, bytes)
  if (known === undefined) bytes.catch(() => caught.delete(key))
  for (const oldest of [...caught.keys()].slice(0, -keptContainers)) caught.delete(oldest)
  return bytes
}

async function readWhole(path: string): Promise<Uint8Array> {
  const packed = await withFile(path, (file) => file.readFile())
  if (!isGzip(packed)) return packed
  try {
    return await inflate(packed, { maxOutputLength: maxInflatedBytes })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'Z_BUF_ERROR') throw cut(path)
    if (code === 'ERR_BUFFER_TOO_LARGE') {
      throw new CultivarError('image-too-large', 'Unpacked, the file has more than 2 GB.', {
        file: path,
        remedy: 'Unpack it with gunzip and import the unpacked file.',
        cause: error
      })
    }
    throw new CultivarError('corrupt-image', 'The gzip data are damaged.', {
      file: path,
      remedy: 'Copy or download the file again.',
      cause: error
    })
  }
}
