import type { ImageAnswer } from './engine.ts'

type Picture = Extract<ImageAnswer, { ok: true }>

/** Encoded pictures, the least recently used thrown away first. */
export class ByteCache {
  readonly #maxBytes: number
  readonly #pictures = new Map<string, Picture>()
  #bytes = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  get(key: string): Picture | undefined {
    const found = this.#pictures.get(key)
    if (found === undefined) return undefined
    this.#pictures.delete(key)
    this.#pictures.set(key, found)
    return found
  }

  set(key: string, picture: Picture): void {
    // Why: one picture at full size must not throw out all thumbnails.
    if (picture.bytes.length > this.#maxBytes / 8 || this.#pictures.has(key)) return
    this.#pictures.set(key, picture)
    this.#bytes += picture.bytes.length
    for (const [oldest, { bytes }] of this.#pictures) {
      if (this.#bytes <= this.#maxBytes) return
      this.#pictures.delete(oldest)
      this.#bytes -= bytes.length
    }
  }
}
