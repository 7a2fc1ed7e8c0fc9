import { describe, expect, it } from 'vitest'
import { noiseKernels } from '../../../../../electron/pixels/kernels/noise/index.ts'
import { hashKey, hashWord } from '../../../../../electron/pixels/kernels/noise/hash.ts'
import { normalQuantile, normalTable } from '../../../../../electron/pixels/kernels/noise/normal.ts'
import type { NoiseOp } from '../../../../../shared/ops.ts'
import type { Channels, Raster, Size } from '../../../../../shared/raster.ts'
import { noise, raster, widened } from '../rasters.ts'

const run = (source: Raster, op: NoiseOp): Raster =>
  (noiseKernels[op.op] as (raster: Raster, op: NoiseOp) => Raster)(source, op)

/** 16 bit, so that rounding does not matter. */
function even(size: Size, channels: Channels, share: number): Raster {
  const data = new Uint16Array(size.width * size.height * channels).fill(Math.round(share * 65535))
  return { ...size, channels, data }
}

const size = { width: 400, height: 300 }

/** Differences between two rasters, as shares of full scale. */
const changes = (made: Raster, source: Raster): Float64Array =>
  Float64Array.from(made.data, (value, i) => (value - (source.data[i] ?? 0)) / 65535)

function moments(values: Float64Array): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  return { mean, deviation: Math.sqrt(square) }
}

function correlation(values: Float64Array, shift: number): number {
  const { mean, deviation } = moments(values)
  let sum = 0
  for (let i = shift; i < values.length; i++)
    sum += ((values[i] ?? 0) - mean) * ((values[i - shift] ?? 0) - mean)
  return sum / ((values.length - shift) * deviation * deviation)
}

const ops: readonly NoiseOp[] = [
  { op: 'gaussianNoise', deviation: 0.05, perChannel: true, shapeSeed: 11 },
  { op: 'gaussianNoise', deviation: 0.05, perChannel: false, shapeSeed: 11 },
  { op: 'isoNoise', intensity: 0.05, colourShift: 0.02, shapeSeed: 11 },
  { op: 'shotNoise', scale: 0.01, shapeSeed: 11 },
  { op: 'multiplicativeNoise', spread: 0.2, perChannel: true, shapeSeed: 11 },
  { op: 'multiplicativeNoise', spread: 0.2, perChannel: false, shapeSeed: 11 },
  { op: 'saltAndPepper', share: 0.3, saltShare: 0.5, shapeSeed: 11 },
  { op: 'pixelDropout', share: 0.3, level: 0.2, shapeSeed: 11 }
]

describe.each(ops.map((op) => [op.op, op] as const))('%s', (_, op) => {
  it.each([1, 3, 4] as const)('follows from its seed, keeps alpha and its input: %i channels', (channels) => {
    for (const source of [
      noise({ width: 31, height: 17 }, channels),
      widened(noise({ width: 7, height: 5 }, channels))
    ]) {
      const before = source.data.slice()
      const made = run(source, op)
      expect(run(source, op).data).toEqual(made.data)
      expect(run(source, { ...op, shapeSeed: 12 }).data).not.toEqual(made.data)
      expect(made.data).not.toEqual(before)
      expect(source.data).toEqual(before)
      expect(made.data.constructor).toBe(source.data.constructor)
      if (channels === 4) {
        for (let i = 3; i < made.data.length; i += 4) expect(made.data[i]).toBe(before[i])
      }
    }
  })

  it('bears pictures of one pixel and of one column', () => {
    expect(run(noise({ width: 1, height: 1 }, 1), op).data).toHaveLength(1)
    expect(run(noise({ width: 1, height: 5000 }, 3), op).data).toHaveLength(15_000)
  })

  it('is alike at no two neighbours, in no two rows and under no two seeds', () => {
    const source = even(size, 1, 0.5)
    const values = changes(run(source, op), source)
    // The standard error of a correlation of n numbers is 1 / root of n; five of them.
    const least = 5 / Math.sqrt(values.length)
    for (const shift of [1, 2, 3, size.width, size.width + 1]) {
      expect(Math.abs(correlation(values, shift))).toBeLessThan(least)
    }
    const other = changes(run(source, { ...op, shapeSeed: 12 }), source)
    const { mean, deviation } = moments(values)
    const own = moments(other)
    const together = values.reduce((sum, value, i) => sum + (value - mean) * ((other[i] ?? 0) - own.mean), 0)
    expect(Math.abs(together / (values.length * deviation * own.deviation))).toBeLessThan(least)
  })
})

/** Standard error of a mean, and about that of a deviation (of a normal variable). */
const error = (deviation: number, count: number): number => (5 * deviation) / Math.sqrt(count)

