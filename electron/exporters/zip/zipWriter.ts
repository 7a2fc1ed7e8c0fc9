import { createReadStream } from 'node:fs'
import { promisify } from 'node:util'
import { crc32, createDeflateRaw, deflateRaw } from 'node:zlib'
import { BatchedFile } from '../batchedFile.ts'
import { directoryEnd, directoryHeader, localHeader, longBytes, type ZipRecord } from './records.ts'

const deflate = promisify(deflateRaw)

/** Unit: bytes of a long file that are in memory at a time. */
const pieceBytes = 1024 * 1024

interface LargeFile {
  readonly bytes: number
  readonly isDeflated: boolean
  readonly signal: AbortSignal | undefined
}

/**
 * Writes a zip archive, file after file. Lengths and checksums stand before the contents, so that programs that read
 * from front to back understand it too; equal files in equal order make equal archives.
 *
 * Why not yazl: it looks through all entries for every one that it writes, and puts the lengths behind the contents.
 */
export class ZipWriter {
  readonly #file: BatchedFile
  readonly #directory: Buffer[] = []

  private constructor(file: BatchedFile) {
    this.#file = file
  }

  /** Throws when the file is there already. */
  static async create(path: string): Promise<ZipWriter> {
    return new ZipWriter(await BatchedFile.create(path))
  }

  /** Adds a file that is in memory. `name` has / as separator. */
  async add(name: string, content: Uint8Array, isDeflated: boolean): Promise<void> {
    const packed = isDeflated ? await deflate(content) : content
    const sizes = { packedBytes: packed.length, bytes: content.length, crc32: crc32(content) }
    const record = { name: Buffer.from(name), isDeflated, at: this.#file.length, isLong: false, ...sizes }
    await this.#file.append(localHeader(record), packed)
    this.#directory.push(directoryHeader(record))
  }

  /** Adds a file of any length, of which only pieces are in memory. */
  async addLarge(
    name: string,
    path: string,
    { bytes: expected, isDeflated, signal }: LargeFile
  ): Promise<void> {
    const at = this.#file.length
    const known = { name: Buffer.from(name), isDeflated, at, isLong: expected >= longBytes }
    // Why a first header of the same length: the right one is known only when the content has been written.
    const head = localHeader({ ...known, crc32: 0, packedBytes: 0, bytes: 0 })
    await this.#file.append(head)
    let [bytes, crc] = [0, 0]
    const source = createReadStream(path, { highWaterMark: pieceBytes, signal })
    source.on('data', (piece) => {
      bytes += piece.length
      crc = crc32(piece, crc)
    })
    for await (const piece of isDeflated ? deflated(source) : source) await this.#file.append(piece as Buffer)
    const packedBytes = this.#file.length - at - head.length
    const record: ZipRecord = { ...known, crc32: crc, packedBytes, bytes }
    await this.#file.overwrite(at, localHeader(record))
    this.#directory.push(directoryHeader(record))
  }

  /** Writes the directory and waits until everything is on the drive. Returns the length of the archive. */
  async finish(): Promise<number> {
    const place = { count: this.#directory.length, at: this.#file.length }
    for (const line of this.#directory) await this.#file.append(line)
    await this.#file.append(directoryEnd({ ...place, bytes: this.#file.length - place.at }))
    await this.#file.sync()
    return this.#file.length
  }

  async close(): Promise<void> {
    await this.#file.close()
  }
}

/** Errors of the source end what is read from it. */
function deflated(source: NodeJS.ReadableStream): AsyncIterable<unknown> {
  const packed = createDeflateRaw()
  source.on('error', (error) => packed.destroy(error))
  return source.pipe(packed)
}
