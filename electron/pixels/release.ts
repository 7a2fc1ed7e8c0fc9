import type { Channels, Raster, Size } from '../../shared/raster.ts'

/** Unit: bytes. Smaller blocks weigh nothing, and may lie in memory that Node shares out. */
const leastBytes = 64 * 1024

/** Unit: bytes of a block that may wait to be used again. */
const mostBytes = 16 * 1024 * 1024

/** The block that was given back last. */
let spare = new ArrayBuffer(0)

/**
 * Takes back the memory of a picture that nobody else holds; its samples are gone.
 *
 * Why: left to the garbage collector, which runs for every twenty photos or so and then walks over everything, they cost
 * a seventh of the processor time of an export; and memory that was just used is quicker than new one.
 */
export function release({ data }: Raster): void {
  const { buffer, byteLength } = data
  if (!(buffer instanceof ArrayBuffer) || byteLength < leastBytes || byteLength < buffer.byteLength) return
  const taken = buffer.transfer()
  spare = byteLength > mostBytes ? new ArrayBuffer(0) : taken
}

/** A raster of the given shape for somebody who will write every sample of it; until then there may be anything in it. */
export function unwrittenRaster(size: Size, channels: Channels, like: Raster['data']): Raster {
  const length = size.width * size.height * channels
  const Samples = like instanceof Uint16Array ? Uint16Array : Uint8Array
  const isSpareUsed = spare.byteLength > 0 && spare.byteLength === length * Samples.BYTES_PER_ELEMENT
  const data = isSpareUsed ? new Samples(spare) : new Samples(length)
  if (isSpareUsed) spare = new ArrayBuffer(0)
  return { width: size.width, height: size.height, channels, data }
}