describe('gaussianNoise', () => {
  it.each([0.01, 0.05, 0.1])('has mean 0 and the deviation that it says: %f', (deviation) => {
    const source = even(size, 3, 0.5)
    const values = changes(
      run(source, { op: 'gaussianNoise', deviation, perChannel: true, shapeSeed: 3 }),
      source
    )
    const found = moments(values)
    expect(Math.abs(found.mean)).toBeLessThan(error(deviation, values.length))
    expect(Math.abs(found.deviation - deviation)).toBeLessThan(error(deviation, values.length))
  })

  it('has the tails of the normal distribution', () => {
    const source = even(size, 1, 0.5)
    const values = changes(
      run(source, { op: 'gaussianNoise', deviation: 0.05, perChannel: true, shapeSeed: 4 }),
      source
    )
    // Shares beyond 1, 2, 3 deviations: 31.73 %, 4.55 %, 0.27 %.
    for (const [k, share] of [
      [1, 0.31731],
      [2, 0.0455],
      [3, 0.0027]
    ] as const) {
      const found = values.filter((value) => Math.abs(value) > k * 0.05).length / values.length
      expect(Math.abs(found - share)).toBeLessThan(5 * Math.sqrt((share * (1 - share)) / values.length))
    }
  })

  it('is independent between colours, or the same for all of them', () => {
    const source = even(size, 3, 0.5)
    const at = (perChannel: boolean): Float64Array =>
      changes(run(source, { op: 'gaussianNoise', deviation: 0.05, perChannel, shapeSeed: 9 }), source)
    const separate = at(true)
    expect(Math.abs(correlation(separate, 1))).toBeLessThan(5 / Math.sqrt(separate.length))
    const together = at(false)
    for (let i = 0; i < 3000; i += 3) expect(together[i]).toBe(together[i + 2])
  })

  it('rounds without shifting the mean in 8 bit', () => {
    const source = raster(size, 1, () => 100)
    const made = run(source, { op: 'gaussianNoise', deviation: 0.02, perChannel: true, shapeSeed: 5 })
    const { mean, deviation } = moments(Float64Array.from(made.data, (value) => value - 100))
    // Rounding to whole levels adds a variance of 1/12.
    const expected = Math.sqrt((0.02 * 255) ** 2 + 1 / 12)
    expect(Math.abs(mean)).toBeLessThan(error(expected, made.data.length))
    expect(Math.abs(deviation - expected)).toBeLessThan(error(expected, made.data.length))
  })
})

describe('shotNoise', () => {
  // The mean is the sample, the variance sample x scale: below 24 photons exact, above normal with skewness.
  it.each([
    [0.02, 0.05],
    [0.2, 0.05],
    [0.5, 0.04],
    [0.4, 0.016],
    [0.5, 0.001]
  ])('has the mean and the variance of Poisson: level %f, photon %f', (share, scale) => {
    const source = even(size, 1, share)
    const level = (source.data[0] ?? 0) / 65535
    const values = changes(run(source, { op: 'shotNoise', scale, shapeSeed: 8 }), source)
    const deviation = Math.sqrt(level * scale)
    const found = moments(values)
    expect(Math.abs(found.mean)).toBeLessThan(error(deviation, values.length) + 0.5 / 65535)
    // 1 % for what the approximation says of itself, beside the standard error (with Poisson's larger fourth moment).
    const fourth = Math.sqrt(1 + scale / (2 * level))
    expect(Math.abs(found.deviation / deviation - 1)).toBeLessThan(
      0.01 + (5 * fourth) / Math.sqrt(2 * values.length)
    )
  })

  it('counts few photons as Poisson says', () => {
    const source = even(size, 1, 0.1)
    const made = run(source, { op: 'shotNoise', scale: 0.05, shapeSeed: 2 })
    // Mean of 2 photons: P(0) = e^-2, P(1) = 2 e^-2, P(2) = 2 e^-2, P(3) = 4/3 e^-2.
    const photons = Array.from(made.data, (value) => Math.round(value / (0.05 * 65535)))
    for (const [count, share] of [1, 2, 2, 4 / 3].map((times) => times * Math.exp(-2)).entries()) {
      const found = photons.filter((value) => value === count).length / photons.length
      expect(Math.abs(found - share)).toBeLessThan(
        5 * Math.sqrt((share * (1 - share)) / photons.length) + 1e-4
      )
    }
  })
})

