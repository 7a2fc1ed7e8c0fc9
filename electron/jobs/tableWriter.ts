import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'

/** A text file that grows piece by piece, and its hash. */
export class TableWriter {
  readonly #file: FileHandle
  readonly #hash = createHash('sha256')

  private constructor(file: FileHandle) {
    this.#file = file
  }

  static async create(path: string): Promise<TableWriter> {
    return new TableWriter(await open(path, 'w'))
  }

  async add(text: string): Promise<void> {
    if (text === '') return
    const bytes = Buffer.from(text)
    this.#hash.update(bytes)
    await this.#file.appendFile(bytes)
  }

  /** Its SHA-256 in hex. Nothing can be added behind. */
  finish(): string {
    return this.#hash.digest('hex')
  }

  async close(): Promise<void> {
    await this.#file.close()
  }
}
