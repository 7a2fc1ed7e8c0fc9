// AssemblyScript. Bilinear warps of 8 bit pictures.
//
// A pixel is given by the address of its upper left neighbour and two fractions of 14 bits; the four weights sum to
// 16384. The type parameter T names the number of channels: u8 for 1, u16 for 3, u32 for 4.
//
// Every store may write up to 64 bytes past its pixels. Rows are written from left to right and from top to bottom,
// so that what was written too much is overwritten; behind the last pixel there is room.

import { foldPair, slack } from './fold'

const one: i32 = 16384
/** Pixels that are stepped from one exact coordinate, and the bits of the fraction of these steps. */
const segment: i32 = 32
const stepBits: i32 = 20
/** Unit: pixels. Runs end this far inside of the picture, so that rounded steps stay in it. */
const guard: f64 = 1.0 / 4096

/** The picture that is read. */
export let source: usize = 0
export let width: i32 = 0
export let height: i32 = 0
export let pitch: i32 = 0
export let mode: i32 = 0
/** Sixteen bytes of fill colour. */
export let fill: usize = 0

/** The last column and row that have a neighbour, the pitch and the address as vectors, and the outermost centres. */
const picture: usize = memory.data(96, 16)

/** `rowBytes` from one row to the next; at least four times the width may be read behind the last row. */
export function bilinearSource(at: usize, w: i32, h: i32, rowBytes: i32, fillMode: i32, fillAt: usize): void {
  source = at
  width = w
  height = h
  pitch = rowBytes
  mode = fillMode
  fill = fillAt
  v128.store(picture, i32x4.splat(max<i32>(w - 2, 0)))
  v128.store(picture, i32x4.splat(max<i32>(h - 2, 0)), 16)
  v128.store(picture, i32x4.splat(rowBytes), 32)
  v128.store(picture, i32x4.splat(<i32>at), 48)
  v128.store(picture, f64x2.splat(<f64>(w - 1) * one), 64)
  v128.store(picture, f64x2.splat(<f64>(h - 1) * one), 80)
}

// @ts-ignore: decorator
@inline
export function channelsOf<T>(): i32 {
  return sizeof<T>() == 2 ? 3 : <i32>sizeof<T>()
}

/** Memory between vectors and what is needed of them one by one: four addresses, and four pairs of weights twice. */
const lanes: usize = memory.data(48, 16)

// Why in memory: V8 builds a vector that the code names anew in front of each use, which takes longer than to load it.
const constants: usize = memory.data<u8>([
  // Pairs of a channel from two pixels side by side, for 3 and for 4 channels.
  0, 255, 3, 255, 1, 255, 4, 255, 2, 255, 5, 255, 255, 255, 255, 255,
  0, 255, 4, 255, 1, 255, 5, 255, 2, 255, 6, 255, 3, 255, 7, 255,
  // Four pixels of 3 + 1 bytes moved together.
  0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 255, 255, 255, 255,
  // The numbers 8192 and 16384.
  0, 32, 0, 0, 0, 32, 0, 0, 0, 32, 0, 0, 0, 32, 0, 0,
  0, 64, 0, 0, 0, 64, 0, 0, 0, 64, 0, 0, 0, 64, 0, 0
], 16)

/** One pixel, whose address and weights stand in a lane. */
// @ts-ignore: decorator
@inline
function colourOf<T>(pitch: i32, lane: usize, pairs: v128, half: v128): v128 {
  const at = <usize>load<u32>(lanes + lane)
  const top = i8x16.relaxed_swizzle(v128.load_zero<u64>(at), pairs)
  const bottom = i8x16.relaxed_swizzle(v128.load_zero<u64>(at + pitch), pairs)
  const sum = i32x4.add(
    i32x4.dot_i16x8_s(top, v128.load32_splat(lanes + lane, 16)),
    i32x4.dot_i16x8_s(bottom, v128.load32_splat(lanes + lane, 32))
  )
  return i32x4.shr_u(i32x4.add(sum, half), 14)
}