describe('isoNoise', () => {
  it('has a deviation in grey that grows with the root of the level', () => {
    for (const level of [0.16, 0.64]) {
      const source = even(size, 1, level)
      const values = changes(
        run(source, { op: 'isoNoise', intensity: 0.05, colourShift: 0, shapeSeed: 3 }),
        source
      )
      const { mean, deviation } = moments(values)
      const expected = 0.05 * Math.sqrt(level)
      expect(Math.abs(mean)).toBeLessThan(error(expected, values.length))
      expect(Math.abs(deviation - expected)).toBeLessThan(error(expected, values.length))
    }
  })

  it('keeps luma and strength of colour when only the hue varies, and grey as it is', () => {
    const [r, g, b] = [40_000, 30_000, 35_000] as const
    const data = Uint16Array.from({ length: 3 * 10_000 }, (_, i) => [r, g, b][i % 3] ?? 0)
    const source: Raster = { width: 100, height: 100, channels: 3, data }
    const made = run(source, { op: 'isoNoise', intensity: 0, colourShift: 0.03, shapeSeed: 3 })
    const luma = (x: number, y: number, z: number): number => 0.299 * x + 0.587 * y + 0.114 * z
    const own = luma(r, g, b)
    const chroma = Math.hypot((b - own) / 1.772, (r - own) / 1.402)
    for (let i = 0; i < made.data.length; i += 3) {
      const [x, y, z] = Array.from(made.data.subarray(i, i + 3)) as [number, number, number]
      expect(Math.abs(luma(x, y, z) - own)).toBeLessThan(2)
      expect(Math.abs(Math.hypot((z - own) / 1.772, (x - own) / 1.402) - chroma)).toBeLessThan(3)
    }
    const grey = even({ width: 20, height: 20 }, 3, 0.4)
    expect(run(grey, { op: 'isoNoise', intensity: 0, colourShift: 0.1, shapeSeed: 3 }).data).toEqual(
      grey.data
    )
  })
})

describe('multiplicativeNoise', () => {
  it('has factors spread evenly about 1', () => {
    const source = even(size, 1, 0.5)
    const made = run(source, { op: 'multiplicativeNoise', spread: 0.3, perChannel: true, shapeSeed: 3 })
    const factors = Float64Array.from(made.data, (value) => value / (source.data[0] ?? 1))
    const { mean, deviation } = moments(factors)
    // Uniform on an interval of 2 x 0.3: deviation 0.6 / root of 12.
    expect(Math.abs(mean - 1)).toBeLessThan(error(0.173, factors.length))
    expect(Math.abs(deviation - 0.6 / Math.sqrt(12))).toBeLessThan(error(0.173, factors.length))
    expect(Math.min(...factors.subarray(0, 10_000))).toBeGreaterThanOrEqual(0.6999)
    expect(Math.max(...factors.subarray(0, 10_000))).toBeLessThanOrEqual(1.3001)
  })

  it('takes one factor for all colours of a pixel when they go together', () => {
    const source = even({ width: 20, height: 20 }, 3, 0.5)
    const { data } = run(source, { op: 'multiplicativeNoise', spread: 0.3, perChannel: false, shapeSeed: 3 })
    for (let i = 0; i < data.length; i += 3) expect(data[i]).toBe(data[i + 1])
  })
})

describe('single pixels', () => {
  it('change in their share, whole, to white and black by turns', () => {
    const source = even(size, 3, 0.5)
    const { data } = run(source, { op: 'saltAndPepper', share: 0.04, saltShare: 0.25, shapeSeed: 3 })
    let [salt, pepper] = [0, 0]
    const count = data.length / 3
    for (let i = 0; i < data.length; i += 3) {
      if (data[i] === source.data[i]) continue
      expect([data[i], data[i + 1], data[i + 2]]).toEqual(data[i] === 0 ? [0, 0, 0] : [65535, 65535, 65535])
      if (data[i] === 0) pepper++
      else salt++
    }
    const slack = (share: number): number => 5 * Math.sqrt((share * (1 - share)) / count)
    expect(Math.abs(salt / count - 0.01)).toBeLessThan(slack(0.01))
    expect(Math.abs(pepper / count - 0.03)).toBeLessThan(slack(0.03))
  })

  it('drop out to the level that is asked for', () => {
    const source = even(size, 1, 0.5)
    const { data } = run(source, { op: 'pixelDropout', share: 0.02, level: 0.25, shapeSeed: 3 })
    const dropped = data.filter((value) => value === Math.round(0.25 * 65535)).length / data.length
    expect(Math.abs(dropped - 0.02)).toBeLessThan(5 * Math.sqrt((0.02 * 0.98) / data.length))
  })
})

describe('the hash by place', () => {
  it('fills 256 classes evenly with each of its bytes (chi-square)', () => {
    const key = hashKey(123)
    const count = 100_000
    for (const shift of [0, 8, 16, 24]) {
      const classes = new Float64Array(256)
      for (let place = 0; place < count; place++) {
        const byte = (hashWord(key, place) >>> shift) & 255
        classes[byte] = (classes[byte] ?? 0) + 1
      }
      const square = classes.reduce((sum, found) => sum + (found - count / 256) ** 2 / (count / 256), 0)
      // 255 degrees of freedom: mean 255, deviation 22.6; five of them.
      expect(Math.abs(square - 255)).toBeLessThan(113)
    }
  })
})

describe('the normal table', () => {
  it('has the quantiles of the textbook, mean 0 and variance 1', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959964, 6)
    expect(normalQuantile(0.999)).toBeCloseTo(3.090232, 6)
    expect(normalQuantile(0.01)).toBeCloseTo(-2.326348, 6)
    const { mean, deviation } = moments(Float64Array.from(normalTable()))
    expect(Math.abs(mean)).toBeLessThan(1e-9)
    expect(deviation).toBeCloseTo(1, 6)
  })
})
