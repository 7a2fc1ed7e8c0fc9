import { describe, expect, it } from 'vitest'
import { illumination } from '../../../../../electron/pixels/kernels/light/illumination.ts'
import { lightKernels } from '../../../../../electron/pixels/kernels/light/index.ts'
import type { Kernel, KernelContext } from '../../../../../electron/pixels/kernels/kernel.ts'
import type { LightOp } from '../../../../../shared/ops.ts'
import type { Channels, Raster, Size } from '../../../../../shared/raster.ts'
import { differences, noise, plain, raster, sampleAt, waves, widened } from '../rasters.ts'

const contextOf = (frame: Size, scale = 1): KernelContext => ({
  frame,
  scale: { x: scale, y: scale },
  sampling: plain,
  partners: [],
  run: async (own) => own
})

const run = (source: Raster, op: LightOp, context = contextOf(source)): Raster =>
  (lightKernels[op.op] as Kernel<LightOp>)(source, op, context) as Raster

const shapeSeed = 11

/** Every operation at strength `amount`; lengths as for a picture of 512 x 512. */
const ops = (amount: number): readonly LightOp[] => [
  { op: 'illumination', kind: 'linear', amount, angleDeg: 30, centreX: 0.5, centreY: 0.5, spread: 0.4 },
  { op: 'illumination', kind: 'corner', amount, angleDeg: 130, centreX: 0.5, centreY: 0.5, spread: 0.4 },
  { op: 'illumination', kind: 'spot', amount, angleDeg: 30, centreX: 0.3, centreY: 0.6, spread: 0.2 },
  { op: 'illumination', kind: 'vignette', amount, angleDeg: 0, centreX: 0.5, centreY: 0.5, spread: 1 },
  { op: 'plasma', brightness: amount, contrast: 0, shadow: 0, roughness: 0.5, shapeSeed },
  { op: 'plasma', brightness: 0, contrast: amount, shadow: 0, roughness: 0.5, shapeSeed },
  { op: 'plasma', brightness: 0, contrast: 0, shadow: amount, roughness: 0.8, shapeSeed },
  { op: 'fog', density: amount, shapeSeed },
  { op: 'rain', amount, angleDeg: 8, lengthPx: 60, widthPx: 1.3, shapeSeed },
  { op: 'snow', amount, cover: amount, shapeSeed },
  { op: 'shadow', count: 2, amount, shapeSeed },
  { op: 'sunFlare', strength: amount, radiusPx: 150, circles: 8, shapeSeed },
  { op: 'spatter', kind: 'rain', amount, shapeSeed },
  { op: 'spatter', kind: 'mud', amount, shapeSeed },
  { op: 'gravel', amount, sizePx: 4, shapeSeed }
]

const named = ops(0.5).map(
  (op, index) => [`${op.op} ${'kind' in op ? op.kind : index}`, op, ops(0)[index] as LightOp] as const
)

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** Every `factor` x `factor` pixels become their mean. */
function shrunk(source: Raster, factor: number): Raster {
  const size = { width: source.width / factor, height: source.height / factor }
  return raster(size, source.channels, (x, y, c) => {
    let sum = 0
    for (let k = 0; k < factor * factor; k++) {
      const at = (y * factor + Math.floor(k / factor)) * source.width + x * factor + (k % factor)
      sum += source.data[at * source.channels + c] ?? NaN
    }
    return sum / (factor * factor)
  })
}

describe.each(named)('%s', (_, op, nothing) => {
  it('returns the source at strength 0', () => {
    const source = noise({ width: 9, height: 7 }, 3)
    expect(run(source, nothing)).toBe(source)
  })

  it('changes something, always the same, and not its input', () => {
    const source = waves({ width: 90, height: 70 }, 3)
    const before = source.data.slice()
    const out = run(source, op)
    expect(out.data).not.toEqual(before)
    expect(run(source, op).data).toEqual(out.data)
    expect(source.data).toEqual(before)
  })

  it('shows in a preview of 192 pixels what the shrunk full picture shows', () => {
    const full = waves({ width: 576, height: 576 }, 3)
    const preview = run(shrunk(full, 3), op, contextOf(full, 1 / 3))
    const wanted = shrunk(run(full, op), 3)
    const apart = differences(preview, wanted)
    // Of 255 levels: a mean of 1.5, and 99 of 100 samples within 25 (edges of drops and stones fall between pixels).
    expect(mean(apart)).toBeLessThan(1.5)
    expect(apart.toSorted((a, b) => a - b)[Math.floor(apart.length * 0.99)]).toBeLessThan(25)
  })

  it('bears every depth, number of channels and shape of picture, and keeps alpha', () => {
    for (const channels of [1, 3, 4] as const satisfies readonly Channels[]) {
      for (const size of [
        { width: 1, height: 1 },
        { width: 1, height: 5000 },
        { width: 5000, height: 1 },
        { width: 17, height: 11 }
      ]) {
        const source = noise(size, channels)
        const out = run(source, op)
        const wide = run(widened(source), op)
        expect(out.data.length).toBe(source.data.length)
        expect(wide.data).toBeInstanceOf(Uint16Array)
        const isKept = (_value: number, index: number): boolean =>
          channels !== 4 || index % 4 !== 3 || out.data[index] === source.data[index]
        expect(source.data.every(isKept)).toBe(true)
        // 16 bit shows the same; rounding sets them apart by half a level, reading lightness for snow by a little more.
        expect(
          mean(Array.from(out.data, (value, i) => Math.abs(value - (wide.data[i] ?? NaN) / 257)))
        ).toBeLessThan(0.6)
      }
    }
  })
})

