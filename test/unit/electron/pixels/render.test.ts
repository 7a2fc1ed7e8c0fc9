import { describe, expect, it } from 'vitest'
import { renderRaster } from '../../../../electron/pixels/render.ts'
import { displacementMap, invertMap } from '../../../../shared/geometry/displacement.ts'
import { applyMatrix, invert, type Point } from '../../../../shared/geometry/matrix.ts'
import type { Raster } from '../../../../shared/raster.ts'
import { lowerSteps } from '../../../../shared/recipe/lower.ts'
import { transforms } from '../../../../shared/transforms/index.ts'
import type { ConcreteStep, TransformSpec } from '../../../../shared/transforms/spec.ts'
import { differences, largestDifference, noise, plain, raster, render, waves, widened } from './rasters.ts'

/** A step with each parameter at `share` of its default range, 0 lower end .. 1 upper end; or neutral. */
function stepOf(spec: TransformSpec, share: number | 'neutral'): ConcreteStep {
  const values = spec.parameters.map(({ id, neutral, defaultRange: [low, high] }) => [
    id,
    share === 'neutral' ? neutral : low + share * (high - low)
  ])
  const options = spec.options.map(({ id, default: standard }) => [id, standard])
  return {
    transform: spec.id,
    ...Object.fromEntries([...values, ...options]),
    ...(spec.hasShape ? { shapeSeed: 77 } : {})
  }
}

const specs: readonly TransformSpec[] = transforms
const sizes = [
  { width: 1, height: 1 },
  { width: 1, height: 50 },
  { width: 17, height: 11 }
]

describe.each(specs.map((spec) => [spec.id, spec] as const))('%s', (_id, spec) => {
  it('renders every kind of picture over its default range', () => {
    for (const size of sizes) {
      for (const channels of [1, 3, 4] as const) {
        for (const source of [noise(size, channels), widened(noise(size, channels))]) {
          for (const share of [0, 0.3, 1]) {
            const made = render(source, [stepOf(spec, share)])
            expect([made.width, made.height, made.channels]).toEqual([size.width, size.height, channels])
            expect(made.data).toHaveLength(source.data.length)
          }
        }
      }
    }
  })

  it('leaves the source as it is and gives the same twice', () => {
    const source = noise({ width: 17, height: 11 }, 3)
    const kept = source.data.slice()
    const first = render(source, [stepOf(spec, 1)])
    expect(render(source, [stepOf(spec, 1)]).data).toEqual(first.data)
    expect(source.data).toEqual(kept)
  })
})

describe('neutral values', () => {
  const adjustable = specs.filter(({ parameters }) => parameters.length > 0)
  it.each(adjustable.map((spec) => [spec.id, spec] as const))('of %s change nothing', (_id, spec) => {
    for (const source of [noise({ width: 17, height: 11 }, 3), widened(noise({ width: 8, height: 9 }, 3))]) {
      expect(render(source, [stepOf(spec, 'neutral')]).data).toEqual(source.data)
    }
  })
})

const dot = (size: { width: number; height: number }, at: Point): Raster =>
  raster(size, 1, (x, y) => 250 * Math.exp(-((x - at.x) ** 2 + (y - at.y) ** 2) / 8))

function centroid({ data, width }: Raster): Point {
  let [x, y, total] = [0, 0, 0]
  data.forEach((value, index) => {
    x += value * (index % width)
    y += value * Math.floor(index / width)
    total += value
  })
  return { x: x / total, y: y / total }
}

/** Where a source point lies in the variant: back through each step's map, in the order of the steps. */
function moved(point: Point, steps: readonly ConcreteStep[], size: { width: number; height: number }): Point {
  return lowerSteps(steps, size).reduce((at, op) => {
    if (op.op === 'matrix') return applyMatrix(invert(op.matrix), at)
    return op.op === 'displace' ? invertMap(displacementMap(op.field, size), at) : at
  }, point)
}

