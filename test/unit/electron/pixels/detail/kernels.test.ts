import { describe, expect, it } from 'vitest'
import { encode, decode } from '../../../../../electron/pixels/codec.ts'
import { besselJ1 } from '../../../../../electron/pixels/kernels/detail/besselJ1.ts'
import { quantiseBlock } from '../../../../../electron/pixels/kernels/detail/cosineBlock.ts'
import { detailKernels } from '../../../../../electron/pixels/kernels/detail/index.ts'
import { quantisationTable } from '../../../../../electron/pixels/kernels/detail/quantisation.ts'
import type { KernelContext } from '../../../../../electron/pixels/kernels/kernel.ts'
import type { DetailOp } from '../../../../../shared/ops.ts'
import type { Raster } from '../../../../../shared/raster.ts'
import { differences, largestDifference, noise, plain, raster, sampleAt, waves, widened } from '../rasters.ts'

async function run(source: Raster, op: DetailOp, scale = 1): Promise<Raster> {
  const context: KernelContext = {
    scale: { x: scale, y: scale },
    frame: { width: source.width / scale, height: source.height / scale },
    sampling: plain,
    partners: [],
    run: (own) => Promise.resolve(own)
  }
  type Run = (raster: Raster, op: DetailOp, context: KernelContext) => Raster | Promise<Raster>
  return (detailKernels[op.op] as Run)(source, op, context)
}

const ops: readonly (readonly [string, DetailOp])[] = [
  ['unsharpMask', { op: 'unsharpMask', sigmaPx: 1, amount: 0.8, threshold: 0 }],
  ['sharpness', { op: 'sharpness', factor: 1.8 }],
  ['sharpen', { op: 'sharpen', share: 0.5, lightness: 1 }],
  ['emboss', { op: 'emboss', share: 0.5, strength: 0.5 }],
  ['ringing', { op: 'ringing', radiusPx: 4, cutoff: 1.5 }],
  ['dilate', { op: 'morphology', kind: 'dilate', radiusPx: 2 }],
  ['erode', { op: 'morphology', kind: 'erode', radiusPx: 2 }],
  ['jpeg', { op: 'recode', format: 'jpeg', quality: 50 }],
  ['webp', { op: 'recode', format: 'webp', quality: 50 }],
  ['downscale', { op: 'downscale', share: 0.4, smooth: true }],
  ['pixelate', { op: 'downscale', share: 0.4, smooth: false }],
  ['superpixels', { op: 'superpixels', segments: 6, share: 1, shapeSeed: 3 }],
  ['chromaticAberration', { op: 'chromaticAberration', red: 0.05, blue: -0.05 }]
]
/** Compression may move an even colour by what one step of it is. */
const lossy = ['jpeg', 'webp']

describe.each(ops)('%s', (name, op) => {
  it.each([
    { width: 1, height: 1 },
    { width: 1, height: 5000 },
    { width: 60, height: 1 },
    { width: 19, height: 13 }
  ])('keeps an even picture even: $width x $height', async (size) => {
    for (const channels of [1, 3, 4] as const) {
      const source = raster(size, channels, (_x, _y, c) => 60 + 40 * c)
      for (const [depth, one] of [
        [source, 1],
        [widened(source), 257]
      ] as const) {
        const made = await run(depth, op)
        expect([made.width, made.height, made.channels]).toEqual([size.width, size.height, channels])
        expect(made.data.constructor).toBe(depth.data.constructor)
        expect(largestDifference(made, depth)).toBeLessThanOrEqual(lossy.includes(name) ? 6 * one : 0)
      }
    }
  })

  it('does to 16 bit what it does to 8 bit, and leaves its input', async () => {
    const source = noise({ width: 24, height: 18 }, 3)
    const before = source.data.slice()
    const made = await run(source, op)
    expect(source.data).toEqual(before)
    expect((await run(source, op)).data).toEqual(made.data)
    expect(largestDifference(widened(made), await run(widened(source), op))).toBeLessThanOrEqual(257)
  })

  it('keeps alpha where it changes no shapes', async () => {
    const source = noise({ width: 24, height: 18 }, 4)
    const made = await run(source, op)
    if (op.op === 'downscale') return
    for (let i = 3; i < source.data.length; i += 4) expect(made.data[i]).toBe(source.data[i])
  })
})

