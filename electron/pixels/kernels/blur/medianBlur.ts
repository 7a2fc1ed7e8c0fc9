import { blankRaster, type Raster } from '../../../../shared/raster.ts'
import { medianOfBytes } from './medianOfBytes.ts'
import { medianOfNine } from './medianOfNine.ts'
import { createTally } from './tally.ts'

/**
 * Median of the square of 2 radius + 1 pixels a side about each pixel, channel by channel; a whole radius in pixels
 * of this raster.
 *
 * Convention: border pixels are repeated outwards, as OpenCV's medianBlur does. The median of colours counts each
 * pixel by its alpha (the lower one where two share the middle), a pixel with nothing visible about it keeps its own.
 * A radius of 0 changes nothing: the source is returned.
 */
export function medianBlur(source: Raster, radius: number): Raster {
  if (radius < 1) return source
  if (radius === 1 && source.channels !== 4) return medianOfNine(source)
  const out = blankRaster(source, source.channels, source.data)
  for (let c = 0; c < source.channels; c++) {
    if (source.data instanceof Uint16Array) medianOfChannel(source, out, c, radius)
    else medianOfByteChannel(source, out, c, radius)
  }
  return out
}

function medianOfByteChannel(source: Raster, out: Raster, channel: number, radius: number): void {
  const { width, height, channels, data } = source
  const isColourOfAlpha = channels === 4 && channel < 3
  if (isColourOfAlpha) {
    for (let i = channel; i < data.length; i += channels) out.data[i] = data[i] as number
  }
  const levels = planeOf(source, channel, radius)
  const weights = isColourOfAlpha ? planeOf(source, 3, radius) : undefined
  const place = { data: out.data, first: channel, step: channels }
  medianOfBytes({ width, height, radius, levels, weights }, place)
}

/** One channel by itself, its border columns repeated `radius` times. */
function planeOf({ data, width, height, channels }: Raster, channel: number, radius: number): Uint8Array {
  const stride = width + 2 * radius
  const plane = new Uint8Array(stride * height)
  for (let y = 0, from = channel; y < height; y++) {
    const base = y * stride + radius
    for (let x = 0; x < width; x++, from += channels) plane[base + x] = data[from] as number
    plane.fill(plane[base] as number, base - radius, base)
    plane.fill(plane[base + width - 1] as number, base + width, base + width + radius)
  }
  return plane
}

/** Slides a window down each column: a row of neighbours comes in, another one leaves. */
function medianOfChannel(source: Raster, out: Raster, channel: number, radius: number): void {
  const { width, height, channels, data } = source
  const isColourOfAlpha = channels === 4 && channel < 3
  const tally = createTally(source, channel, isColourOfAlpha)
  const columns = new Int32Array(2 * radius + 1)
  const row = (y: number): number => Math.min(Math.max(y, 0), height - 1) * width * channels
  for (let x = 0; x < width; x++) {
    for (let k = 0; k < columns.length; k++) {
      columns[k] = Math.min(Math.max(x + k - radius, 0), width - 1) * channels
    }
    for (let k = -radius; k <= radius; k++) tally.add(row(k), columns, 1)
    for (let y = 0; y < height; y++) {
      const at = row(y) + x * channels + channel
      out.data[at] = tally.median(data[at] as number)
      tally.add(row(y + radius + 1), columns, 1)
      tally.add(row(y - radius), columns, -1)
    }
    for (let k = -radius; k <= radius; k++) tally.add(row(height + k), columns, -1)
  }
}
