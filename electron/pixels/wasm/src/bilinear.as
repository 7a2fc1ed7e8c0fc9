// AssemblyScript. Bilinear warps of 8 bit pictures.
//
// A pixel is given by the address of its upper left neighbour and two fractions of 14 bits; the four weights sum to
// 16384. The type parameter T names the number of channels: u8 for 1, u16 for 3, u32 for 4.
//
// Every store may write up to 64 bytes past its pixels. Rows are written from left to right and from top to bottom,
// so that what was written too much is overwritten; behind the last pixel there is room.

import { fold, outside, slack } from './fold'

const one: i32 = 16384
/** Pixels that are stepped from one exact coordinate, and the bits of the fraction of these steps. */
const segment: i32 = 32
const stepBits: i32 = 20
/** Unit: pixels. Runs end this far inside of the picture, so that rounded steps stay in it. */
const guard: f64 = 1.0 / 4096

/** Addresses and fractions of up to `segment` pixels. */
const places: usize = memory.data(4 * 32)
const fractionsX: usize = memory.data(4 * 32)
const fractionsY: usize = memory.data(4 * 32)

/** The picture that is read. */
export let source: usize = 0
export let width: i32 = 0
export let height: i32 = 0
export let pitch: i32 = 0
export let mode: i32 = 0
/** Sixteen bytes of fill colour. */
export let fill: usize = 0

export function bilinearSource(at: usize, w: i32, h: i32, channels: i32, fillMode: i32, fillAt: usize): void {
  source = at
  width = w
  height = h
  pitch = w * channels
  mode = fillMode
  fill = fillAt
}

// @ts-ignore: decorator
@inline
export function channelsOf<T>(): i32 {
  return sizeof<T>() == 2 ? 3 : <i32>sizeof<T>()
}

// @ts-ignore: decorator
@inline
function colourOf<T>(at: usize, pitch: i32, left: v128, right: v128): v128 {
  const top = v128.load_zero<u64>(at)
  const bottom = v128.load_zero<u64>(at + pitch)
  const pairs = i8x16.shuffle(top, bottom, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
  const near = i16x8.extend_low_i8x16_u(pairs)
  const far =
    sizeof<T>() == 2
      ? i8x16.swizzle(pairs, i8x16(6, -1, 7, -1, 8, -1, 9, -1, 10, -1, 11, -1, -1, -1, -1, -1))
      : i16x8.extend_high_i8x16_u(pairs)
  const sum = i32x4.add(i32x4.dot_i16x8_s(near, left), i32x4.dot_i16x8_s(far, right))
  return i32x4.shr_u(i32x4.add(sum, i32x4.splat(one / 2)), 14)
}

/** Four pixels. */
// @ts-ignore: decorator
@inline
function blend<T>(place: v128, fx: v128, fy: v128, pitch: i32, out: usize): void {
  const w11 = i32x4.shr_u(i32x4.mul(fx, fy), 14)
  const w10 = i32x4.sub(fx, w11)
  const w01 = i32x4.sub(fy, w11)
  const w00 = i32x4.sub(i32x4.sub(i32x4.splat(one), fx), w01)
  const a0 = <usize>i32x4.extract_lane(place, 0)
  const a1 = <usize>i32x4.extract_lane(place, 1)
  const a2 = <usize>i32x4.extract_lane(place, 2)
  const a3 = <usize>i32x4.extract_lane(place, 3)
  if (sizeof<T>() == 1) {
    let top = v128.load_zero<u32>(a0)
    top = v128.load_lane<u16>(a1, top, 1)
    top = v128.load_lane<u16>(a2, top, 2)
    top = v128.load_lane<u16>(a3, top, 3)
    let bottom = v128.load_zero<u32>(a0 + pitch)
    bottom = v128.load_lane<u16>(a1 + pitch, bottom, 1)
    bottom = v128.load_lane<u16>(a2 + pitch, bottom, 2)
    bottom = v128.load_lane<u16>(a3 + pitch, bottom, 3)
    const upper = v128.or(w00, i32x4.shl(w10, 16))
    const lower = v128.or(w01, i32x4.shl(w11, 16))
    const sum = i32x4.add(
      i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(top), upper),
      i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(bottom), lower)
    )
    const level = i32x4.shr_u(i32x4.add(sum, i32x4.splat(one / 2)), 14)
    const narrow = i16x8.narrow_i32x4_s(level, level)
    store<i32>(out, i32x4.extract_lane(i8x16.narrow_i16x8_u(narrow, narrow), 0))
    return
  }
  const left = v128.or(w00, i32x4.shl(w01, 16))
  const right = v128.or(w10, i32x4.shl(w11, 16))
  const p0 = colourOf<T>(a0, pitch, i32x4.shuffle(left, left, 0, 0, 0, 0), i32x4.shuffle(right, right, 0, 0, 0, 0))
  const p1 = colourOf<T>(a1, pitch, i32x4.shuffle(left, left, 1, 1, 1, 1), i32x4.shuffle(right, right, 1, 1, 1, 1))
  const p2 = colourOf<T>(a2, pitch, i32x4.shuffle(left, left, 2, 2, 2, 2), i32x4.shuffle(right, right, 2, 2, 2, 2))
  const p3 = colourOf<T>(a3, pitch, i32x4.shuffle(left, left, 3, 3, 3, 3), i32x4.shuffle(right, right, 3, 3, 3, 3))
  const all = i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(p0, p1), i16x8.narrow_i32x4_s(p2, p3))
  v128.store(out, sizeof<T>() == 2 ? packed(all) : all)
}