/** Four pixels. */
// @ts-ignore: decorator
@inline
function blend<T>(place: v128, fx: v128, fy: v128, pitch: i32, out: usize): void {
  const half = v128.load(constants, 48)
  // Why a dot product: with zeros in the upper halves it is the product, and quicker.
  const w11 = i32x4.shr_u(i32x4.dot_i16x8_s(fx, fy), 14)
  const w10 = i32x4.sub(fx, w11)
  const w01 = i32x4.sub(fy, w11)
  const w00 = i32x4.sub(i32x4.sub(v128.load(constants, 64), fy), w10)
  const upper = v128.or(w00, i32x4.shl(w10, 16))
  const lower = v128.or(w01, i32x4.shl(w11, 16))
  v128.store(lanes, place)
  if (sizeof<T>() == 1) {
    const a0 = <usize>load<u32>(lanes)
    const a1 = <usize>load<u32>(lanes, 4)
    const a2 = <usize>load<u32>(lanes, 8)
    const a3 = <usize>load<u32>(lanes, 12)
    let top = v128.load_zero<u32>(a0)
    top = v128.load_lane<u16>(a1, top, 1)
    top = v128.load_lane<u16>(a2, top, 2)
    top = v128.load_lane<u16>(a3, top, 3)
    let bottom = v128.load_zero<u32>(a0 + pitch)
    bottom = v128.load_lane<u16>(a1 + pitch, bottom, 1)
    bottom = v128.load_lane<u16>(a2 + pitch, bottom, 2)
    bottom = v128.load_lane<u16>(a3 + pitch, bottom, 3)
    const sum = i32x4.add(
      i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(top), upper),
      i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(bottom), lower)
    )
    const level = i32x4.shr_u(i32x4.add(sum, half), 14)
    const narrow = i16x8.narrow_i32x4_s(level, level)
    store<i32>(out, i32x4.extract_lane(i8x16.narrow_i16x8_u(narrow, narrow), 0))
    return
  }
  v128.store(lanes, upper, 16)
  v128.store(lanes, lower, 32)
  const pairs = v128.load(constants, sizeof<T>() == 2 ? 0 : 16)
  const p0 = colourOf<T>(pitch, 0, pairs, half)
  const p1 = colourOf<T>(pitch, 4, pairs, half)
  const p2 = colourOf<T>(pitch, 8, pairs, half)
  const p3 = colourOf<T>(pitch, 12, pairs, half)
  const all = i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(p0, p1), i16x8.narrow_i32x4_s(p2, p3))
  v128.store(out, sizeof<T>() == 2 ? i8x16.relaxed_swizzle(all, v128.load(constants, 32)) : all)
}

/** The ends of the run found last: x in from .. to. */
export let runFrom: i32 = 0
export let runTo: i32 = 0

/** The inverse of a shorter step may not fit a number; such a row is within or is left to who reads anywhere. */
const leastStep: f64 = 1e-100

/**
 * The x in 0 .. width for which low <= start + step * x <= high; `inverse` is 1 / step. Why a product and loops: ends
 * that are off by a pixel are put right for less than a division takes, twice for each row.
 */
// @ts-ignore: decorator
@inline
function findRun(start: f64, step: f64, inverse: f64, low: f64, high: f64, width: i32): void {
  if (abs<f64>(step) < leastStep) {
    const end = start + step * (width - 1)
    runFrom = start >= low && start <= high && end >= low && end <= high ? 0 : width
    runTo = width
    return
  }
  const atLow = (low - start) * inverse
  const atHigh = (high - start) * inverse
  let from = <i32>min<f64>(max<f64>(Math.floor(min<f64>(atLow, atHigh)), 0), width)
  let to = <i32>min<f64>(max<f64>(Math.ceil(max<f64>(atLow, atHigh)) + 1, 0), width)
  while (from < to && !(start + step * from >= low && start + step * from <= high)) from++
  while (to > from && !(start + step * (to - 1) >= low && start + step * (to - 1) <= high)) to--
  runFrom = from < to ? from : width
  runTo = from < to ? to : width
}

