import { BatchedFile } from '../batchedFile.ts'

const blockBytes = 512
/** A tar archive ends with two blocks of zeros. */
const end = Buffer.alloc(2 * blockBytes)

/** Unit: bytes that an entry takes in the archive, unless its name needs pax records. */
export function tarEntryBytes(contentBytes: number): number {
  return blockBytes + Math.ceil(contentBytes / blockBytes) * blockBytes
}

/**
 * Writes a tar archive after POSIX.1-1988 (ustar); names beyond 100 bytes stand in pax records (POSIX.1-2001). All
 * entries are plain files of owner 0 from 1970-01-01, so that equal files make equal archives.
 */
export class TarWriter {
  readonly #file: BatchedFile

  private constructor(file: BatchedFile) {
    this.#file = file
  }

  /** Throws when the file is there already. */
  static async create(path: string): Promise<TarWriter> {
    return new TarWriter(await BatchedFile.create(path))
  }

  get bytes(): number {
    return this.#file.length + end.length
  }

  async add(name: string, content: Uint8Array): Promise<void> {
    const raw = Buffer.from(name)
    if (raw.length > 100) {
      const records = Buffer.from(paxRecord('path', name))
      await this.#put(header(Buffer.from('PaxHeader'), 'x', records.length), records)
    }
    await this.#put(header(raw.subarray(0, 100), '0', content.length), content)
  }

  async finish(): Promise<void> {
    await this.#file.append(end)
    await this.#file.flush()
    await this.#file.close()
  }

  async #put(head: Buffer, content: Uint8Array): Promise<void> {
    const padding = Buffer.alloc(tarEntryBytes(content.length) - blockBytes - content.length)
    await this.#file.append(head, content, padding)
  }
}

/** `LENGTH KEY=VALUE\n`, the length counting itself. */
function paxRecord(key: string, value: string): string {
  const rest = Buffer.byteLength(` ${key}=${value}\n`)
  // The number is as long as it is, or one digit longer by its own length.
  const short = rest + String(rest).length
  const length = rest + String(short).length
  return `${length} ${key}=${value}\n`
}

const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`

function header(name: Uint8Array, type: '0' | 'x', bytes: number): Buffer {
  const block = Buffer.alloc(blockBytes)
  block.set(name)
  block.write(octal(0o644, 7) + octal(0, 7) + octal(0, 7), 100, 'latin1')
  block.write(octal(bytes, 11) + octal(0, 11), 124, 'latin1')
  // The checksum counts its own eight bytes as spaces.
  block.write(' '.repeat(8) + type, 148, 'latin1')
  block.write('ustar\x0000', 257, 'latin1')
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${octal(sum, 6)} `, 148, 'latin1')
  return block
}
