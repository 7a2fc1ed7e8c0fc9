// AssemblyScript. Bicubic (4 x 4 taps) and Lanczos (6 x 6 taps) warps of 8 bit pictures.
//
// The picture has a border of three pixels, filled as the fill mode says, so that every tap beside a folded point can
// be read. Weights come from a table of 513 phases with eight whole numbers of 16 bits each, which sum to 16384.
// T names the channels as in bilinear.as, N the taps: u32 for 4, u64 for 6.

import { fold, outside } from './fold'

const border: i32 = 3
const phases: i32 = 512

let source: usize = 0
let width: i32 = 0
let height: i32 = 0
let pitch: i32 = 0
let mode: i32 = 0
let fill: usize = 0
let weights: usize = 0

/** `at` is the address of the bordered picture; `w` and `h` are its size without the border. */
export function tapsSource(at: usize, w: i32, h: i32, channels: i32, fillMode: i32, fillAt: usize, table: usize): void {
  source = at
  width = w
  height = h
  pitch = (w + 2 * border) * channels
  mode = fillMode
  fill = fillAt
  weights = table
}

// @ts-ignore: decorator
@inline
function channelsOf<T>(): i32 {
  return sizeof<T>() == 2 ? 3 : <i32>sizeof<T>()
}

// @ts-ignore: decorator
@inline
function pairs(at: usize, pitch: usize): v128 {
  return i8x16.shuffle(
    v128.load_zero<u64>(at),
    v128.load_zero<u64>(at + pitch),
    0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23
  )
}

/** The weighted sums of eight samples of 4 or 6 rows, with 6 bits of fraction. */
// @ts-ignore: decorator
@inline
function down<N>(at: usize, pitch: usize, wy: usize): v128 {
  const first = pairs(at, pitch)
  const second = pairs(at + 2 * pitch, pitch)
  const w0 = v128.load_splat<u32>(wy)
  const w1 = v128.load_splat<u32>(wy, 4)
  const half = i32x4.splat(128)
  let low = i32x4.add(
    i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(first), w0),
    i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(second), w1)
  )
  let high = i32x4.add(
    i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(first), w0),
    i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(second), w1)
  )
  if (sizeof<N>() == 8) {
    const third = pairs(at + 4 * pitch, pitch)
    const w2 = v128.load_splat<u32>(wy, 8)
    low = i32x4.add(low, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(third), w2))
    high = i32x4.add(high, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(third), w2))
  }
  return i16x8.narrow_i32x4_s(i32x4.shr_s(i32x4.add(low, half), 8), i32x4.shr_s(i32x4.add(high, half), 8))
}

/** One pixel: four bytes, of which as many count as there are channels. */
// @ts-ignore: decorator
@inline
function pixel<T, N>(at: usize, pitch: usize, wx: usize, wy: usize): i32 {
  const s0 = down<N>(at, pitch, wy)
  let sum: v128
  if (sizeof<T>() == 1) {
    sum = i32x4.dot_i16x8_s(s0, v128.load(wx))
    sum = i32x4.add(sum, i32x4.shuffle(sum, sum, 2, 3, 0, 1))
    sum = i32x4.add(sum, i32x4.shuffle(sum, sum, 1, 0, 3, 2))
  } else {
    const s1 = down<N>(at + 8, pitch, wy)
    const w0 = v128.load_splat<u32>(wx)
    const w1 = v128.load_splat<u32>(wx, 4)
    const isColour = sizeof<T>() == 2
    const near = isColour
      ? i16x8.shuffle(s0, s0, 0, 3, 1, 4, 2, 5, 0, 3)
      : i16x8.shuffle(s0, s0, 0, 4, 1, 5, 2, 6, 3, 7)
    const far = isColour
      ? i16x8.shuffle(s0, s1, 6, 9, 7, 10, 8, 11, 6, 9)
      : i16x8.shuffle(s1, s1, 0, 4, 1, 5, 2, 6, 3, 7)
    sum = i32x4.add(i32x4.dot_i16x8_s(near, w0), i32x4.dot_i16x8_s(far, w1))
    if (sizeof<N>() == 8) {
      const s2 = down<N>(at + 16, pitch, wy)
      const last = isColour
        ? i16x8.shuffle(s1, s2, 4, 7, 5, 8, 6, 9, 4, 7)
        : i16x8.shuffle(s2, s2, 0, 4, 1, 5, 2, 6, 3, 7)
      sum = i32x4.add(sum, i32x4.dot_i16x8_s(last, v128.load_splat<u32>(wx, 8)))
    }
  }
  sum = i32x4.shr_s(i32x4.add(sum, i32x4.splat(1 << 19)), 20)
  const narrow = i16x8.narrow_i32x4_s(sum, sum)
  return i32x4.extract_lane(i8x16.narrow_i16x8_u(narrow, narrow), 0)
}

