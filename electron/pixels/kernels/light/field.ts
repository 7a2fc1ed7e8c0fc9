import { philox } from '../../../../shared/draw/philox.ts'
import type { View } from './view.ts'

/** One layer of noise: `cells` lattice cells a unit, its height, and how much wider than high its waves are. */
export interface Octave {
  readonly cells: number
  readonly weight: number
  readonly stretch?: number
}

export interface FieldOptions {
  readonly seed: number
  readonly salt: number
  readonly octaves: readonly Octave[]
}

/** Writes row `y` of a field into `out`. */
export type FieldRow = (y: number, out: Float32Array) => void

/** Variance of a cubic B-spline over uniform nodes in [-1, 1]: (1/3) * (151/315)^2. */
const splineVariance = ((151 / 315) * (151 / 315)) / 3

/**
 * A smooth random field of mean 0 and variance 1: octaves of cubic B-splines over lattices of random nodes.
 *
 * Convention: nodes are a pure function of seed, octave and place, at places in units of the frame: every size of
 * raster shows the same field. Waves too short for the raster fade out, as they would in a shrunk picture.
 */
export function fieldRows(view: View, { seed, salt, octaves }: FieldOptions): FieldRow {
  const variance = octaves.reduce((sum, { weight }) => sum + weight * weight * splineVariance, 0)
  const scale = variance === 0 ? 0 : 1 / Math.sqrt(variance)
  const layers = octaves.flatMap((octave, index) => {
    // Unit: pixels of this raster a cell. Below one and a half nothing is left of a wave.
    const pixels = Math.min(view.perUnitX * (octave.stretch ?? 1), view.perUnitY) / octave.cells
    const weight = octave.weight * scale * Math.min(Math.max((pixels - 1) / 1.5, 0), 1)
    return weight === 0 ? [] : [layer(view, octave, { key: [seed, salt], index, weight })]
  })
  return (y, out) => {
    out.fill(0)
    for (const add of layers) add(y, out)
  }
}

/** Octaves from `cells` on, each twice as fine and `persistence` times as high as the one before. */
export function octavesFrom(cells: number, count: number, persistence: number): readonly Octave[] {
  return Array.from({ length: count }, (_, k) => ({ cells: cells * 2 ** k, weight: persistence ** k }))
}

interface LayerKey {
  readonly key: readonly [number, number]
  readonly index: number
  readonly weight: number
}

function layer(view: View, { cells, stretch = 1 }: Octave, { key, index, weight }: LayerKey): FieldRow {
  const across = axis(view.xs, cells / stretch)
  const down = axis(view.ys, cells)
  const columns = across.nodes
  const nodes = latticeNodes({ columns, rows: down.nodes, octave: index, key, weight })
  const mixed = new Float32Array(columns)
  const { at, weights } = across
  return (y, out) => {
    mixRows(nodes, mixed, (down.at[y] as number) * columns, down.weights.subarray(y * 4, y * 4 + 4))
    for (let x = 0, w = 0; x < out.length; x++, w += 4) {
      const i = at[x] as number
      out[x] =
        (out[x] as number) +
        (weights[w] as number) * (mixed[i] as number) +
        (weights[w + 1] as number) * (mixed[i + 1] as number) +
        (weights[w + 2] as number) * (mixed[i + 2] as number) +
        (weights[w + 3] as number) * (mixed[i + 3] as number)
    }
  }
}

/** For every pixel along an axis the first of its four nodes and their weights. */
function axis(places: Float32Array, cells: number): { at: Int32Array; weights: Float32Array; nodes: number } {
  const at = new Int32Array(places.length)
  const weights = new Float32Array(places.length * 4)
  for (let i = 0; i < places.length; i++) {
    const place = (places[i] as number) * cells
    const cell = Math.floor(place)
    at[i] = cell
    const t = place - cell
    const s = 1 - t
    weights[i * 4] = (s * s * s) / 6
    weights[i * 4 + 1] = (3 * t * t * t - 6 * t * t + 4) / 6
    weights[i * 4 + 2] = (3 * s * s * s - 6 * s * s + 4) / 6
    weights[i * 4 + 3] = (t * t * t) / 6
  }
  return { at, weights, nodes: (at.at(-1) ?? 0) + 4 }
}

interface LatticeShape {
  readonly columns: number
  readonly rows: number
  readonly octave: number
  readonly key: readonly [number, number]
  readonly weight: number
}

/** Random nodes in [-weight, weight), four a block of the generator. */
function latticeNodes({ columns, rows, octave, key, weight }: LatticeShape): Float32Array {
  const nodes = new Float32Array(columns * rows)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column += 4) {
      const words = philox([column >>> 2, row, octave, 0], [key[0] >>> 0, key[1] >>> 0])
      const last = Math.min(4, columns - column)
      for (let k = 0; k < last; k++) {
        nodes[row * columns + column + k] = ((words[k] as number) / 0x80000000 - 1) * weight
      }
    }
  }
  return nodes
}

function mixRows(nodes: Float32Array, mixed: Float32Array, from: number, weights: Float32Array): void {
  const columns = mixed.length
  const [a, b, c, d] = weights as unknown as readonly [number, number, number, number]
  for (let i = 0, at = from; i < columns; i++, at++) {
    mixed[i] =
      a * (nodes[at] as number) +
      b * (nodes[at + columns] as number) +
      c * (nodes[at + 2 * columns] as number) +
      d * (nodes[at + 3 * columns] as number)
  }
}
