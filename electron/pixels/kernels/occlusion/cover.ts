import { philox } from '../../../../shared/draw/philox.ts'
import { CultivarError } from '../../../../shared/errors.ts'
import type { Covering, OcclusionOp, Shape } from '../../../../shared/ops.ts'
import { maxSample, type Raster } from '../../../../shared/raster.ts'
import type { KernelContext } from '../kernel.ts'
import { type Coverage, coverage } from './coverage.ts'

/** Writes the levels (0..1) that cover pixel `pixel` into `out`. */
type Levels = (pixel: number, out: Float64Array) => void

/**
 * Covers shapes, one after the other.
 *
 * Convention: a pixel of which only a share s lies within a shape becomes (1 - s) * old + s * covering, so that a
 * preview shows what the shrunk picture would; shapes on whole pixels have sharp borders. `mean` is that of the
 * picture before anything is covered, weighted by alpha; alpha itself is kept. Of `noise` a preview shows less, as
 * shrinking evens it out.
 */
export function cover(raster: Raster, op: OcclusionOp, { scale }: KernelContext): Raster {
  checkShapes(op.shapes)
  const parts = op.shapes.flatMap((shape, index) => {
    const part = coverage(shape, raster, scale)
    return part === undefined ? [] : [{ part, index }]
  })
  if (parts.length === 0) return raster
  const out: Raster = { ...raster, data: raster.data.slice() }
  const mean = op.covering === 'mean' ? meanLevels(raster) : [0, 0, 0]
  for (const { part, index } of parts) {
    paint(out, part, levelsOf(op.covering, { mean, index, seed: op.shapeSeed, scale }))
  }
  return out
}

function checkShapes(shapes: readonly Shape[]): void {
  for (const shape of shapes) {
    const numbers = shape.kind === 'rectangle' ? [shape.x, shape.y, shape.width, shape.height] : shape.points
    if (numbers.every(Number.isFinite)) continue
    throw new CultivarError(
      'bad-input',
      `Expected numbers for a covered shape but received ${numbers.join(', ')}.`
    )
  }
}

interface LevelOptions {
  readonly mean: readonly number[]
  /** Which of the shapes it is. */
  readonly index: number
  readonly seed: number
  readonly scale: { readonly x: number; readonly y: number }
}

const salt = 0xc0fe4

function levelsOf(covering: Covering, { mean, index, seed, scale }: LevelOptions): Levels {
  switch (covering) {
    case 'black':
      return (_, out) => out.fill(0)
    case 'grey':
      return (_, out) => out.fill(0.5)
    case 'white':
      return (_, out) => out.fill(1)
    case 'mean':
      return (_, out) => out.set(mean)
    case 'random': {
      const colour = philox([index, 0, 0, 0], [seed >>> 0, salt])
      const levels = colour.slice(0, 3).map((word) => word / 0xffffffff)
      return (_, out) => out.set(levels)
    }
    case 'noise':
      return noiseLevels(seed, Math.min(1, Math.sqrt(scale.x * scale.y)))
  }
}

/** Uniform in 0..1 at full size; `spread` of it about the middle in a preview. */
function noiseLevels(seed: number, spread: number): Levels {
  return (pixel, out) => {
    for (let c = 0; c < 3; c++) out[c] = 0.5 + spread * (hash(pixel * 3 + c, seed) / 0xffffffff - 0.5)
  }
}

/**
 * A counter hash: Philox would cost ten times as much a pixel, and nothing here needs its quality. The mixing steps
 * are those of MurmurHash3, twice.
 */
function hash(counter: number, seed: number): number {
  let h = Math.imul(counter ^ 0x9e3779b9, 0x85ebca6b) ^ seed
  for (let round = 0; round < 2; round++) {
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
    h ^= h >>> 16
  }
  return h >>> 0
}

function meanLevels({ data, channels }: Raster): readonly number[] {
  const most = maxSample({ data })
  const colours = channels === 1 ? 1 : 3
  const sums = [0, 0, 0]
  let weights = 0
  for (let i = 0; i < data.length; i += channels) {
    const weight = channels === 4 ? (data[i + 3] as number) : 1
    weights += weight
    for (let c = 0; c < colours; c++) sums[c] = (sums[c] as number) + weight * (data[i + c] as number)
  }
  return sums.map((sum) => (weights === 0 ? 0 : sum / weights / most))
}

function paint(out: Raster, part: Coverage, levels: Levels): void {
  const { data, width, channels } = out
  const most = maxSample(out)
  const colours = channels === 1 ? 1 : 3
  const level = new Float64Array(3)
  for (let y = 0, s = 0; y < part.height; y++) {
    const start = (part.top + y) * width + part.left
    for (let x = 0; x < part.width; x++, s++) {
      const share = part.share[s] as number
      if (share === 0) continue
      const pixel = start + x
      levels(pixel, level)
      for (let c = 0, i = pixel * channels; c < colours; c++, i++) {
        const old = data[i] as number
        data[i] = Math.floor(old + share * (most * (level[c] as number) - old) + 0.5)
      }
    }
  }
}