/** Writes the pixel that is seen at (x, y); four bytes, whatever the channels. */
// @ts-ignore: decorator
@inline
function sample<T, N>(x: f64, y: f64, out: usize): void {
  const inX = fold(mode, x, width)
  const inY = fold(mode, y, height)
  if (inX == outside || inY == outside) {
    store<i32>(out, load<i32>(fill))
    return
  }
  const before = sizeof<N>() == 8 ? 2 : 1
  const column = Math.floor(inX)
  const row = Math.floor(inY)
  const across = <usize>(<i32>column + border - before) * channelsOf<T>()
  const at = source + (<i32>row + border - before) * pitch + across
  const wx = weights + (<usize>(<i32>((inX - column) * phases + 0.5)) << 4)
  const wy = weights + (<usize>(<i32>((inY - row) * phases + 0.5)) << 4)
  store<i32>(out, pixel<T, N>(at, pitch, wx, wy))
}

function affine<T, N>(out: usize, outWidth: i32, outHeight: i32, a: f64, b: f64, c: f64, d: f64, e: f64, f: f64): void {
  let at = out
  for (let y = 0; y < outHeight; y++) {
    const startX = b * y + c
    const startY = e * y + f
    for (let x = 0; x < outWidth; x++) {
      sample<T, N>(startX + a * x, startY + d * x, at)
      at += channelsOf<T>()
    }
  }
}

function listed<T, N>(out: usize, xs: usize, ys: usize, count: i32): void {
  let at = out
  for (let x = 0; x < count; x++) {
    sample<T, N>(load<f64>(xs + (x << 3)), load<f64>(ys + (x << 3)), at)
    at += channelsOf<T>()
  }
}

export function tapsAffine(
  channels: i32, taps: i32, out: usize, outWidth: i32, outHeight: i32,
  a: f64, b: f64, c: f64, d: f64, e: f64, f: f64
): void {
  if (taps == 4) {
    if (channels == 1) affine<u8, u32>(out, outWidth, outHeight, a, b, c, d, e, f)
    else if (channels == 3) affine<u16, u32>(out, outWidth, outHeight, a, b, c, d, e, f)
    else affine<u32, u32>(out, outWidth, outHeight, a, b, c, d, e, f)
  } else {
    if (channels == 1) affine<u8, u64>(out, outWidth, outHeight, a, b, c, d, e, f)
    else if (channels == 3) affine<u16, u64>(out, outWidth, outHeight, a, b, c, d, e, f)
    else affine<u32, u64>(out, outWidth, outHeight, a, b, c, d, e, f)
  }
}

export function tapsListed(channels: i32, taps: i32, out: usize, xs: usize, ys: usize, count: i32): void {
  if (taps == 4) {
    if (channels == 1) listed<u8, u32>(out, xs, ys, count)
    else if (channels == 3) listed<u16, u32>(out, xs, ys, count)
    else listed<u32, u32>(out, xs, ys, count)
  } else {
    if (channels == 1) listed<u8, u64>(out, xs, ys, count)
    else if (channels == 3) listed<u16, u64>(out, xs, ys, count)
    else listed<u32, u64>(out, xs, ys, count)
  }
}