describe('points follow pixels', () => {
  const size = { width: 120, height: 90 }
  const at = { x: 41, y: 52 }
  const shaped = { shapeSeed: 5 }
  const cases: readonly (readonly [string, readonly ConcreteStep[]])[] = [
    ['rotate', [{ transform: 'rotate', angleDeg: 35 }]],
    ['translate', [{ transform: 'translate', xFraction: 0.123, yFraction: -0.081 }]],
    ['shear', [{ transform: 'shear', xDeg: 18, yDeg: -7 }]],
    ['zoom', [{ transform: 'zoom', factor: 1.3, xFactor: 1.1, yFactor: 0.8 }]],
    ['zoom out', [{ transform: 'zoom', factor: 0.4, xFactor: 1, yFactor: 1 }]],
    ['horizontalFlip', [{ transform: 'horizontalFlip' }]],
    ['verticalFlip', [{ transform: 'verticalFlip' }]],
    ['perspective', [{ transform: 'perspective', strength: 0.15, ...shaped }]],
    ['elastic', [{ transform: 'elastic', strengthFraction: 0.04, smoothnessFraction: 0.4, ...shaped }]],
    ['gridDistortion', [{ transform: 'gridDistortion', distort: 0.3, stepCount: 3, ...shaped }]],
    ['lens', [{ transform: 'lens', distort: 0.2 }]],
    ['pincushion', [{ transform: 'lens', distort: -0.15 }]]
  ]
  const all = cases.flatMap(([, steps]) => steps).filter(({ factor }) => factor !== 0.4)

  // Half a pixel: a bent dot's centre of mass is not exactly its centre's image.
  const tolerancePx = 0.5

  it.each([...cases, ['all in one warp', all.slice(0, 10)] as const])('%s', (_name, steps) => {
    const found = centroid(render(dot(size, at), steps))
    const expected = moved(at, steps, size)
    expect(Math.hypot(found.x - expected.x, found.y - expected.y)).toBeLessThan(tolerancePx)
  })

  it.each(cases)('%s, in a preview of half the size', (_name, steps) => {
    const found = centroid(render(dot(size, at), steps, { size: { width: 60, height: 45 } }))
    const expected = moved(at, steps, size)
    // Edges on edges: centre 41 of 120 pixels is (41.5 / 2) - 0.5 of 60.
    expect(Math.hypot(found.x - (expected.x - 0.5) / 2, found.y - (expected.y - 0.5) / 2)).toBeLessThan(
      tolerancePx
    )
  })

  it('goes where arithmetic says', () => {
    const near = (steps: readonly ConcreteStep[], x: number, y: number): void => {
      const found = centroid(render(dot(size, at), steps))
      expect(Math.hypot(found.x - x, found.y - y)).toBeLessThan(0.1)
    }
    // The centre is (59.5, 44.5), the dot lies 18.5 to the left of it and 7.5 below.
    near([{ transform: 'rotate', angleDeg: 90 }], 59.5 + 7.5, 44.5 + 18.5)
    near([{ transform: 'translate', xFraction: 0.1, yFraction: -0.2 }], 41 + 12, 52 - 18)
    near([{ transform: 'zoom', factor: 1.5, xFactor: 1, yFactor: 1 }], 59.5 - 27.75, 44.5 + 11.25)
    near([{ transform: 'horizontalFlip' }], 119 - 41, 52)
    near([{ transform: 'verticalFlip' }], 41, 89 - 52)
    // Leaning to the right: what lies below the centre goes left by tan(20 degrees) of its distance.
    near([{ transform: 'shear', xDeg: 20, yDeg: 0 }], 41 - 7.5 * Math.tan(Math.PI / 9), 52)
  })
})

describe('scales', () => {
  const steps: readonly ConcreteStep[] = [
    { transform: 'rotate', angleDeg: 20 },
    { transform: 'brightness', factor: 1.1 },
    { transform: 'elastic', strengthFraction: 0.03, smoothnessFraction: 0.3, shapeSeed: 3 },
    { transform: 'gaussianBlur', sigmaPx: 2 },
    { transform: 'zoom', factor: 1.1, xFactor: 1, yFactor: 1 }
  ]
  const full = waves({ width: 128, height: 96 }, 3)
  const small = { width: 64, height: 48 }
  const request = { fullSize: full, steps, sampling: { ...plain, fillMode: 'reflect' as const } }

  it('shows in a preview what the full picture shows', () => {
    const reduce = (source: Raster): Raster =>
      renderRaster(source, { ...request, fullSize: source, outputSize: small, steps: [] })
    const expected = reduce(renderRaster(full, { ...request, outputSize: full }))
    const direct = renderRaster(full, { ...request, outputSize: small })
    const fromSmall = renderRaster(reduce(full), { ...request, outputSize: small })
    const mean = (made: Raster): number =>
      differences(made, expected).reduce((sum, difference) => sum + difference, 0) / made.data.length
    // Of levels 0..255; the borders, where fill and blur meet at another scale, differ most.
    expect(mean(direct)).toBeLessThan(1)
    expect(mean(fromSmall)).toBeLessThan(1)
  })

  it('gives the size that was asked for, whatever the steps', () => {
    for (const list of [[], steps, steps.slice(1, 2), steps.slice(3, 4)]) {
      for (const outputSize of [
        small,
        { width: 100, height: 100 },
        { width: 1, height: 3 },
        { width: 300, height: 200 }
      ]) {
        const made = renderRaster(full, { ...request, outputSize, steps: list })
        expect([made.width, made.height]).toEqual([outputSize.width, outputSize.height])
      }
    }
  })

  it('does not resample when only colours change', () => {
    const source = noise({ width: 17, height: 11 }, 3)
    const made = render(source, [{ transform: 'invert' }])
    expect(
      largestDifference(
        made,
        raster(source, 3, (x, y, c) => 255 - (source.data[(y * 17 + x) * 3 + c] ?? 0))
      )
    ).toBe(0)
  })
})