/** Both ways along one row of the output; `inverseX` is 1 / stepX. */
export function crossRuns(
  startX: f64, stepX: f64, inverseX: f64, startY: f64, stepY: f64, inverseY: f64, margin: f64, outWidth: i32
): void {
  findRun(startX, stepX, inverseX, margin, width - 1 - margin, outWidth)
  const from = runFrom
  const to = runTo
  findRun(startY, stepY, inverseY, margin, height - 1 - margin, outWidth)
  runFrom = max<i32>(from, runFrom)
  runTo = max<i32>(runFrom, min<i32>(to, runTo))
}

/** The affine map of a whole picture: input = (a x + b y + c, d x + e y + f). */
function affine<T>(out: usize, outWidth: i32, outHeight: i32, a: f64, b: f64, c: f64, d: f64, e: f64, f: f64): void {
  const channels = channelsOf<T>()
  const inverseX = 1 / a
  const inverseY = 1 / d
  for (let y = 0; y < outHeight; y++) {
    const startX = b * y + c
    const startY = e * y + f
    const row = out + y * outWidth * channels
    let first = 0
    let last = outWidth
    if (mode == 0) {
      crossRuns(startX, a, inverseX, startY, d, inverseY, -slack, outWidth)
      first = runFrom
      last = runTo
      fillRow<T>(row, first)
    }
    crossRuns(startX, a, inverseX, startY, d, inverseY, guard, outWidth)
    const from = min<i32>(max<i32>(runFrom, first), last)
    const to = from + ((max<i32>(min<i32>(runTo, last), from) - from) & ~3)
    beside<T>(row, first, from, startX, a, startY, d)
    inside<T>(row, from, to, startX, a, startY, d)
    beside<T>(row, to, last, startX, a, startY, d)
    if (last < outWidth) fillRow<T>(row + last * channels, outWidth - last)
  }
}

export function fillRow<T>(out: usize, count: i32): void {
  const colour = v128.load(fill)
  const length = count * channelsOf<T>()
  const step = sizeof<T>() == 2 ? 12 : 16
  for (let at = 0; at < length; at += step) v128.store(out + at, colour)
}

/** Pixels of which some neighbours may lie beside the picture; no point may show the fill colour. */
function beside<T>(row: usize, from: i32, to: i32, startX: f64, stepX: f64, startY: f64, stepY: f64): void {
  if (mode > 1) return besideFolded<T>(row, from, to, startX, stepX, startY, stepY)
  // Why scaled: a product with a power of two is exact, so these are the places of `blendFolded`, for less work.
  const startsX = f64x2.splat(startX * one)
  const stepsX = f64x2.splat(stepX * one)
  const startsY = f64x2.splat(startY * one)
  const stepsY = f64x2.splat(stepY * one)
  const lastX = v128.load(picture, 64)
  const lastY = v128.load(picture, 80)
  const four = f64x2.splat(4)
  let first = f64x2.add(f64x2.splat(from), f64x2(0, 1))
  let second = f64x2.add(f64x2.splat(from), f64x2(2, 3))
  for (let x = from; x < to; x += 4) {
    blendFixed<T>(
      whole(
        clamped(f64x2.add(startsX, f64x2.mul(stepsX, first)), lastX),
        clamped(f64x2.add(startsX, f64x2.mul(stepsX, second)), lastX)
      ),
      whole(
        clamped(f64x2.add(startsY, f64x2.mul(stepsY, first)), lastY),
        clamped(f64x2.add(startsY, f64x2.mul(stepsY, second)), lastY)
      ),
      row + x * channelsOf<T>()
    )
    first = f64x2.add(first, four)
    second = f64x2.add(second, four)
  }
}