describe('sharpness', () => {
  it('is PIL: blends with the smoothed picture and leaves the border', async () => {
    const source = noise({ width: 9, height: 7 }, 1)
    const made = await run(source, { op: 'sharpness', factor: 1.5 })
    for (let y = 0; y < 7; y++) {
      for (let x = 0; x < 9; x++) {
        const own = sampleAt(source, x, y)[0] ?? 0
        if (x === 0 || y === 0 || x === 8 || y === 6) {
          expect(sampleAt(made, x, y)[0]).toBe(own)
          continue
        }
        let sum = 4 * own
        for (const dy of [-1, 0, 1]) {
          for (const dx of [-1, 0, 1]) sum += sampleAt(source, x + dx, y + dy)[0] ?? 0
        }
        const expected = Math.min(Math.max(1.5 * own - 0.5 * (sum / 13), 0), 255)
        expect(Math.abs((sampleAt(made, x, y)[0] ?? 0) - expected)).toBeLessThanOrEqual(0.5)
      }
    }
  })
})

describe('kernels of 3 x 3', () => {
  const step = raster({ width: 9, height: 5 }, 1, (x) => (x < 4 ? 100 : 140))

  it('sharpen overshoots on both sides of an edge', async () => {
    const made = await run(step, { op: 'sharpen', share: 0.5, lightness: 1 })
    // At x = 3: three neighbours are 40 brighter, so half of 9 * 100 - (5 * 100 + 3 * 140) = -20 and half of 100.
    expect(sampleAt(made, 3, 2)).toEqual([100 - 0.5 * 3 * 40])
    expect(sampleAt(made, 4, 2)).toEqual([140 + 0.5 * 3 * 40])
    expect(sampleAt(made, 1, 2)).toEqual([100])
  })

  it('emboss lights an edge from one side', async () => {
    const made = await run(step, { op: 'emboss', share: 0.5, strength: 0.5 })
    // At x = 3 the right column is 40 brighter: weights 0, 0.5, 1.5 of it.
    expect(sampleAt(made, 3, 2)).toEqual([100 + 0.5 * 2 * 40])
    // At x = 4 the left column is 40 darker: weights -1.5, -0.5, 0.
    expect(sampleAt(made, 4, 2)).toEqual([140 + 0.5 * 2 * 40])
  })

  it('let hidden colours take no part', async () => {
    const source = raster({ width: 9, height: 5 }, 4, (x, _y, c) =>
      c === 3 ? (x < 4 ? 255 : 0) : x < 4 ? 100 : 255
    )
    for (const op of [ops[2], ops[3]]) {
      const made = await run(source, (op as (typeof ops)[number])[1])
      for (let x = 0; x < 4; x++) expect(sampleAt(made, x, 2)).toEqual([100, 100, 100, 255])
    }
  })
})

describe('unsharpMask', () => {
  it('leaves differences up to the threshold', async () => {
    const source = raster({ width: 30, height: 5 }, 1, (x) => (x < 15 ? 100 : 104))
    const quiet = await run(source, { op: 'unsharpMask', sigmaPx: 1, amount: 2, threshold: 0.02 })
    expect(quiet.data).toEqual(source.data)
    const loud = await run(source, { op: 'unsharpMask', sigmaPx: 1, amount: 2, threshold: 0 })
    expect(loud.data).not.toEqual(source.data)
  })
})