/** Four pixels of 3 + 1 bytes moved together. */
// @ts-ignore: decorator
@inline
function packed(pixels: v128): v128 {
  return i8x16.swizzle(pixels, i8x16(0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, -1, -1, -1, -1))
}

/** Notes where pixel `index` of the segment reads. */
// @ts-ignore: decorator
@inline
function place<T>(index: i32, x: f64, y: f64): void {
  const foldedX = fold(mode, x, width)
  const foldedY = fold(mode, y, height)
  const at = index << 2
  if (foldedX == outside || foldedY == outside) {
    store<usize>(places + at, fill)
    store<i32>(fractionsX + at, 0)
    store<i32>(fractionsY + at, 0)
    return
  }
  // Why clamped: half a pixel beside the border the border repeats.
  const inX = min<f64>(max<f64>(foldedX, 0), width - 1)
  const inY = min<f64>(max<f64>(foldedY, 0), height - 1)
  const column = min<i32>(<i32>inX, max<i32>(width - 2, 0))
  const row = min<i32>(<i32>inY, max<i32>(height - 2, 0))
  store<usize>(places + at, source + row * pitch + column * channelsOf<T>())
  store<i32>(fractionsX + at, <i32>((inX - column) * one))
  store<i32>(fractionsY + at, <i32>((inY - row) * one))
}

/** Blends the `count` pixels that were placed. */
function blendPlaced<T>(count: i32, out: usize): void {
  for (let k = count; k < ((count + 3) & ~3); k++) {
    store<usize>(places + (k << 2), fill)
    store<i32>(fractionsX + (k << 2), 0)
    store<i32>(fractionsY + (k << 2), 0)
  }
  for (let k = 0; k < count; k += 4) {
    const at = k << 2
    blend<T>(
      v128.load(places + at),
      v128.load(fractionsX + at),
      v128.load(fractionsY + at),
      pitch,
      out + k * channelsOf<T>()
    )
  }
}

/** The ends of the run found last: x in from .. to. */
export let runFrom: i32 = 0
export let runTo: i32 = 0

/** The x in 0 .. width for which low <= start + step * x <= high. */
function findRun(start: f64, step: f64, low: f64, high: f64, width: i32): void {
  if (step == 0) {
    const isIn = start >= low && start <= high
    runFrom = isIn ? 0 : width
    runTo = width
    return
  }
  const atLow = (low - start) / step
  const atHigh = (high - start) / step
  let from = <i32>min<f64>(max<f64>(Math.floor(min<f64>(atLow, atHigh)), 0), width)
  let to = <i32>min<f64>(max<f64>(Math.ceil(max<f64>(atLow, atHigh)) + 1, 0), width)
  while (from < to && !(start + step * from >= low && start + step * from <= high)) from++
  while (to > from && !(start + step * (to - 1) >= low && start + step * (to - 1) <= high)) to--
  runFrom = from < to ? from : width
  runTo = from < to ? to : width
}

// @ts-ignore: decorator
@inline
export function crossRuns(startX: f64, stepX: f64, startY: f64, stepY: f64, margin: f64, outWidth: i32): void {
  findRun(startX, stepX, margin, width - 1 - margin, outWidth)
  const from = runFrom
  const to = runTo
  findRun(startY, stepY, margin, height - 1 - margin, outWidth)
  runFrom = max<i32>(from, runFrom)
  runTo = max<i32>(runFrom, min<i32>(to, runTo))
}

