import { assert, constantFrom, double, integer, property, record, tuple, uint8Array } from 'fast-check'
import { expect, it, describe } from 'vitest'
import type { EightBit, FastKernels, MixPlan } from '../../../../../electron/pixels/wasm/fast.ts'
import { withMachine } from '../../../../../electron/pixels/wasm/machine.ts'
import { native } from '../../../../../electron/pixels/wasm/native.ts'
import { plain } from '../../../../../electron/pixels/wasm/plain/index.ts'
import { halfKernel } from '../../../../../electron/pixels/wasm/weights.ts'
import type { Mat3 } from '../../../../../shared/geometry/matrix.ts'
import { fillModes } from '../../../../../shared/ops.ts'
import type { Channels, Size } from '../../../../../shared/raster.ts'
import { noise } from '../rasters.ts'

const picture = (size: Size, channels: Channels, seed: number): EightBit =>
  noise(size, channels, seed) as EightBit

const blank = ({ width, height }: Size, channels: Channels): EightBit => ({
  width,
  height,
  channels,
  data: new Uint8Array(width * height * channels)
})

const side = integer({ min: 1, max: 70 })
const size = record({ width: side, height: side })
const long = constantFrom({ width: 1, height: 5000 }, { width: 5000, height: 1 })
const anySize = constantFrom<'size' | 'long'>('size', 'size', 'size', 'long').chain((kind) =>
  kind === 'size' ? size : long
)
const channels = constantFrom<Channels>(1, 3, 4)
const seed = integer({ min: 1, max: 1e9 })

const real = (most: number): ReturnType<typeof double> => double({ min: -most, max: most, noNaN: true })
/** Turns, scales and shears, steep ones and whole ones, shifts far beyond the picture, and steps too small to divide by. */
const matrix = tuple(
  constantFrom(0.3, 1.5, 59),
  tuple(real(1), real(1), real(1), real(1)),
  tuple(real(90), real(90)),
  constantFrom('as it is', 'whole numbers', 'far away', 'dust')
).map(([scale, [a, b, d, e], [c, f], kind]): Mat3 => {
  const m: Mat3 = [a * scale, b * scale, c, d * scale, e * scale, f, 0, 0, 1]
  if (kind === 'far away') return [m[0], m[1], c * 1e12, m[3], m[4], f * 1e5, 0, 0, 1]
  if (kind === 'dust')
    return [m[0], m[1], Math.round(c / 30), -5e-324, Math.round(e), Math.round(f / 30), 0, 0, 1]
  return kind === 'as it is' ? m : (m.map((value) => Math.round(value)) as unknown as Mat3)
})

/** The output of both implementations, byte by byte. */
function same(source: EightBit, out: Size, run: (kernels: FastKernels, out: EightBit) => void): void {
  const [a, b] = [blank(out, source.channels), blank(out, source.channels)]
  run(native, a)
  run(plain, b)
  // Why not toEqual of the arrays: it is slow for large ones.
  expect(Buffer.compare(Buffer.from(a.data), Buffer.from(b.data))).toBe(0)
}

const warp = record({
  from: anySize,
  to: anySize,
  channels,
  seed,
  matrix,
  fillMode: constantFrom(...fillModes),
  fill: uint8Array({ minLength: 4, maxLength: 4 })
})

