import type { Channels, Raster } from '../../../shared/raster.ts'
import { CultivarError } from '../../../shared/errors.ts'
import type { RandomAccess } from '../containers/randomAccess.ts'
import type { NpyArray } from './arrays.ts'
import { countOf } from './header.ts'
import { numberReader } from './samples.ts'

/** How the pictures of an array lie in it. Strides in samples. */
export interface PictureLayout {
  readonly count: number
  readonly width: number
  readonly height: number
  readonly channels: Channels
  readonly strides: {
    readonly picture: number
    readonly y: number
    readonly x: number
    readonly channel: number
  }
}

const maxSidePx = 65_535
const maxPixels = 100_000_000

const channelsOf = (length: number | undefined): Channels | undefined =>
  length === 1 || length === 3 || length === 4 ? length : undefined

/**
 * The pictures of an array by its shape: (n, height, width), (n, height, width, 1 | 3 | 4) as TensorFlow has them, or
 * (n, 1 | 3 | 4, height, width) as PyTorch has them. Undefined when it holds none.
 */
export function layoutOf({
  type,
  shape,
  isFortran
}: Pick<NpyArray, 'type' | 'shape' | 'isFortran'>): PictureLayout | undefined {
  if (type.kind === 'S' || type.kind === 'U' || countOf(shape) === 0) return undefined
  const [count = 0, ...rest] = shape
  const strides = shape.map((_, axis) => countOf(isFortran ? shape.slice(0, axis) : shape.slice(axis + 1)))
  const axes = axesOf(rest)
  if (axes === undefined) return undefined
  const [height = 0, width = 0] = [rest[axes.y], rest[axes.x]]
  if (width > maxSidePx || height > maxSidePx || width * height > maxPixels) return undefined
  const stride = (axis: number | undefined): number => (axis === undefined ? 0 : (strides[axis + 1] ?? 0))
  return {
    count,
    width,
    height,
    channels: channelsOf(axes.channel === undefined ? 1 : rest[axes.channel]) ?? 1,
    strides: { picture: strides[0] ?? 0, y: stride(axes.y), x: stride(axes.x), channel: stride(axes.channel) }
  }
}

function axesOf(rest: readonly number[]): { y: number; x: number; channel?: number } | undefined {
  if (rest.length === 2) return { y: 0, x: 1 }
  if (rest.length !== 3) return undefined
  if (channelsOf(rest[2]) !== undefined) return { y: 0, x: 1, channel: 2 }
  return channelsOf(rest[0]) === undefined ? undefined : { y: 1, x: 2, channel: 0 }
}

/** What a sample is multiplied with to be a level from 0 to 255. */
export type LevelScale = 1 | 255

/** Of floats: how far from a level of 8 bit a sample may be, in levels. Half precision has 11 bits. */
const tolerance = { f2: 0.07, other: 1e-3 }

/** Unit: samples that are looked at at once. */
const blockSamples = 1 << 20

/**
 * Whether all samples are levels of 8 bit, from 0 to 1 or from 0 to 255, and which of the two.
 *
 * Throws `unsupported-format` for the first sample that is none. Reads the whole array piece by piece.
 */
export async function scaleOf(array: NpyArray): Promise<LevelScale> {
  const { type, shape, dataAt } = array
  if (type.kind === 'u' && type.bytes === 1) return 1
  if (type.kind === 'b') return 255
  const bytes = await array.open()
  const count = countOf(shape)
  let most = 0
  // Levels from 0 to 1 and from 0 to 255 are tried at once; the largest sample decides.
  let [odd, oddScaled] = [-1, -1]
  const near = type.kind === 'f' && type.bytes === 2 ? tolerance.f2 : tolerance.other
  for (let at = 0; at < count; at += blockSamples) {
    const length = Math.min(blockSamples, count - at)
    const read = numberReader(type, await bytes.read(dataAt + at * type.bytes, length * type.bytes))
    for (let i = 0; i < length; i++) {
      const value = read(i)
      if (value > most) most = value
      if (odd < 0 && !isLevel(value, 0)) odd = at + i
      if (oddScaled < 0 && !isLevel(value * 255, near)) oddScaled = at + i
    }
    if (odd >= 0 && oddScaled >= 0) break
  }
  if (most <= 1 && type.kind === 'f' && oddScaled < 0) return 255
  if (odd < 0) return 1
  throw notLevels(array, Math.max(odd, oddScaled))
}

const isLevel = (value: number, near: number): boolean => {
  const level = Math.round(value)
  return level >= 0 && level <= 255 && Math.abs(value - level) <= near
}

function notLevels({ file }: NpyArray, at: number): CultivarError {
  return new CultivarError(
    'unsupported-format',
    `The samples are no levels of 8 bit (sample ${at} is the first that is none).`,
    {
      file,
      remedy: 'Save the pictures as uint8 from 0 to 255: undo centring and scaling, and round.'
    }
  )
}

/** One picture as 8 bit levels. `index` must be below the count. */
export async function pictureOf(
  array: NpyArray,
  layout: PictureLayout,
  of: { index: number; scale: LevelScale }
): Promise<Raster> {
  const { width, height, channels, strides } = layout
  const data = new Uint8Array(width * height * channels)
  const { read, base } = await samplesOf(await array.open(), array, { layout, index: of.index })
  let at = 0
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = base + y * strides.y + x * strides.x
      for (let c = 0; c < channels; c++) data[at++] = Math.round(read(pixel + c * strides.channel) * of.scale)
    }
  }
  return { width, height, channels, data }
}

/** The samples of one picture where they lie together, else those of the whole array. */
async function samplesOf(
  bytes: RandomAccess,
  { type, shape, dataAt, isFortran }: NpyArray,
  { layout, index }: { layout: PictureLayout; index: number }
): Promise<{ readonly read: (at: number) => number; readonly base: number }> {
  const first = index * layout.strides.picture
  if (isFortran) {
    const all = await bytes.read(dataAt, countOf(shape) * type.bytes)
    return { read: numberReader(type, all), base: first }
  }
  const length = layout.strides.picture * type.bytes
  return { read: numberReader(type, await bytes.read(dataAt + first * type.bytes, length)), base: 0 }
}