describe('illumination', () => {
  const even = raster({ width: 4, height: 2 }, 1, () => 100)
  const light = (op: Partial<Extract<LightOp, { op: 'illumination' }>>, source = even): Raster =>
    illumination(
      source,
      {
        op: 'illumination',
        kind: 'linear',
        amount: 0.4,
        angleDeg: 0,
        centreX: 0.5,
        centreY: 0.5,
        spread: 0.5,
        ...op
      },
      contextOf(source)
    )

  it('grows linearly in the direction of the angle', () => {
    // Pixel centres lie at -3/4, -1/4, 1/4 and 3/4 of half the width: 100 * (1 + 0.4 * field).
    expect([...light({}).data].slice(0, 4)).toEqual([70, 90, 110, 130])
    expect([...light({ angleDeg: 180 }).data].slice(0, 4)).toEqual([130, 110, 90, 70])
    // Counter-clockwise: 90 degrees is up; rows at -1/2 and 1/2 of half the height.
    expect([...light({ angleDeg: 90 }).data]).toEqual([120, 120, 120, 120, 80, 80, 80, 80])
  })

  it('is brightest in the corner of the angle', () => {
    // Centre of pixel (3, 0) is half a pixel from the upper right corner both ways; the diagonal is sqrt(20).
    const at = (dx: number, dy: number): number => 100 * (1 + 0.4 * (1 - Math.hypot(dx, dy) / Math.sqrt(20)))
    const out = light({ kind: 'corner', angleDeg: 45 })
    expect(Math.abs((sampleAt(out, 3, 0)[0] ?? NaN) - at(0.5, 0.5))).toBeLessThanOrEqual(0.5)
    expect(Math.abs((sampleAt(out, 0, 1)[0] ?? NaN) - at(3.5, 1.5))).toBeLessThanOrEqual(0.5)
  })

  it('is a Gaussian hill about its centre', () => {
    // Sigma 0.5 * 4 pixels; pixel (0, 0) lies 1.5 and 0.5 pixels from the middle.
    const wanted = 100 * (1 + 0.4 * Math.exp(-(1.5 ** 2 + 0.5 ** 2) / (2 * 2 * 2)))
    expect(Math.abs((sampleAt(light({ kind: 'spot' }), 0, 0)[0] ?? NaN) - wanted)).toBeLessThanOrEqual(0.5)
  })

  it('loses the set share in the corners of a vignette and nothing in the middle', () => {
    const source = raster({ width: 301, height: 201 }, 1, () => 200)
    const out = light({ kind: 'vignette', amount: 0.6 }, source)
    expect(sampleAt(out, 150, 100)).toEqual([200])
    // The centre of the corner pixel is a bit nearer than the corner, where 200 * (1 - 0.6) = 80.
    expect(Math.abs((sampleAt(out, 0, 0)[0] ?? NaN) - 80)).toBeLessThanOrEqual(2)
  })
})

describe('amounts', () => {
  const dark = raster({ width: 256, height: 256 }, 3, () => 60)
  const changed = (op: LightOp): number => mean(differences(run(dark, op), dark))

  it.each(named.map(([name], index) => [name, index] as const))(
    'of %s change more the larger they are',
    (_, index) => {
      const [little, some, much] = [0.1, 0.4, 0.8].map((amount) =>
        changed(ops(amount)[index] as LightOp)
      ) as [number, number, number]
      expect(little).toBeGreaterThan(0)
      expect(some).toBeGreaterThan(little)
      expect(much).toBeGreaterThan(some)
    }
  )

  it('of fog are larger further up', () => {
    const out = run(dark, { op: 'fog', density: 0.5, shapeSeed: 3 })
    const rows = (from: number, to: number): number => mean([...out.data.subarray(from * 768, to * 768)])
    expect(rows(0, 64)).toBeGreaterThan(rows(192, 256) + 20)
  })

  it('of shadow are the most that a pixel is darkened, in the lower part only', () => {
    const light = raster({ width: 256, height: 256 }, 3, () => 200)
    const out = run(light, { op: 'shadow', count: 2, amount: 0.5, shapeSeed: 3 })
    expect(Math.min(...new Set(out.data))).toBe(100)
    expect(new Set(out.data.subarray(0, 90 * 768))).toEqual(new Set([200]))
  })

  it('of snow whiten what is light and leave what is dark', () => {
    const op: LightOp = { op: 'snow', amount: 0, cover: 0.5, shapeSeed: 3 }
    const black = raster({ width: 64, height: 64 }, 3, () => 10)
    const pale = raster({ width: 64, height: 64 }, 3, () => 190)
    expect(mean(differences(run(black, op), black))).toBeLessThan(2)
    expect(mean([...run(pale, op).data])).toBeGreaterThan(220)
  })
})