/** The affine map of a whole picture: input = (a x + b y + c, d x + e y + f). */
function affine<T>(out: usize, outWidth: i32, outHeight: i32, a: f64, b: f64, c: f64, d: f64, e: f64, f: f64): void {
  const channels = channelsOf<T>()
  for (let y = 0; y < outHeight; y++) {
    const startX = b * y + c
    const startY = e * y + f
    const row = out + y * outWidth * channels
    let first = 0
    let last = outWidth
    if (mode == 0) {
      crossRuns(startX, a, startY, d, -slack, outWidth)
      first = runFrom
      last = runTo
      fillRow<T>(row, first)
    }
    crossRuns(startX, a, startY, d, guard, outWidth)
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

function beside<T>(row: usize, from: i32, to: i32, startX: f64, stepX: f64, startY: f64, stepY: f64): void {
  for (let x = from; x < to; x += segment) {
    const count = min<i32>(segment, to - x)
    for (let k = 0; k < count; k++) place<T>(k, startX + stepX * (x + k), startY + stepY * (x + k))
    blendPlaced<T>(count, row + x * channelsOf<T>())
  }
}

function inside<T>(row: usize, from: i32, to: i32, startX: f64, stepX: f64, startY: f64, stepY: f64): void {
  const channels = channelsOf<T>()
  const pitch = width * channels
  const scale: f64 = <f64>(1 << stepBits)
  const wholeX = <i32>Math.floor(stepX * scale + 0.5)
  const wholeY = <i32>Math.floor(stepY * scale + 0.5)
  const lanes = i32x4(0, 1, 2, 3)
  const lanesX = i32x4.mul(i32x4.splat(wholeX), lanes)
  const lanesY = i32x4.mul(i32x4.splat(wholeY), lanes)
  const nextX = i32x4.splat(4 * wholeX)
  const nextY = i32x4.splat(4 * wholeY)
  const mask = i32x4.splat(one - 1)
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
      const across =
        sizeof<T>() == 2
          ? i32x4.add(columns, i32x4.add(columns, columns))
          : sizeof<T>() == 4
            ? i32x4.shl(columns, 2)
            : columns
      const down = i32x4.mul(i32x4.shr_s(fixedY, stepBits), pitches)
      blend<T>(
        i32x4.add(base, i32x4.add(across, down)),
        v128.and(i32x4.shr_u(fixedX, stepBits - 14), mask),
        v128.and(i32x4.shr_u(fixedY, stepBits - 14), mask),
        pitch,
        row + k * channels
      )
      fixedX = i32x4.add(fixedX, nextX)
      fixedY = i32x4.add(fixedY, nextY)
    }
  }
}

/** Whether four coordinates lie in 0 .. last. */
// @ts-ignore: decorator
@inline
function areIn(a: v128, b: v128, last: f64): bool {
  const zero = f64x2.splat(0)
  const most = f64x2.splat(last)
  const low = v128.and(f64x2.ge(a, zero), f64x2.le(a, most))
  const high = v128.and(f64x2.ge(b, zero), f64x2.le(b, most))
  return i64x2.all_true(v128.and(low, high))
}

/** Four doubles as whole numbers. */
// @ts-ignore: decorator
@inline
function whole(a: v128, b: v128): v128 {
  return i32x4.shuffle(i32x4.trunc_sat_f64x2_s_zero(a), i32x4.trunc_sat_f64x2_s_zero(b), 0, 1, 4, 5)
}

// @ts-ignore: decorator
@inline
function fraction(a: v128, b: v128, wholeA: v128, wholeB: v128): v128 {
  const scale = f64x2.splat(one)
  return whole(f64x2.mul(f64x2.sub(a, wholeA), scale), f64x2.mul(f64x2.sub(b, wholeB), scale))
}

/** Pixels whose input points stand in two lists of doubles. */
function listed<T>(out: usize, xs: usize, ys: usize, count: i32): void {
  const channels = channelsOf<T>()
  const columns = f64x2.splat(max<i32>(width - 2, 0))
  const rows = f64x2.splat(max<i32>(height - 2, 0))
  for (let x = 0; x < count; x += 4) {
    const at = x << 3
    const to = out + x * channels
    const here = min<i32>(4, count - x)
    const x0 = v128.load(xs + at)
    const x2 = v128.load(xs + at, 16)
    const y0 = v128.load(ys + at)
    const y2 = v128.load(ys + at, 16)
    if (here == 4 && areIn(x0, x2, width - 1) && areIn(y0, y2, height - 1)) {
      const columns0 = f64x2.min(f64x2.floor(x0), columns)
      const columns2 = f64x2.min(f64x2.floor(x2), columns)
      const rows0 = f64x2.min(f64x2.floor(y0), rows)
      const rows2 = f64x2.min(f64x2.floor(y2), rows)
      const across = i32x4.mul(whole(columns0, columns2), i32x4.splat(channels))
      const down = i32x4.mul(whole(rows0, rows2), i32x4.splat(pitch))
      blend<T>(
        i32x4.add(i32x4.splat(<i32>source), i32x4.add(across, down)),
        fraction(x0, x2, columns0, columns2),
        fraction(y0, y2, rows0, rows2),
        pitch,
        to
      )
      continue
    }
    for (let k = 0; k < here; k++) place<T>(k, load<f64>(xs + at + (k << 3)), load<f64>(ys + at + (k << 3)))
    blendPlaced<T>(here, to)
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
