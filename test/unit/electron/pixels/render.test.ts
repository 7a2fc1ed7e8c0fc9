import { describe, expect, it } from 'vitest'
import { renderRaster } from '../../../../electron/pixels/render.ts'
import { mapAnnotations } from '../../../../shared/annotations/mapAnnotations.ts'
import { stream } from '../../../../shared/draw/rng.ts'
import type { Point } from '../../../../shared/geometry/matrix.ts'
import type { Raster, Size } from '../../../../shared/raster.ts'
import { parseConcreteSteps } from '../../../../shared/recipe/concrete.ts'
import { lower, lowerSteps } from '../../../../shared/recipe/lower.ts'
import { transforms } from '../../../../shared/transforms/index.ts'
import { type ConcreteStep, isGeometric, type TransformSpec } from '../../../../shared/transforms/spec.ts'
import { differences, largestDifference, noise, plain, raster, render, waves, widened } from './rasters.ts'

/** Transforms that stand in a variant themselves; a policy leaves the steps that it drew instead. */
const specs = (transforms as readonly TransformSpec[]).filter(({ policy }) => policy === undefined)

/**
 * A step with each parameter at `share` of its default range, 0 lower end .. 1 upper end, or neutral; completed as a
 * draw does it on a picture where nothing is marked, beside partners where something is.
 */
function stepsOf(spec: TransformSpec, share: number | 'neutral', size: Size): readonly ConcreteStep[] {
  const values = spec.parameters.map(({ id, neutral, isWhole, defaultRange: [low, high] }) => {
    const value = share === 'neutral' ? neutral : low + share * (high - low)
    return [id, isWhole === true ? Math.round(value) : value]
  })
  const set = [...spec.options, ...(spec.choices ?? [])].map(({ id, default: standard }) => [id, standard])
  const free: ConcreteStep = {
    transform: spec.id,
    ...Object.fromEntries([...values, ...set]),
    ...(spec.hasShape ? { shapeSeed: 77 } : {}),
    ...(spec.partners === undefined ? {} : { partners: partners.slice(0, spec.partners.count).map(hashOf) })
  }
  const rng = stream([1, 2], { copyIndex: 0, stepIndex: 0, attempt: 0 })
  const fitted =
    spec.adjust === undefined
      ? free
      : spec.adjust(free, { size, annotations: [], markedPartner: () => marked, rng })
  return fitted === undefined ? [] : parseConcreteSteps([fitted])
}

const hashOf = (_: unknown, index: number): string => String(index).repeat(64)

/** Unit: pixels of a partner. */
const marked = {
  size: { width: 9, height: 13 },
  annotations: [{ kind: 'polygon', className: null, rings: [[1, 1, 8, 1, 8, 12, 1, 12]] }] as const
}

const partners = [1, 2, 3].map((seed) => noise({ width: 9, height: 13 }, 3, seed))

const sizes = [
  { width: 1, height: 1 },
  { width: 1, height: 50 },
  { width: 17, height: 11 }
]

describe.each(specs.map((spec) => [spec.id, spec] as const))('%s', (_id, spec) => {
  it('renders every kind of picture over its default range', async () => {
    for (const size of sizes) {
      for (const channels of [1, 3, 4] as const) {
        for (const source of [noise(size, channels), widened(noise(size, channels))]) {
          for (const share of [0, 0.3, 1]) {
            const steps = stepsOf(spec, share, size)
            const { frame } = lower(steps, size, 'nearest')
            const made = await renderRaster(source, { fullSize: size, steps, sampling: plain, partners })
            expect([made.width, made.height, made.channels]).toEqual([frame.width, frame.height, channels])
            expect(made.data).toHaveLength(frame.width * frame.height * channels)
            expect(made.data.constructor).toBe(source.data.constructor)
          }
        }
      }
    }
  })

  it('leaves the source as it is and gives the same twice', async () => {
    const source = noise({ width: 17, height: 11 }, 3)
    const kept = source.data.slice()
    const request = { fullSize: source, steps: stepsOf(spec, 1, source), sampling: plain, partners }
    const first = await renderRaster(source, request)
    expect((await renderRaster(source, request)).data).toEqual(first.data)
    expect(source.data).toEqual(kept)
  })
})