/** What is not a number becomes 0. */
// @ts-ignore: decorator
@inline
function clamped(at: v128, last: v128): v128 {
  return f64x2.pmin(last, f64x2.pmax(i32x4.splat(0), at))
}

function besideFolded<T>(row: usize, from: i32, to: i32, startX: f64, stepX: f64, startY: f64, stepY: f64): void {
  const startsX = f64x2.splat(startX)
  const stepsX = f64x2.splat(stepX)
  const startsY = f64x2.splat(startY)
  const stepsY = f64x2.splat(stepY)
  for (let x = from; x < to; x += 4) {
    const first = f64x2.add(f64x2.splat(x), f64x2(0, 1))
    const second = f64x2.add(f64x2.splat(x), f64x2(2, 3))
    blendFolded<T>(
      f64x2.add(startsX, f64x2.mul(stepsX, first)),
      f64x2.add(startsX, f64x2.mul(stepsX, second)),
      f64x2.add(startsY, f64x2.mul(stepsY, first)),
      f64x2.add(startsY, f64x2.mul(stepsY, second)),
      row + x * channelsOf<T>()
    )
  }
}

function inside<T>(row: usize, from: i32, to: i32, startX: f64, stepX: f64, startY: f64, stepY: f64): void {
  const channels = channelsOf<T>()
  const scale: f64 = <f64>(1 << stepBits)
  const wholeX = <i32>Math.floor(stepX * scale + 0.5)
  const wholeY = <i32>Math.floor(stepY * scale + 0.5)
  const offsets = i32x4(0, 1, 2, 3)
  const lanesX = i32x4.mul(i32x4.splat(wholeX), offsets)
  const lanesY = i32x4.mul(i32x4.splat(wholeY), offsets)
  const nextX = i32x4.splat(4 * wholeX)
  const nextY = i32x4.splat(4 * wholeY)
  const pitches = i32x4.splat(pitch)
  for (let x = from; x < to; x += segment) {
    const inX = startX + stepX * x
    const inY = startY + stepY * x
    const column = Math.floor(inX)
    const line = Math.floor(inY)
    const base = i32x4.splat(<i32>source + <i32>line * pitch + <i32>column * channels)
    let fixedX = i32x4.add(i32x4.splat(<i32>((inX - column) * scale)), lanesX)
    let fixedY = i32x4.add(i32x4.splat(<i32>((inY - line) * scale)), lanesY)
    const end = min<i32>(x + segment, to)
    for (let k = x; k < end; k += 4) {
      const columns = i32x4.shr_s(fixedX, stepBits)
      const down = i32x4.mul(i32x4.shr_s(fixedY, stepBits), pitches)
      blend<T>(
        i32x4.add(base, i32x4.add(bytesOf<T>(columns), down)),
        i32x4.shr_u(i32x4.shl(fixedX, 32 - stepBits), 18),
        i32x4.shr_u(i32x4.shl(fixedY, 32 - stepBits), 18),
        pitch,
        row + k * channels
      )
      fixedX = i32x4.add(fixedX, nextX)
      fixedY = i32x4.add(fixedY, nextY)
    }
  }
}

/** Four doubles, which fit, as whole numbers. */
// @ts-ignore: decorator
@inline
function whole(a: v128, b: v128): v128 {
  return i32x4.shuffle(
    i32x4.relaxed_trunc_f64x2_s_zero(a),
    i32x4.relaxed_trunc_f64x2_s_zero(b),
    0, 1, 4, 5
  )
}

/** How many bytes lie in front of columns. */
// @ts-ignore: decorator
@inline
function bytesOf<T>(columns: v128): v128 {
  if (sizeof<T>() == 1) return columns
  return sizeof<T>() == 2 ? i32x4.add(columns, i32x4.add(columns, columns)) : i32x4.shl(columns, 2)
}

