import type { PointOp, ToneCurve } from '../../../shared/ops.ts'
import { blankRaster, maxSample, type Raster } from '../../../shared/raster.ts'
import { fast, isEightBit } from '../wasm/index.ts'
import type { MixPlan, MixStage } from '../wasm/fast.ts'
import { mix } from '../wasm/plain/point.ts'
import { curveTable } from './toneCurve.ts'

/** Tone curves of each channel, in order. */
type Curves = readonly [ToneCurve[], ToneCurve[], ToneCurve[]]

/** A colour matrix and the curves that follow it, up to the next matrix. */
interface Mixing {
  readonly matrix: Float32Array
  readonly curves: Curves
}

/**
 * Runs tone curves and colour matrices over every pixel, clamping to 0..1 after each and rounding once at the end.
 *
 * Convention: alpha is never touched; pictures of one channel ignore colour matrices and take the curves of every
 * channel. Curves behind a matrix are looked up at 4096 levels for 8 bit and 65,536 for 16 bit; matrices are computed
 * in 32 bit floats. Returns a new raster, or the source when nothing is to do.
 */
export function point(source: Raster, stages: readonly PointOp[]): Raster {
  const isGrey = source.channels === 1
  const used = isGrey ? stages.filter((stage) => stage.op === 'curve') : stages
  if (used.length === 0) return source
  const out = blankRaster(source, source.channels, source.data)
  const { first, mixings } = groupStages(used, isGrey)
  if (mixings.length === 0) lookUp(source, out, first)
  else mixAll(source, out, first, mixings)
  return out
}

const noCurves = (): Curves => [[], [], []]

function groupStages(
  stages: readonly PointOp[],
  isGrey: boolean
): { first: Curves; mixings: readonly Mixing[] } {
  const first = noCurves()
  const mixings: Mixing[] = []
  for (const stage of stages) {
    if (stage.op === 'colourMatrix') {
      mixings.push({ matrix: Float32Array.from(stage.matrix), curves: noCurves() })
      continue
    }
    const curves = mixings.at(-1)?.curves ?? first
    curves.forEach((own, channel) => {
      if (isGrey || stage.channel === undefined || stage.channel === channel) own.push(stage.curve)
    })
  }
  return { first, mixings }
}

const isSame = (a: readonly ToneCurve[], b: readonly ToneCurve[]): boolean =>
  a.length === b.length && a.every((curve, index) => curve === b[index])

/** One table for all channels where they share their curves. */
function tablesOf(curves: Curves, most: number): readonly Float64Array[] {
  const [r, g, b] = curves
  const red = curveTable(r, most)
  return isSame(r, g) && isSame(r, b) ? [red] : [red, curveTable(g, most), curveTable(b, most)]
}

function lookUp(source: Raster, out: Raster, curves: Curves): void {
  const most = maxSample(source)
  const tables = tablesOf(curves, most).map((table) => rounded(table, most))
  const [red, green = red, blue = red] = tables
  if (red === undefined || green === undefined || blue === undefined) return
  // Alpha looks up itself.
  const own = Uint16Array.from({ length: most + 1 }, (_, level) => level)
  const each = source.channels === 4 ? [red, green, blue, own] : source.channels === 1 ? [red] : tables
  if (isEightBit(source) && isEightBit(out)) {
    fast.lookUp(
      source,
      out,
      each.map((table) => Uint8Array.from(table))
    )
  } else plain16(source, out, each)
}

function plain16({ data }: Raster, out: Raster, tables: readonly Uint16Array[]): void {
  const count = tables.length
  tables.forEach((table, c) => {
    for (let i = c; i < data.length; i += count) out.data[i] = table[data[i] as number] as number
  })
}

function rounded(table: Float64Array, most: number): Uint16Array {
  return Uint16Array.from(table, (value) => Math.floor(value * most + 0.5))
}

/** Undefined where no channel has a curve. */
function floatTables(curves: Curves, most: number): MixPlan['first'] {
  if (curves.every((own) => own.length === 0)) return undefined
  const [red, green, blue] = tablesOf(curves, most).map((table) => Float32Array.from(table))
  return red === undefined ? undefined : [red, green ?? red, blue ?? red]
}

function mixAll(source: Raster, out: Raster, first: Curves, mixings: readonly Mixing[]): void {
  const most = maxSample(source)
  const steps = most === 255 ? 4095 : 65_535
  const stages = mixings.map(({ matrix, curves }): MixStage => ({
    matrix,
    tables: floatTables(curves, steps)
  }))
  const plan = { first: floatTables(first, most), stages }
  if (isEightBit(source) && isEightBit(out)) fast.mix(source, out, plan)
  else mix(source, out, plan)
}
