import type { Size } from '../../../../shared/raster.ts'
import { foldIndex } from '../fill.ts'

/** One channel of levels 0..255, and which of its pixels can be seen (all when it is missing). */
export interface Plane extends Size {
  readonly levels: Float32Array
  readonly seen?: Uint8Array
}

/** A table of new levels for each tile, row by row; 257 entries, the last one repeated. */
export interface TileTables {
  readonly tiles: number
  readonly tile: Size
  readonly tables: readonly Float64Array[]
}

/**
 * Equalising tables of `tiles` x `tiles` equal parts with limited contrast, as OpenCV's createCLAHE makes them
 * (Zuiderveld, Graphics Gems IV, 1994).
 *
 * Convention: where the picture is no multiple of `tiles` along either axis, both are extended by reflect101 as
 * OpenCV does it: by tiles - length % tiles pixels. Tables are not rounded.
 */
export function tileTables(plane: Plane, tiles: number, clipLimit: number): TileTables {
  const fits = plane.width % tiles === 0 && plane.height % tiles === 0
  const side = (length: number): number => (fits ? length : length + tiles - (length % tiles)) / tiles
  const tile = { width: side(plane.width), height: side(plane.height) }
  const columns = folded(tile.width * tiles, plane.width)
  const rows = folded(tile.height * tiles, plane.height)
  const tables = Array.from({ length: tiles * tiles }, (_, index) => {
    const left = (index % tiles) * tile.width
    const top = Math.floor(index / tiles) * tile.height
    const counts = countLevels(
      plane,
      columns.subarray(left, left + tile.width),
      rows.subarray(top, top + tile.height)
    )
    return limitedTable(counts, clipLimit)
  })
  return { tiles, tile, tables }
}

function folded(length: number, picture: number): Int32Array {
  return Int32Array.from({ length }, (_, index) => foldIndex('reflect101', index, picture))
}

function countLevels({ levels, seen, width }: Plane, columns: Int32Array, rows: Int32Array): Float64Array {
  const counts = new Float64Array(256)
  for (const row of rows) {
    for (const column of columns) {
      const at = row * width + column
      if (seen !== undefined && seen[at] === 0) continue
      const level = Math.floor((levels[at] as number) + 0.5)
      counts[level] = (counts[level] as number) + 1
    }
  }
  return counts
}

/** What no level may exceed is spread over all of them, then summed up. Nothing seen: nothing changes. */
function limitedTable(counts: Float64Array, clipLimit: number): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total === 0) return Float64Array.from({ length: 257 }, (_, level) => Math.min(level, 255))
  limit(counts, Math.max(Math.floor((clipLimit * total) / 256), 1))
  const table = new Float64Array(257)
  let below = 0
  for (let level = 0; level < 256; level++) {
    below += counts[level] as number
    table[level] = Math.min((below * 255) / total, 255)
  }
  table[256] = table[255] as number
  return table
}

function limit(counts: Float64Array, most: number): void {
  let over = 0
  for (let level = 0; level < 256; level++) {
    const count = counts[level] as number
    if (count <= most) continue
    over += count - most
    counts[level] = most
  }
  const each = Math.floor(over / 256)
  let rest = over - each * 256
  for (let level = 0; level < 256; level++) counts[level] = (counts[level] as number) + each
  const step = rest === 0 ? 1 : Math.max(Math.floor(256 / rest), 1)
  for (let level = 0; level < 256 && rest > 0; level += step, rest--) {
    counts[level] = (counts[level] as number) + 1
  }
}

/** For each place along an axis: the tiles whose centres lie before and behind it, and the weight of the second. */
interface Neighbours {
  readonly first: Int32Array
  readonly second: Int32Array
  readonly weight: Float64Array
}

function neighbours(length: number, tileLength: number, tiles: number): Neighbours {
  const at = (index: number): number => index / tileLength - 0.5
  return {
    first: Int32Array.from({ length }, (_, index) => Math.max(Math.floor(at(index)), 0)),
    second: Int32Array.from({ length }, (_, index) => Math.min(Math.floor(at(index)) + 1, tiles - 1)),
    weight: Float64Array.from({ length }, (_, index) => at(index) - Math.floor(at(index)))
  }
}

/** The new levels of a plane, in place: the tables of the four nearest tiles, bilinear between their centres. */
export function applyTileTables(plane: Plane, { tiles, tile, tables }: TileTables): void {
  const across = neighbours(plane.width, tile.width, tiles)
  const down = neighbours(plane.height, tile.height, tiles)
  const { levels, width } = plane
  for (let y = 0; y < plane.height; y++) {
    const above = (down.first[y] as number) * tiles
    const below = (down.second[y] as number) * tiles
    const fy = down.weight[y] as number
    for (let x = 0; x < width; x++) {
      const left = across.first[x] as number
      const right = across.second[x] as number
      const fx = across.weight[x] as number
      const value = levels[y * width + x] as number
      const level = Math.floor(value)
      const part = value - level
      const a = between(tables[above + left] as Float64Array, level, part)
      const b = between(tables[above + right] as Float64Array, level, part)
      const c = between(tables[below + left] as Float64Array, level, part)
      const d = between(tables[below + right] as Float64Array, level, part)
      levels[y * width + x] = (a * (1 - fx) + b * fx) * (1 - fy) + (c * (1 - fx) + d * fx) * fy
    }
  }
}

function between(table: Float64Array, level: number, part: number): number {
  const low = table[level] as number
  return part === 0 ? low : low + part * ((table[level + 1] as number) - low)
}