describe('ringing', () => {
  it('has the Bessel function of the tables', () => {
    // Abramowitz and Stegun, table 9.1.
    for (const [x, value] of [
      [0, 0],
      [1, 0.4400505857],
      [2, 0.5767248078],
      [3, 0.3390589585],
      [5, -0.3275791376],
      [10, 0.0434727462]
    ] as const) {
      expect(besselJ1(x)).toBeCloseTo(value, 6)
    }
  })

  it('lets slow waves through and takes fast ones away', async () => {
    const wave = (period: number): Raster =>
      raster({ width: 96, height: 96 }, 1, (x) => 128 + 100 * Math.sin((2 * Math.PI * x) / period))
    const spread = ({ data }: Raster): number => {
      const middle = data.subarray(96 * 48 + 24, 96 * 48 + 72)
      return Math.max(...middle) - Math.min(...middle)
    }
    // Cut off at 1 radian per pixel, a period of 6.3 pixels.
    const op: DetailOp = { op: 'ringing', radiusPx: 10, cutoff: 1 }
    expect(spread(await run(wave(16), op))).toBeGreaterThan(175)
    expect(spread(await run(wave(3), op))).toBeLessThan(30)
  })
})

describe('morphology', () => {
  it.each(['dilate', 'erode'] as const)('is the extreme of the neighbours inside: %s', async (kind) => {
    const source = noise({ width: 13, height: 9 }, 3)
    for (const radius of [1, 3, 20]) {
      const made = await run(source, { op: 'morphology', kind, radiusPx: radius })
      const expected = raster(source, 3, (x, y, c) => {
        const around: number[] = []
        for (let j = Math.max(y - radius, 0); j <= Math.min(y + radius, 8); j++) {
          for (let i = Math.max(x - radius, 0); i <= Math.min(x + radius, 12); i++) {
            around.push(sampleAt(source, i, j)[c] ?? Number.NaN)
          }
        }
        return kind === 'dilate' ? Math.max(...around) : Math.min(...around)
      })
      expect(made.data).toEqual(expected.data)
    }
  })

  it('does nothing below half a pixel of what is rendered', async () => {
    const source = noise({ width: 12, height: 8 }, 3)
    expect(await run(source, { op: 'morphology', kind: 'dilate', radiusPx: 1 }, 0.25)).toBe(source)
  })
})

describe('JPEG artefacts', () => {
  it('uses the tables of the standard, scaled as the IJG does', () => {
    // At 50 the tables as printed; at 75 half of them, rounded: (16 * 50 + 50) / 100 = 8; at 10 five times.
    expect(Array.from(quantisationTable('luminance', 50).subarray(0, 4))).toEqual([16, 11, 10, 16])
    expect(quantisationTable('luminance', 75)[0]).toBe(8)
    expect(quantisationTable('luminance', 10)[0]).toBe(80)
    expect(quantisationTable('chrominance', 10)[63]).toBe(255)
    expect(Math.max(...quantisationTable('luminance', 100))).toBe(1)
  })

  it('has a cosine transform that comes back', () => {
    const block = Float64Array.from({ length: 64 }, (_, k) => ((k * 37) % 101) - 50)
    const copy = block.slice()
    quantiseBlock(copy, new Float64Array(64).fill(1e-9))
    for (let k = 0; k < 64; k++) expect(Math.abs((copy[k] ?? 0) - (block[k] ?? 0))).toBeLessThan(1e-6)
    // An even block has the first coefficient only: 8 times its level, to the nearest step.
    const even = new Float64Array(64).fill(10)
    quantiseBlock(even, new Float64Array(64).fill(50))
    for (const value of even) expect(value).toBeCloseTo(100 / 8, 9)
  })

  it.each([30, 60, 85])(
    'loses what the codec of the exports loses at the same quality: %i',
    async (quality) => {
      const source = waves({ width: 97, height: 75 }, 3)
      const grainy: Raster = {
        ...source,
        data: source.data.map((value, i) => Math.min(255, value + ((i * 2654435761) % 23)))
      }
      const ours = await run(grainy, { op: 'recode', format: 'jpeg', quality })
      const theirs = await decode(await encode(grainy, { format: 'jpeg', quality }), 'theirs.jpg')
      const mean = differences(ours, theirs).reduce((sum, one) => sum + one, 0) / ours.data.length
      // sharp's encoder takes short cuts: on this picture PIL's libjpeg-turbo is 0.9 away from it too, and 0.3 from ours.
      expect(mean).toBeLessThan(1.2)
    }
  )
})

