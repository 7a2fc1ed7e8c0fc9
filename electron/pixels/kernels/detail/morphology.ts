import type { Raster } from '../../../../shared/raster.ts'
import { maxSample } from '../../../../shared/raster.ts'

/**
 * The largest (dilate) or smallest (erode) level of the square of 2 radius + 1 pixels a side about each pixel,
 * channel by channel; a whole radius in pixels of this raster.
 *
 * Convention: what lies outside of the picture takes no part (OpenCV's default), nor do the colours of pixels that
 * are wholly transparent; alpha is kept. A radius of 0 changes nothing: the source is returned.
 */
export function morphology(source: Raster, kind: 'dilate' | 'erode', radius: number): Raster {
  if (radius < 1) return source
  const work = Int32Array.from(source.data)
  // Why signs: the smallest level is minus the largest of the negatives, so one direction is enough.
  const sign = kind === 'dilate' ? 1 : -1
  const lowest = kind === 'dilate' ? 0 : -maxSample(source)
  for (let i = 0; i < work.length; i++) work[i] = sign * (work[i] as number)
  if (source.channels === 4) hideTransparent(source, work, lowest)
  const { width, height, channels } = source
  const row = new Int32Array((width + 2 * radius) * channels)
  for (let y = 0; y < height; y++) {
    const own = work.subarray(y * width * channels, (y + 1) * width * channels)
    row.fill(lowest)
    row.set(own, radius * channels)
    own.set(slideLargest(row, radius, channels).subarray(0, own.length))
  }
  slideDown(work, source, radius, lowest)
  const data = source.data.slice()
  for (let i = 0; i < data.length; i++) {
    if (channels !== 4 || (i % 4 !== 3 && source.data[i | 3] !== 0)) data[i] = sign * (work[i] as number)
  }
  return { ...source, data }
}

function hideTransparent({ data }: Raster, work: Int32Array, lowest: number): void {
  for (let i = 0; i < data.length; i += 4) if (data[i + 3] === 0) work.fill(lowest, i, i + 3)
}

/**
 * In place: item i becomes the largest of the items i .. i + 2 radius, `step` apart. Windows of 1, 2, 4 ... are made
 * from two of half their length, so a large radius costs little more than a small one.
 */
function slideLargest(items: Int32Array, radius: number, step: number): Int32Array {
  const wanted = 2 * radius + 1
  for (let have = 1; have < wanted;) {
    const shift = Math.min(have, wanted - have)
    const from = shift * step
    for (let i = 0; i + from < items.length; i++) {
      const other = items[i + from] as number
      if (other > (items[i] as number)) items[i] = other
    }
    have += shift
  }
  return items
}

/** Why in strips of columns: a whole column of a few samples is slow to read, a padded copy of the picture is large. */
const stripSamples = 64

function slideDown(
  work: Int32Array,
  { width, height, channels }: Raster,
  radius: number,
  lowest: number
): void {
  const length = width * channels
  const strip = new Int32Array((height + 2 * radius) * stripSamples)
  for (let start = 0; start < length; start += stripSamples) {
    const count = Math.min(stripSamples, length - start)
    strip.fill(lowest)
    for (let y = 0; y < height; y++) {
      const from = y * length + start
      strip.set(work.subarray(from, from + count), (y + radius) * stripSamples)
    }
    slideLargest(strip, radius, stripSamples)
    for (let y = 0; y < height; y++) {
      work.set(strip.subarray(y * stripSamples, y * stripSamples + count), y * length + start)
    }
  }
}
