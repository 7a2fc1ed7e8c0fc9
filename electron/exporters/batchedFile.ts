import { open, type FileHandle } from 'node:fs/promises'

/** Unit: bytes that are gathered before they are written. */
const batchBytes = 1024 * 1024

/** A new file that grows by many small parts and is written in large ones. */
export class BatchedFile {
  readonly #handle: FileHandle
  #waiting: Uint8Array[] = []
  #waitingBytes = 0
  /** Length so far, with what waits. Unit: bytes. */
  length = 0

  private constructor(handle: FileHandle) {
    this.#handle = handle
  }

  /** Throws when the file is there already. */
  static async create(path: string): Promise<BatchedFile> {
    return new BatchedFile(await open(path, 'wx'))
  }

  async append(...parts: readonly Uint8Array[]): Promise<void> {
    for (const part of parts) {
      this.#waiting.push(part)
      this.#waitingBytes += part.length
      this.length += part.length
    }
    if (this.#waitingBytes >= batchBytes) await this.flush()
  }

  async flush(): Promise<void> {
    const batch = Buffer.concat(this.#waiting)
    this.#waiting = []
    this.#waitingBytes = 0
    await this.#write(batch, this.length - batch.length)
  }

  /** Replaces bytes that were appended. */
  async overwrite(at: number, bytes: Uint8Array): Promise<void> {
    await this.flush()
    await this.#write(bytes, at)
  }

  /** Writes what waits and waits until all is on the drive. */
  async sync(): Promise<void> {
    await this.flush()
    await this.#handle.sync()
  }

  async close(): Promise<void> {
    await this.#handle.close()
  }

  async #write(bytes: Uint8Array, at: number): Promise<void> {
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await this.#handle.write(bytes, done, bytes.length - done, at + done)
      done += bytesWritten
    }
  }
}
