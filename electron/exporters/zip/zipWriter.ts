import { createReadStream } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { promisify } from 'node:util'
import { crc32, createDeflateRaw, deflateRaw } from 'node:zlib'
import { directoryEnd, directoryHeader, localHeader, longBytes, type ZipRecord } from './records.ts'

const deflate = promisify(deflateRaw)

/** Unit: bytes of small files that are written at once. */
const batchBytes = 1024 * 1024

/**
 * Writes a zip archive, file after file. Lengths and checksums stand before the contents, so that programs that read
 * from front to back understand it too; equal files in equal order make equal archives.
 *
 * Why not yazl: it looks through all entries for every one that it writes, and puts the lengths behind the contents.
 */
export class ZipWriter {
  readonly #handle: FileHandle
  readonly #directory: Buffer[] = []
  #waiting: Buffer[] = []
  #waitingBytes = 0
  /** Where the next local header begins. */
  #at = 0

  private constructor(handle: FileHandle) {
    this.#handle = handle
  }

  /** Throws when the file is there already. */
  static async create(path: string): Promise<ZipWriter> {
    return new ZipWriter(await open(path, 'wx'))
  }

  /** Adds a file that is in memory. `name` has / as separator. */
  async add(name: string, content: Uint8Array, isDeflated: boolean): Promise<void> {
    const packed = isDeflated ? await deflate(content) : content
    const sizes = { packedBytes: packed.length, bytes: content.length, crc32: crc32(content) }
    const record = { name: Buffer.from(name), isDeflated, at: this.#at, isLong: false, ...sizes }
    await this.#put(localHeader(record), Buffer.from(packed.buffer, packed.byteOffset, packed.length))
    this.#note(record)
  }

  /** Adds a file of any length, of which only pieces are in memory. */
  async addLarge(name: string, path: string, options: LargeFile): Promise<void> {
    await this.#flush()
    const { isDeflated, signal } = options
    const at = this.#at
    // Why a first header of the same length: the right one is known only when the content has been written.
    const guess = {
      name: Buffer.from(name),
      isDeflated,
      at,
      crc32: 0,
      packedBytes: 0,
      bytes: options.bytes,
      isLong: options.bytes >= longBytes
    }
    const head = localHeader(guess)
    await this.#write(head, at)
    let [packedBytes, bytes, crc] = [0, 0, 0]
    const source = createReadStream(path, { highWaterMark: batchBytes, signal })
    source.on('data', (piece) => {
      bytes += piece.length
      crc = crc32(piece, crc)
    })
    for await (const piece of isDeflated ? pipeThrough(source) : source) {
      await this.#write(piece as Buffer, at + head.length + packedBytes)
      packedBytes += (piece as Buffer).length
    }
    const record: ZipRecord = { ...guess, crc32: crc, packedBytes, bytes }
    await this.#write(localHeader(record), at)
    this.#at = at + head.length + packedBytes
    this.#note(record)
  }

  /** Writes the directory and waits until everything is on the drive. Returns the length of the archive. */
  async finish(): Promise<number> {
    const place = { count: this.#directory.length, at: this.#at }
    const bytes = this.#directory.reduce((sum, { length }) => sum + length, 0)
    for (const line of this.#directory) await this.#put(line)
    await this.#put(directoryEnd({ ...place, bytes }))
    await this.#flush()
    await this.#handle.sync()
    return this.#at
  }

  async close(): Promise<void> {
    await this.#handle.close()
  }

  #note(record: ZipRecord): void {
    this.#directory.push(directoryHeader(record))
  }

  async #put(...parts: readonly Buffer[]): Promise<void> {
    for (const part of parts) {
      this.#waiting.push(part)
      this.#waitingBytes += part.length
      this.#at += part.length
    }
    if (this.#waitingBytes >= batchBytes) await this.#flush()
  }

  async #flush(): Promise<void> {
    const batch = Buffer.concat(this.#waiting)
    this.#waiting = []
    this.#waitingBytes = 0
    await this.#write(batch, this.#at - batch.length)
  }

  async #write(bytes: Buffer, at: number): Promise<void> {
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await this.#handle.write(bytes, done, bytes.length - done, at + done)
      done += bytesWritten
    }
  }
}

interface LargeFile {
  readonly bytes: number
  readonly isDeflated: boolean
  readonly signal: AbortSignal | undefined
}

/** Errors of the source end what is read from it. */
function pipeThrough(source: NodeJS.ReadableStream): AsyncIterable<unknown> {
  const packed = createDeflateRaw()
  source.on('error', (error) => packed.destroy(error))
  return source.pipe(packed)
}
