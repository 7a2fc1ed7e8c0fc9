import { open, type FileHandle } from 'node:fs/promises'

/** How long a file stays open after it was read last. Unit: milliseconds. */
const lingerMs = 500

/** A file that is read in many small parts: opened when it is read and closed when that has stopped for a while. */
export class LingeringFile {
  readonly #path: string
  #handle: Promise<FileHandle> | undefined
  #readers = 0
  readonly #closing: NodeJS.Timeout

  constructor(path: string) {
    this.#path = path
    this.#closing = setTimeout(() => this.#close(), lingerMs).unref()
  }

  /** Up to `length` bytes from `at`; fewer at the end of the file. Throws what the file system says. */
  async read(at: number, length: number): Promise<Uint8Array> {
    this.#readers++
    try {
      const handle = await (this.#handle ??= open(this.#path, 'r'))
      const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(length), 0, length, at)
      return buffer.subarray(0, bytesRead)
    } catch (error) {
      // Why: what failed once may succeed when the file is opened anew, as after a drive was gone.
      this.#forget()
      throw error
    } finally {
      this.#readers--
      this.#closing.refresh()
    }
  }

  #close(): void {
    if (this.#readers > 0) this.#closing.refresh()
    else this.#forget()
  }

  #forget(): void {
    const handle = this.#handle
    this.#handle = undefined
    // A file that was never opened or is broken needs no closing.
    void handle?.then((opened) => opened.close()).catch(() => undefined)
  }
}