/** Four pixels whose points in the picture are given in 1/16384 pixel. */
// @ts-ignore: decorator
@inline
function blendFixed<T>(x: v128, y: v128, out: usize): void {
  const columns = i32x4.min_s(i32x4.shr_u(x, 14), v128.load(picture))
  const rows = i32x4.min_s(i32x4.shr_u(y, 14), v128.load(picture, 16))
  const down = i32x4.mul(rows, v128.load(picture, 32))
  blend<T>(
    i32x4.add(v128.load(picture, 48), i32x4.add(bytesOf<T>(columns), down)),
    i32x4.sub(x, i32x4.shl(columns, 14)),
    i32x4.sub(y, i32x4.shl(rows, 14)),
    pitch,
    out
  )
}

/** Four pixels at any points, folded into the picture. */
// @ts-ignore: decorator
@inline
function blendFolded<T>(x0: v128, x2: v128, y0: v128, y2: v128, out: usize): void {
  const scale = f64x2.splat(one)
  blendFixed<T>(
    whole(f64x2.mul(foldPair(mode, x0, width), scale), f64x2.mul(foldPair(mode, x2, width), scale)),
    whole(f64x2.mul(foldPair(mode, y0, height), scale), f64x2.mul(foldPair(mode, y2, height), scale)),
    out
  )
}

/** Whether one of two points shows the fill colour. */
// @ts-ignore: decorator
@inline
function anyOutside(at: v128, length: i32): bool {
  const low = f64x2.lt(at, f64x2.splat(-slack))
  const high = f64x2.gt(at, f64x2.splat(<f64>(length - 1) + slack))
  return v128.any_true(v128.or(low, high))
}

/** Pixels whose input points stand in two lists of doubles. */
function listed<T>(out: usize, xs: usize, ys: usize, count: i32): void {
  const channels = channelsOf<T>()
  for (let x = 0; x < count; x += 4) {
    const at = x << 3
    const to = out + x * channels
    const x0 = v128.load(xs + at)
    const x2 = v128.load(xs + at, 16)
    const y0 = v128.load(ys + at)
    const y2 = v128.load(ys + at, 16)
    blendFolded<T>(x0, x2, y0, y2, to)
    if (mode != 0) continue
    const isSeen = !(anyOutside(x0, width) || anyOutside(x2, width) || anyOutside(y0, height) || anyOutside(y2, height))
    if (!isSeen) paintOutside<T>(to, xs + at, ys + at)
  }
}

/** Paints those of four pixels that show the fill colour; their neighbours stay. */
function paintOutside<T>(out: usize, xs: usize, ys: usize): void {
  const channels = channelsOf<T>()
  for (let k = 0; k < 4; k++) {
    const x = load<f64>(xs + (k << 3))
    const y = load<f64>(ys + (k << 3))
    // Why not the other way round: what is not a number reads pixel 0, as in TypeScript.
    if (!(x < -slack || x > width - 1 + slack || y < -slack || y > height - 1 + slack)) continue
    for (let c = 0; c < channels; c++) store<u8>(out + k * channels + c, load<u8>(fill + c))
  }
}

export function bilinearAffine(
  channels: i32, out: usize, outWidth: i32, outHeight: i32,
  a: f64, b: f64, c: f64, d: f64, e: f64, f: f64
): void {
  if (channels == 1) affine<u8>(out, outWidth, outHeight, a, b, c, d, e, f)
  else if (channels == 3) affine<u16>(out, outWidth, outHeight, a, b, c, d, e, f)
  else affine<u32>(out, outWidth, outHeight, a, b, c, d, e, f)
}

export function bilinearListed(channels: i32, out: usize, xs: usize, ys: usize, count: i32): void {
  if (channels == 1) listed<u8>(out, xs, ys, count)
  else if (channels == 3) listed<u16>(out, xs, ys, count)
  else listed<u32>(out, xs, ys, count)
}
