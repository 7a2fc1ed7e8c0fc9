import type { Sampling } from '../../../../shared/ops.ts'
import type { Channels, Raster, Size } from '../../../../shared/raster.ts'
import type { ConcreteStep } from '../../../../shared/transforms/spec.ts'
import { renderRaster } from '../../../../electron/pixels/render.ts'

export const plain: Sampling = { fillMode: 'constant', fillValue: [0], interpolation: 'bilinear' }

/** A raster whose samples are `level(x, y, channel)`; alpha too. */
export function raster(
  { width, height }: Size,
  channels: Channels,
  level: (x: number, y: number, channel: number) => number
): Raster {
  const data = new Uint8Array(width * height * channels)
  for (let i = 0; i < data.length; i++) {
    const pixel = Math.floor(i / channels)
    data[i] = Math.round(level(pixel % width, Math.floor(pixel / width), i % channels))
  }
  return { width, height, channels, data }
}

/** The same picture with 16 bit: every sample times 257, so that 255 becomes 65535. */
export function widened(source: Raster): Raster {
  return { ...source, data: Uint16Array.from(source.data, (value) => value * 257) }
}

/** Every sample differs from its neighbours; reproducible. */
export function noise(size: Size, channels: Channels, seed = 1): Raster {
  let state = seed >>> 0
  return raster(size, channels, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state >>> 24
  })
}

/** Slow waves, so that interpolation has little to lose. */
export function waves(size: Size, channels: Channels): Raster {
  return raster(size, channels, (x, y, c) => 128 + 60 * Math.sin(x / 9 + c) + 50 * Math.cos(y / 11 - c))
}

export function render(
  source: Raster,
  steps: readonly ConcreteStep[],
  { size = source, ...sampling }: Partial<Sampling> & { size?: Size } = {}
): Promise<Raster> {
  return renderRaster(source, {
    fullSize: source,
    outputSize: size,
    steps,
    sampling: { ...plain, ...sampling }
  })
}

export function sampleAt({ data, width, channels }: Raster, x: number, y: number): readonly number[] {
  const from = (y * width + x) * channels
  return Array.from(data.subarray(from, from + channels))
}

export function largestDifference(a: Raster, b: Raster): number {
  return differences(a, b).reduce((most, difference) => Math.max(most, difference), 0)
}

/** Sample by sample; NaN where the other raster ends. */
export function differences(a: Raster, b: Raster): readonly number[] {
  return Array.from(a.data, (value, index) => Math.abs(value - (b.data[index] ?? NaN)))
}