describe('downscale', () => {
  it('paints blocks with their means', async () => {
    const source = noise({ width: 8, height: 6 }, 1)
    const made = await run(source, { op: 'downscale', share: 0.5, smooth: false })
    for (let y = 0; y < 6; y += 2) {
      for (let x = 0; x < 8; x += 2) {
        const block = [
          [x, y],
          [x + 1, y],
          [x, y + 1],
          [x + 1, y + 1]
        ] as const
        const mean = block.reduce((sum, [i, j]) => sum + (sampleAt(source, i, j)[0] ?? 0), 0) / 4
        for (const [i, j] of block)
          expect(Math.abs((sampleAt(made, i, j)[0] ?? 0) - mean)).toBeLessThanOrEqual(0.5)
      }
    }
  })

  it('has nothing to lose in a preview that is smaller still', async () => {
    const source = noise({ width: 10, height: 10 }, 3)
    expect(await run(source, { op: 'downscale', share: 0.5, smooth: true }, 0.25)).toBe(source)
  })
})

describe('superpixels', () => {
  it('follows an edge between two colours', async () => {
    // The edge stands at x = 13, the grid of 6 x 4 cells of 8 pixels does not.
    const source = raster(
      { width: 48, height: 32 },
      3,
      (x, _y, c) => (x < 13 ? [200, 40, 40] : [30, 60, 200])[c] ?? 0
    )
    const made = await run(source, { op: 'superpixels', segments: 24, share: 1, shapeSeed: 1 })
    expect(made.data).toEqual(source.data)
  })

  it('paints about the share of the regions that it says, by its seed', async () => {
    const source = noise({ width: 160, height: 160 }, 3)
    const changed = async (share: number, shapeSeed: number): Promise<number> => {
      const made = await run(source, { op: 'superpixels', segments: 400, share, shapeSeed })
      return differences(made, source).filter((value) => value > 0).length / source.data.length
    }
    const found = await changed(0.3, 5)
    // 400 regions: a share of 0.3 has a deviation of 0.023.
    expect(Math.abs(found - 0.3)).toBeLessThan(0.12)
    expect(await changed(0, 5)).toBe(0)
    expect(await changed(0.3, 6)).not.toBe(found)
  })
})

describe('chromaticAberration', () => {
  it('moves red outwards and blue inwards, green not at all', async () => {
    const source = waves({ width: 101, height: 61 }, 3)
    const made = await run(source, { op: 'chromaticAberration', red: 0.1, blue: -0.1 })
    const at = (x: number, y: number, c: number): number => sampleAt(source, x, y)[c] ?? 0
    // The centre is (50, 30). Output (72, 41) is the input (70, 40) of red: 22 / 1.1 = 20, 11 / 1.1 = 10.
    expect(sampleAt(made, 72, 41)[0]).toBe(at(70, 40, 0))
    // Output (68, 39) is the input (70, 40) of blue: 18 / 0.9 = 20, 9 / 0.9 = 10.
    expect(sampleAt(made, 68, 39)[2]).toBe(at(70, 40, 2))
    for (let x = 0; x < 101; x++) expect(sampleAt(made, x, 7)[1]).toBe(at(x, 7, 1))
    const grey = noise({ width: 9, height: 9 }, 1)
    expect(await run(grey, { op: 'chromaticAberration', red: 0.1, blue: -0.1 })).toBe(grey)
  })
})
