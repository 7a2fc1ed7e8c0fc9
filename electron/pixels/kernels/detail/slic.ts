import type { Raster, Size } from '../../../../shared/raster.ts'

/** Regions of a picture: the grid of their first centres, and one centre each. */
export interface Regions {
  readonly columns: number
  readonly rows: number
  /** Five numbers a region: lightness and two colours, then x and y as shares of the sides. */
  readonly centres: Float64Array
  /** Weight of a distance in shares of a cell against one in levels, squared. */
  readonly compactness: number
}

/** Levels of colour that weigh as much as one cell of the grid; about the 10 of CIE Lab that SLIC proposes. */
const compactLevels = 25
const rounds = 5

/** Lightness and two opponent colours, levels: enough to find edges, and cheap. */
export function features({ data, channels, width, height }: Raster): Float32Array {
  const unit = data instanceof Uint16Array ? 1 / 257 : 1
  const out = new Float32Array(width * height * 3)
  for (let pixel = 0; pixel < width * height; pixel++) {
    const from = pixel * channels
    const r = (data[from] as number) * unit
    const g = channels === 1 ? r : (data[from + 1] as number) * unit
    const b = channels === 1 ? r : (data[from + 2] as number) * unit
    out[pixel * 3] = (r + 2 * g + b) / 4
    out[pixel * 3 + 1] = r - g
    out[pixel * 3 + 2] = b - (r + g) / 2
  }
  return out
}

/** A grid of about `segments` cells that are as square as they can be. */
export function gridOf({ width, height }: Size, segments: number): { columns: number; rows: number } {
  const side = Math.sqrt((width * height) / Math.max(segments, 1))
  const count = (length: number): number => Math.min(Math.max(Math.round(length / side), 1), length)
  return { columns: count(width), rows: count(height) }
}

/**
 * SLIC (Achanta et al. 2012) on a regular grid: each pixel belongs to one of the nine regions about its own cell,
 * centres move to the means, five times. Deterministic.
 */
export function findRegions(source: Raster, segments: number): Regions {
  const { columns, rows } = gridOf(source, segments)
  const own = features(source)
  let regions: Regions = {
    columns,
    rows,
    centres: new Float64Array(columns * rows * 5),
    compactness: compactLevels * compactLevels
  }
  let labels = cellLabels(source, regions)
  regions = { ...regions, centres: means(source, own, labels, regions) }
  for (let round = 0; round < rounds; round++) {
    labels = assign(source, own, regions)
    regions = { ...regions, centres: means(source, own, labels, regions) }
  }
  return regions
}

function cellLabels({ width, height }: Size, { columns, rows }: Regions): Int32Array {
  return Int32Array.from({ length: width * height }, (_, pixel) => {
    const column = Math.floor(((pixel % width) * columns) / width)
    return Math.floor((Math.floor(pixel / width) * rows) / height) * columns + column
  })
}

function means(
  { width, height }: Size,
  own: Float32Array,
  labels: Int32Array,
  before: Regions
): Float64Array {
  const sums = new Float64Array(before.centres.length)
  const counts = new Float64Array(sums.length / 5)
  for (let pixel = 0; pixel < labels.length; pixel++) {
    const label = labels[pixel] as number
    const to = label * 5
    for (let k = 0; k < 3; k++) sums[to + k] = (sums[to + k] as number) + (own[pixel * 3 + k] as number)
    sums[to + 3] = (sums[to + 3] as number) + ((pixel % width) + 0.5) / width
    sums[to + 4] = (sums[to + 4] as number) + (Math.floor(pixel / width) + 0.5) / height
    counts[label] = (counts[label] as number) + 1
  }
  return sums.map((sum, k) => {
    const count = counts[Math.floor(k / 5)] as number
    return count === 0 ? (before.centres[k] as number) : sum / count
  })
}

/** The region of each pixel of a picture, which may be larger than the one in which the regions were found. */
export function assign(size: Size, own: Float32Array, regions: Regions): Int32Array {
  const { columns, rows, centres, compactness } = regions
  const { width, height } = size
  const labels = new Int32Array(width * height)
  for (let y = 0, pixel = 0; y < height; y++) {
    const v = (y + 0.5) / height
    const row = Math.min(Math.floor(v * rows), rows - 1)
    const [firstRow, lastRow] = [Math.max(row - 1, 0), Math.min(row + 1, rows - 1)]
    for (let x = 0; x < width; x++, pixel++) {
      const u = (x + 0.5) / width
      const column = Math.min(Math.floor(u * columns), columns - 1)
      const lastColumn = Math.min(column + 1, columns - 1)
      let least = Infinity
      for (let j = firstRow; j <= lastRow; j++) {
        for (let i = Math.max(column - 1, 0); i <= lastColumn; i++) {
          const at = (j * columns + i) * 5
          const l = (own[pixel * 3] as number) - (centres[at] as number)
          const a = (own[pixel * 3 + 1] as number) - (centres[at + 1] as number)
          const b = (own[pixel * 3 + 2] as number) - (centres[at + 2] as number)
          const dx = (u - (centres[at + 3] as number)) * columns
          const dy = (v - (centres[at + 4] as number)) * rows
          const distance = l * l + (a * a + b * b) / 2 + compactness * (dx * dx + dy * dy)
          if (distance < least) {
            least = distance
            labels[pixel] = j * columns + i
          }
        }
      }
    }
  }
  return labels
}
