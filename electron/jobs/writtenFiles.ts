import type { WrittenFile } from '../exporters/types.ts'
import type { Placed } from './exportPlaces.ts'

const hashBytes = 32

/**
 * What was written for the places of an export, by their index. Why not objects: of a million files they and their
 * hashes would fill half a gigabyte, and the memory of a job would grow with its progress.
 */
export class WrittenFiles {
  readonly #hashes: Buffer
  readonly #bytes: Float64Array
  readonly #widths: Uint32Array
  readonly #heights: Uint32Array

  constructor(places: number) {
    this.#hashes = Buffer.alloc(places * hashBytes)
    this.#bytes = new Float64Array(places).fill(-1)
    this.#widths = new Uint32Array(places)
    this.#heights = new Uint32Array(places)
  }

  add({ index }: Placed, { sha256, bytes, width, height }: Omit<WrittenFile, 'file'>): void {
    this.#hashes.write(sha256, index * hashBytes, hashBytes, 'hex')
    this.#bytes[index] = bytes
    this.#widths[index] = width
    this.#heights[index] = height
  }

  has({ index }: Placed): boolean {
    return this.bytesOf(index) >= 0
  }

  /** Undefined for a picture that could not be made. */
  get(placed: Placed): WrittenFile | undefined {
    if (!this.has(placed)) return undefined
    const { index, file } = placed
    return {
      file,
      sha256: this.#hashes.toString('hex', index * hashBytes, (index + 1) * hashBytes),
      bytes: this.bytesOf(index),
      width: this.#widths[index] ?? 0,
      height: this.#heights[index] ?? 0
    }
  }

  /** Unit: bytes; -1 for a picture that could not be made. */
  bytesOf(index: number): number {
    return this.#bytes[index] ?? -1
  }
}
