import type { ColourMatrix, PointOp, ToneCurve } from '../../../shared/ops.ts'
import { blankRaster, maxSample, type Raster } from '../../../shared/raster.ts'
import { clamp01, curveTable } from './toneCurve.ts'

/** A colour matrix and the curves that follow it, up to the next matrix. */
interface Mixing {
  readonly matrix: ColourMatrix
  readonly curves: readonly ToneCurve[]
}

/**
 * Runs tone curves and colour matrices over every pixel, clamping to 0..1 after each and rounding once at the end.
 *
 * Convention: alpha is never touched; pictures of one channel ignore colour matrices. Curves behind a matrix are
 * looked up at 4096 levels for 8 bit and 65,536 for 16 bit. Returns a new raster, or the source when nothing is to do.
 */
export function point(source: Raster, stages: readonly PointOp[]): Raster {
  const used = source.channels === 1 ? stages.filter((stage) => stage.op === 'curve') : stages
  if (used.length === 0) return source
  const out = blankRaster(source, source.channels, source.data)
  const { first, mixings } = groupStages(used)
  const table = curveTable(first, maxSample(source))
  if (mixings.length === 0) lookUp(source, out, table)
  else mix(source, out, { table, mixings })
  return out
}

function groupStages(stages: readonly PointOp[]): {
  first: readonly ToneCurve[]
  mixings: readonly Mixing[]
} {
  const first: ToneCurve[] = []
  const mixings: { matrix: ColourMatrix; curves: ToneCurve[] }[] = []
  for (const stage of stages) {
    if (stage.op === 'colourMatrix') mixings.push({ matrix: stage.matrix, curves: [] })
    else (mixings.at(-1)?.curves ?? first).push(stage.curve)
  }
  return { first, mixings }
}

function lookUp(source: Raster, out: Raster, table: Float64Array): void {
  const most = maxSample(source)
  const rounded = new Uint16Array(table.length)
  for (let level = 0; level < table.length; level++)
    rounded[level] = Math.floor((table[level] as number) * most + 0.5)
  const { data, channels } = source
  const target = out.data
  if (channels !== 4) {
    for (let i = 0; i < data.length; i++) target[i] = rounded[data[i] as number] as number
    return
  }
  for (let i = 0; i < data.length; i += 4) {
    target[i] = rounded[data[i] as number] as number
    target[i + 1] = rounded[data[i + 1] as number] as number
    target[i + 2] = rounded[data[i + 2] as number] as number
    target[i + 3] = data[i + 3] as number
  }
}

interface MixPlan {
  readonly table: Float64Array
  readonly mixings: readonly Mixing[]
}

function mix(source: Raster, out: Raster, { table, mixings }: MixPlan): void {
  const { data, channels } = source
  const target = out.data
  const most = maxSample(source)
  const steps = most === 255 ? 4095 : 65535
  const matrices = mixings.map(({ matrix }) => Float64Array.from(matrix))
  const tables = mixings.map(({ curves }) => (curves.length === 0 ? undefined : curveTable(curves, steps)))
  for (let i = 0; i < data.length; i += channels) {
    let r = table[data[i] as number] as number
    let g = table[data[i + 1] as number] as number
    let b = table[data[i + 2] as number] as number
    for (let k = 0; k < matrices.length; k++) {
      const m = matrices[k] as Float64Array
      const mixedR = clamp01(
        (m[0] as number) * r + (m[1] as number) * g + (m[2] as number) * b + (m[3] as number)
      )
      const mixedG = clamp01(
        (m[4] as number) * r + (m[5] as number) * g + (m[6] as number) * b + (m[7] as number)
      )
      const mixedB = clamp01(
        (m[8] as number) * r + (m[9] as number) * g + (m[10] as number) * b + (m[11] as number)
      )
      const after = tables[k]
      r = after === undefined ? mixedR : (after[Math.floor(mixedR * steps + 0.5)] as number)
      g = after === undefined ? mixedG : (after[Math.floor(mixedG * steps + 0.5)] as number)
      b = after === undefined ? mixedB : (after[Math.floor(mixedB * steps + 0.5)] as number)
    }
    target[i] = Math.floor(r * most + 0.5)
    target[i + 1] = Math.floor(g * most + 0.5)
    target[i + 2] = Math.floor(b * most + 0.5)
    if (channels === 4) target[i + 3] = data[i + 3] as number
  }
}