describe('WebAssembly gives the same bytes as TypeScript', () => {
  it('runs here', () => {
    expect(withMachine([16], () => undefined)).toBe(true)
  })

  it('bilinear', () => {
    assert(
      property(warp, ({ from, to, channels, seed, matrix, fillMode, fill }) => {
        const source = picture(from, channels, seed)
        const reading = { fillMode, fill: [...fill.subarray(0, channels)], points: { matrix } }
        same(source, to, (kernels, out) => kernels.bilinear(source, out, reading))
      }),
      { numRuns: 300 }
    )
  })

  it('nearest', () => {
    assert(
      property(warp, ({ from, to, channels, seed, matrix, fillMode, fill }) => {
        const source = picture(from, channels, seed)
        const reading = { fillMode, fill: [...fill.subarray(0, channels)], points: { matrix } }
        same(source, to, (kernels, out) => kernels.nearest(source, out, reading))
      }),
      { numRuns: 200 }
    )
  })

  it('means of areas', () => {
    const whole = integer({ min: 1, max: 9 })
    const kind = constantFrom('whole', 'any')
    assert(
      property(anySize, anySize, tuple(whole, whole), kind, channels, seed, (a, b, [x, y], ...rest) => {
        const [kind, channels, seed] = rest
        // Any size inside of the other one; or whole factors.
        const to = { width: Math.min(a.width, b.width, 70), height: Math.min(a.height, b.height, 70) }
        const from = kind === 'any' ? a : { width: to.width * x, height: to.height * y }
        const source = picture(from, channels, seed)
        same(source, to, (kernels, out) => kernels.shrink(source, out))
      }),
      { numRuns: 200 }
    )
  })

  it('means of areas whose weights take more than 32 bit', () => {
    // 4111 is a prime, so the weights of a pixel sum to 4111 * 4111; times 255 that is 4.31e9, more than 2^32 = 4.29e9.
    const source = picture({ width: 4111, height: 4111 }, 3, 5)
    same(source, { width: 7, height: 4093 }, (kernels, out) => kernels.shrink(source, out))
  })

  it.each([4, 6] as const)('%i taps', (taps) => {
    assert(
      property(warp, ({ from, to, channels, seed, matrix, fillMode, fill }) => {
        const source = picture(from, channels, seed)
        const reading = { taps, fillMode, fill: [...fill.subarray(0, channels)], points: { matrix } }
        same(source, to, (kernels, out) => kernels.taps(source, out, reading))
      }),
      { numRuns: 100 }
    )
  })

  it('listed points, not-a-number and infinities among them', () => {
    const odd = [NaN, Infinity, -Infinity, 1e300, -0]
    assert(
      property(warp, ({ from, to, channels, seed, matrix: m, fillMode, fill }) => {
        const source = picture(from, channels, seed)
        const rows = (y: number, xs: Float64Array, ys: Float64Array): void => {
          for (let x = 0; x < xs.length; x++) {
            xs[x] = (x + seed) % 41 === 0 ? (odd[(x + y) % 5] ?? 0) : m[0] * x + Math.sin(y) * m[2]
            ys[x] = (x + seed) % 37 === 0 ? (odd[(x + y) % 5] ?? 0) : m[4] * y + Math.cos(x) * m[5]
          }
        }
        const reading = { fillMode, fill: [...fill.subarray(0, channels)], points: { rows } }
        same(source, to, (kernels, out) => kernels.nearest(source, out, reading))
        same(source, to, (kernels, out) => kernels.bilinear(source, out, reading))
        same(source, to, (kernels, out) => kernels.taps(source, out, { ...reading, taps: 4 }))
        same(source, to, (kernels, out) => kernels.taps(source, out, { ...reading, taps: 6 }))
      }),
      { numRuns: 60 }
    )
  })

  it('tables', () => {
    assert(
      property(anySize, channels, seed, constantFrom(true, false), (size, channels, seed, isShared) => {
        const source = picture(size, channels, seed)
        const table = (k: number): Uint8Array => picture({ width: 256, height: 1 }, 1, seed + k).data
        const tables = isShared ? [table(1)] : Array.from({ length: channels }, (_, k) => table(k))
        same(source, source, (kernels, out) => kernels.lookUp(source, out, tables))
      })
    )
  })

  it('matrices and curves', () => {
    const floats = (length: number, seed: number, spread: number, shift: number): Float32Array =>
      Float32Array.from(
        picture({ width: length, height: 1 }, 1, seed).data,
        (v) => (v / 255 - shift) * spread
      )
    const threeOf = (length: number, seed: number): NonNullable<MixPlan['first']> => [
      floats(length, seed, 1, 0),
      floats(length, seed + 1, 1, 0),
      floats(length, seed + 2, 1, 0)
    ]
    const kinds = uint8Array({ max: 1, minLength: 1, maxLength: 4 })
    assert(
      property(
        anySize,
        constantFrom<Channels>(3, 4),
        seed,
        kinds,
        (size, channels, seed, [first, ...rest]) => {
          const source = picture(size, channels, seed)
          const plan: MixPlan = {
            first: first === 1 ? threeOf(256, seed) : undefined,
            stages: rest.map((kind, k) => ({
              matrix: floats(12, seed + k, 2, 0.25),
              tables: kind === 1 ? threeOf(4096, seed + k) : undefined
            }))
          }
          same(source, source, (kernels, out) => kernels.mix(source, out, plan))
        }
      )
    )
  })

  it('filters', () => {
    const half = (radius: number): Int16Array => {
      const weight = Float64Array.from({ length: radius + 1 }, (_, k) => 1 / (k + 1))
      const total = weight.reduce((sum, value, k) => sum + (k === 0 ? value : 2 * value), 0)
      return halfKernel(weight.map((value) => value / total))
    }
    const radius = integer({ min: 0, max: 12 })
    assert(
      property(anySize, channels, seed, tuple(radius, radius), (size, channels, seed, [x, y]) => {
        const source = picture(size, channels, seed)
        const kernels = { x: half(x), y: half(y) }
        same(source, source, (one, out) => one.filter(source, out, kernels))
      })
    )
  })
})

it('leaves what is too large for its memory to TypeScript', () => {
  expect(withMachine([2e9], () => undefined)).toBe(false)
})