describe('neutral values', () => {
  // Parameters of a mix say how it is done, not how much of it.
  const adjustable = specs.filter(
    ({ parameters, partners: named }) => parameters.length > 0 && named?.role !== 'mix'
  )
  it.each(adjustable.map((spec) => [spec.id, spec] as const))('of %s change nothing', async (_id, spec) => {
    for (const source of [noise({ width: 17, height: 11 }, 3), widened(noise({ width: 8, height: 9 }, 3))]) {
      const steps = stepsOf(spec, 'neutral', source)
      const made = await renderRaster(source, { fullSize: source, steps, sampling: plain, partners })
      expect(made.data).toEqual(source.data)
    }
  })
})

const dot = (size: Size, at: Point): Raster =>
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

/** Where the annotations say that a point of the source lies in the variant. */
function moved(point: Point, steps: readonly ConcreteStep[], size: Size): Point {
  const marked = { kind: 'keypoints', className: null, points: [{ ...point, visibility: 2 }] } as const
  const { annotations } = mapAnnotations([marked], lowerSteps(steps, size), size)
  const [found] = annotations
  if (found?.kind !== 'keypoints' || found.points[0] === undefined) throw new Error('expected the point')
  return found.points[0]
}

const size = { width: 120, height: 90 }
const at = { x: 41, y: 52 }

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y)

