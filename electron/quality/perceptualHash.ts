import { maxSample, type Raster } from '../../shared/raster.ts'

/**
 * 256 bits as 64 hexadecimal digits that stay nearly the same when a picture is recompressed, scaled or made a little
 * brighter. Null: the picture has too little structure for the bits to say anything.
 */
export type PerceptualHash = string

/**
 * Sides of the small grey picture and of the block of its lowest frequencies. Why not the usual 32 and 8: among 5,000
 * digits of MNIST 64 pairs share all 64 bits of that hash; with 256 bits none is nearer than 18.
 */
const side = 64
const block = 16

/** Samples of a cell of the small picture along each axis, so that large pictures cost no more than middling ones. */
const samplesPerCell = 8

/**
 * How far a coefficient lies from the median, at least, for its bit to say something. JPEG at quality 60 moves the
 * average of a cell by about a level, and a coefficient of the orthonormal transform by as much. Unit: levels.
 */
const clearDistance = 2

/** How many of the 255 coefficients must be that clear. Photos and digits have 170 and more, a chessboard 63. */
const leastClear = 96

/**
 * The hash pHash, as Christoph Zauner defines it ("Implementation and Benchmarking of Perceptual Image Hash Functions",
 * 2010, section 3.2.1) and Python's `imagehash.phash(picture, hash_size=16)` computes it: the picture in grey,
 * 64 x 64, its discrete cosine transform (DCT-II), the 16 x 16 lowest frequencies, and for each whether it lies above
 * their median.
 *
 * Convention: bits row by row, the first one (the constant part) is the highest of the first digit. Transparent pixels
 * count as mid-grey. Null for pictures with too little structure.
 */
export function perceptualHash(raster: Raster): PerceptualHash | null {
  const low = lowFrequencies(greyThumbnail(raster))
  const median = medianOf(low)
  let clear = 0
  let digits = ''
  for (let at = 0; at < low.length; at += 4) {
    let digit = 0
    for (let bit = 0; bit < 4; bit++) {
      const above = (low[at + bit] ?? 0) - median
      if (at + bit > 0 && Math.abs(above) >= clearDistance) clear++
      digit = digit * 2 + (above > 0 ? 1 : 0)
    }
    digits += digit.toString(16)
  }
  return clear < leastClear ? null : digits
}

/** Averages of 64 x 64 equal cells. Unit: levels of 0 to 255, ITU-R 601 luma of the encoded values, as PIL's "L". */
function greyThumbnail(raster: Raster): Float64Array {
  const xs = positions(raster.width)
  const ys = positions(raster.height)
  const perCellX = xs.length / side
  const perCellY = ys.length / side
  const sums = new Float64Array(side * side)
  for (let j = 0; j < ys.length; j++) {
    const row = (ys[j] ?? 0) * raster.width
    const cellRow = Math.floor(j / perCellY) * side
    for (let i = 0; i < xs.length; i++) {
      const cell = cellRow + Math.floor(i / perCellX)
      sums[cell] = (sums[cell] ?? 0) + greyAt(raster, row + (xs[i] ?? 0))
    }
  }
  const scale = 255 / maxSample(raster) / (perCellX * perCellY)
  return sums.map((sum) => sum * scale)
}

/** Places at which an axis is looked at, equally many in each cell: every pixel, or evenly spread ones of a long axis. */
export function positions(length: number): Int32Array {
  const perCell = Math.min(samplesPerCell, Math.ceil((2 * length) / side))
  const count = side * perCell
  return Int32Array.from({ length: count }, (_, index) => Math.floor(((index + 0.5) * length) / count))
}

function greyAt({ channels, data }: Raster, pixel: number): number {
  const at = pixel * channels
  if (channels === 1) return data[at] ?? 0
  const grey = 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0)
  if (channels === 3) return grey
  const full = maxSample({ data })
  const opacity = (data[at + 3] ?? full) / full
  return grey * opacity + (full / 2) * (1 - opacity)
}

/** cosines[k * side + n]: the orthonormal DCT-II of length 64 for the lowest frequencies k. */
const cosines = Float64Array.from({ length: block * side }, (_, index) => {
  const k = Math.floor(index / side)
  const scale = Math.sqrt((k === 0 ? 1 : 2) / side)
  return scale * Math.cos((Math.PI * (2 * (index % side) + 1) * k) / (2 * side))
})

/** The 16 x 16 lowest frequencies, row by row; rows are vertical frequencies. */
function lowFrequencies(grey: Float64Array): Float64Array {
  const across = new Float64Array(side * block)
  for (let y = 0; y < side; y++) {
    for (let k = 0; k < block; k++) {
      let sum = 0
      for (let x = 0; x < side; x++) sum += (grey[y * side + x] ?? 0) * (cosines[k * side + x] ?? 0)
      across[y * block + k] = sum
    }
  }
  const low = new Float64Array(block * block)
  for (let v = 0; v < block; v++) {
    for (let k = 0; k < block; k++) {
      let sum = 0
      for (let y = 0; y < side; y++) sum += (across[y * block + k] ?? 0) * (cosines[v * side + y] ?? 0)
      low[v * block + k] = sum
    }
  }
  return low
}

function medianOf(values: Float64Array): number {
  const sorted = values.toSorted()
  const middle = sorted.length / 2
  return ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}