describe('points follow pixels', () => {
  // Half a pixel: a bent dot's centre of mass is not exactly its centre's image.
  const tolerancePx = 0.5
  const geometric = specs.filter(isGeometric)

  /** Every choice of a transform, each at three places of its range. */
  const cases = geometric.flatMap((spec) => {
    const choices = (spec.choices ?? []).flatMap(({ id, values }) =>
      values.map((value) => ({ [id]: value.id }))
    )
    return (choices.length === 0 ? [{}] : choices).flatMap((choice) =>
      [0, 0.2, 1].flatMap((share) =>
        stepsOf(spec, share, size).map((step) => {
          return [`${spec.id} ${JSON.stringify(choice)} at ${share}`, { ...step, ...choice }] as const
        })
      )
    )
  })

  it('has a case for every transform that moves pixels', () => {
    expect(geometric.length).toBeGreaterThanOrEqual(20)
    expect(new Set(cases.map(([, { transform }]) => transform)).size).toBe(geometric.length)
  })

  /** Well inside a cell of the grid that is shuffled, which is 40 x 30 pixels. */
  const middling = { x: 50, y: 47 }

  it.each(cases)('%s', async (_name, step) => {
    const { frame } = lower([step], size, 'constant')
    const made = await renderRaster(dot(size, middling), { fullSize: size, steps: [step], sampling: plain })
    expect(distance(centroid(made), moved(middling, [step], size))).toBeLessThan(tolerancePx)
    // Edges on edges: centre 50 of 120 pixels is (50.5 / 2) - 0.5 of 60.
    const half = { width: Math.ceil(frame.width / 2), height: Math.ceil(frame.height / 2) }
    const [sx, sy] = [half.width / frame.width, half.height / frame.height]
    const small = await renderRaster(dot(size, middling), {
      fullSize: size,
      steps: [step],
      sampling: plain,
      outputSize: half
    })
    const expected = moved(middling, [step], size)
    const scaled = { x: (expected.x + 0.5) * sx - 0.5, y: (expected.y + 0.5) * sy - 0.5 }
    expect(distance(centroid(small), scaled)).toBeLessThan(tolerancePx)
  })

  it('does so through many steps in one warp, changes of the frame and of other kinds between them', async () => {
    const steps = parseConcreteSteps([
      { transform: 'rotate', angleDeg: 20, border: 'expand' },
      { transform: 'elastic', strengthFraction: 0.03, smoothnessFraction: 0.4, shapeSeed: 5 },
      { transform: 'perspective', strength: 0.05, shapeSeed: 9 },
      { transform: 'brightness', factor: 1 },
      { transform: 'quarterTurn', turns: 1 },
      { transform: 'centreCrop', widthShare: 0.9, heightShare: 0.9 },
      { transform: 'thinPlateSpline', strengthFraction: 0.04, shapeSeed: 3 },
      { transform: 'horizontalFlip' },
      { transform: 'gaussianBlur', sigmaPx: 1 },
      { transform: 'lens', distort: 0.1, outerDistort: 0.05 },
      { transform: 'pad', leftShare: 0.2, topShare: 0.1 }
    ])
    const made = await renderRaster(dot(size, at), { fullSize: size, steps, sampling: plain })
    expect(distance(centroid(made), moved(at, steps, size))).toBeLessThan(tolerancePx)
  })

  it('goes where arithmetic says', async () => {
    const near = async (step: Record<string, unknown>, x: number, y: number): Promise<void> => {
      const steps = parseConcreteSteps([step])
      const found = centroid(await renderRaster(dot(size, at), { fullSize: size, steps, sampling: plain }))
      expect(distance(found, { x, y })).toBeLessThan(0.1)
      expect(distance(moved(at, steps, size), { x, y })).toBeLessThan(1e-6)
    }
    // The centre is (59.5, 44.5), the dot lies 18.5 to the left of it and 7.5 below.
    await near({ transform: 'rotate', angleDeg: 90 }, 59.5 + 7.5, 44.5 + 18.5)
    await near({ transform: 'translate', xFraction: 0.1, yFraction: -0.2 }, 41 + 12, 52 - 18)
    await near({ transform: 'zoom', factor: 1.5 }, 59.5 - 27.75, 44.5 + 11.25)
    await near({ transform: 'horizontalFlip' }, 119 - 41, 52)
    await near({ transform: 'verticalFlip' }, 41, 89 - 52)
    await near({ transform: 'transpose' }, 52, 41)
    // Counter-clockwise: what lies left of the middle comes to the bottom, in a frame 120 pixels high.
    await near({ transform: 'quarterTurn', turns: 1 }, 52, 119 - 41)
    await near({ transform: 'quarterTurn', turns: 3 }, 89 - 52, 41)
    // Mirrored first, to x = 78, then turned.
    await near({ transform: 'squareSymmetry', symmetry: 5 }, 52, 119 - 78)
    // In the new frame of 90 x 120 pixels the centre is (44.5, 59.5).
    await near({ transform: 'rotate', angleDeg: 90, border: 'expand' }, 44.5 + 7.5, 59.5 + 18.5)
    // 60 of 120 and 45 of 90 pixels are kept, from 0 and from 45.
    await near(
      { transform: 'randomCrop', widthShare: 0.5, heightShare: 0.5, xPlace: -1, yPlace: 1, keep: 'none' },
      41,
      52 - 45
    )
    // A quarter of the area at the same place, enlarged twice: edge coordinates 41.5 * 2 and (52.5 - 45) * 2.
    await near(
      { transform: 'randomResizedCrop', areaShare: 0.25, xPlace: -1, yPlace: 1, keep: 'none' },
      41.5 * 2 - 0.5,
      7.5 * 2 - 0.5
    )
    await near({ transform: 'cropFromBorders', leftShare: 0.1, topShare: 0.2 }, 41 - 12, 52 - 18)
    await near({ transform: 'pad', leftShare: 0.1, topShare: 0.2 }, 41 + 12, 52 + 18)
    // 120 x 90 becomes 120 x 120: 15 pixels above and below.
    await near({ transform: 'letterbox' }, 41, 52 + 15)
    // Leaning to the right: what lies below the centre goes left by tan(20 degrees) of its distance.
    await near({ transform: 'shear', xDeg: 20 }, 41 - 7.5 * Math.tan(Math.PI / 9), 52)
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

  it('shows in a preview what the full picture shows', async () => {
    const reduce = (source: Raster): Promise<Raster> =>
      renderRaster(source, { ...request, fullSize: source, outputSize: small, steps: [] })
    const expected = await reduce(await renderRaster(full, { ...request, outputSize: full }))
    const direct = await renderRaster(full, { ...request, outputSize: small })
    const fromSmall = await renderRaster(await reduce(full), { ...request, outputSize: small })
    const mean = (made: Raster): number =>
      differences(made, expected).reduce((sum, difference) => sum + difference, 0) / made.data.length
    // Of levels 0..255; the borders, where fill and blur meet at another scale, differ most.
    expect(mean(direct)).toBeLessThan(1)
    expect(mean(fromSmall)).toBeLessThan(1)
  })

  it('gives the size that was asked for, whatever the steps', async () => {
    for (const list of [[], steps, steps.slice(1, 2), steps.slice(3, 4)]) {
      for (const outputSize of [
        small,
        { width: 100, height: 100 },
        { width: 1, height: 3 },
        { width: 300, height: 200 }
      ]) {
        const made = await renderRaster(full, { ...request, outputSize, steps: list })
        expect([made.width, made.height]).toEqual([outputSize.width, outputSize.height])
      }
    }
  })

  it('does not resample when only colours change', async () => {
    const source = noise({ width: 17, height: 11 }, 3)
    const made = await render(source, [{ transform: 'invert' }])
    expect(
      largestDifference(
        made,
        raster(source, 3, (x, y, c) => 255 - (source.data[(y * 17 + x) * 3 + c] ?? 0))
      )
    ).toBe(0)
  })
})
