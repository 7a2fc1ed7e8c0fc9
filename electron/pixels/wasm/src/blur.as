// AssemblyScript. Symmetrical separable filters over 8 bit pictures, all weights positive.
//
// First the rows of the picture are summed into one row of 16 bit samples with 6 bits of fraction, then the samples of
// this row. Half kernels of weights (the middle first) stand as whole numbers of 16 bits, of which the whole kernel
// sums to 32768; they have an even length, with a 0 at the end where need be.

/** The place in a picture of `length`, mirrored about its border pixels. */
function mirror(at: i32, length: i32): i32 {
  if (length == 1) return 0
  const turn = 2 * length - 2
  const within = ((at % turn) + turn) % turn
  return within < length ? within : turn - within
}

/** Addresses of the rows on both sides, one pair for each weight; a row of zeros beside the middle. */
function findRows(list: usize, source: usize, y: i32, height: i32, pitch: i32, count: i32, zeros: usize): void {
  for (let k = 0; k < count; k++) {
    store<usize>(list + (k << 3), source + mirror(y - k, height) * pitch)
    store<usize>(list + (k << 3), k == 0 ? zeros : source + mirror(y + k, height) * pitch, 4)
  }
}

/** Sums rows of 8 bit samples, sixteen columns at a time. */
function sumRows(list: usize, count: i32, weights: usize, length: i32, out: usize): void {
  for (let at = 0; at < length; at += 16) {
    let s0 = i32x4.splat(256)
    let s1 = s0
    let s2 = s0
    let s3 = s0
    for (let k = 0; k < count; k += 2) {
      const pair = list + (k << 3)
      const w = v128.load_splat<u32>(weights + (k << 1))
      const a = v128.load(load<usize>(pair) + at)
      const b = v128.load(load<usize>(pair, 4) + at)
      const c = v128.load(load<usize>(pair, 8) + at)
      const d = v128.load(load<usize>(pair, 12) + at)
      const nearLow = i16x8.add(i16x8.extend_low_i8x16_u(a), i16x8.extend_low_i8x16_u(b))
      const farLow = i16x8.add(i16x8.extend_low_i8x16_u(c), i16x8.extend_low_i8x16_u(d))
      const nearHigh = i16x8.add(i16x8.extend_high_i8x16_u(a), i16x8.extend_high_i8x16_u(b))
      const farHigh = i16x8.add(i16x8.extend_high_i8x16_u(c), i16x8.extend_high_i8x16_u(d))
      s0 = i32x4.add(s0, i32x4.dot_i16x8_s(i16x8.shuffle(nearLow, farLow, 0, 8, 1, 9, 2, 10, 3, 11), w))
      s1 = i32x4.add(s1, i32x4.dot_i16x8_s(i16x8.shuffle(nearLow, farLow, 4, 12, 5, 13, 6, 14, 7, 15), w))
      s2 = i32x4.add(s2, i32x4.dot_i16x8_s(i16x8.shuffle(nearHigh, farHigh, 0, 8, 1, 9, 2, 10, 3, 11), w))
      s3 = i32x4.add(s3, i32x4.dot_i16x8_s(i16x8.shuffle(nearHigh, farHigh, 4, 12, 5, 13, 6, 14, 7, 15), w))
    }
    const to = out + (at << 1)
    v128.store(to, i16x8.narrow_i32x4_s(i32x4.shr_u(s0, 9), i32x4.shr_u(s1, 9)))
    v128.store(to, i16x8.narrow_i32x4_s(i32x4.shr_u(s2, 9), i32x4.shr_u(s3, 9)), 16)
  }
}

/** Repeats the mirrored ends of a row of 16 bit samples on both sides. */
function mirrorEnds(row: usize, width: i32, channels: i32, radius: i32): void {
  for (let k = 1; k <= radius; k++) {
    const left = mirror(-k, width)
    const right = mirror(width - 1 + k, width)
    for (let c = 0; c < channels; c++) {
      store<u16>(row + ((-k * channels + c) << 1), load<u16>(row + ((left * channels + c) << 1)))
      store<u16>(row + (((width - 1 + k) * channels + c) << 1), load<u16>(row + ((right * channels + c) << 1)))
    }
  }
}

/** Sums along a row of 16 bit samples, sixteen at a time. */
function sumAlong(row: usize, channels: i32, count: i32, weights: usize, length: i32, out: usize): void {
  const step = channels << 1
  for (let at = 0; at < length; at += 16) {
    const here = row + (at << 1)
    let s0 = i32x4.splat(1 << 20)
    let s1 = s0
    let s2 = s0
    let s3 = s0
    let nearLow = v128.load(here)
    let nearHigh = v128.load(here, 16)
    let left = here
    let right = here
    for (let k = 0; k < count; k += 2) {
      const w = v128.load_splat<u32>(weights + (k << 1))
      if (k > 0) {
        left -= step
        right += step
        nearLow = i16x8.add(v128.load(left), v128.load(right))
        nearHigh = i16x8.add(v128.load(left, 16), v128.load(right, 16))
      }
      left -= step
      right += step
      const farLow = i16x8.add(v128.load(left), v128.load(right))
      const farHigh = i16x8.add(v128.load(left, 16), v128.load(right, 16))
      s0 = i32x4.add(s0, i32x4.dot_i16x8_s(i16x8.shuffle(nearLow, farLow, 0, 8, 1, 9, 2, 10, 3, 11), w))
      s1 = i32x4.add(s1, i32x4.dot_i16x8_s(i16x8.shuffle(nearLow, farLow, 4, 12, 5, 13, 6, 14, 7, 15), w))
      s2 = i32x4.add(s2, i32x4.dot_i16x8_s(i16x8.shuffle(nearHigh, farHigh, 0, 8, 1, 9, 2, 10, 3, 11), w))
      s3 = i32x4.add(s3, i32x4.dot_i16x8_s(i16x8.shuffle(nearHigh, farHigh, 4, 12, 5, 13, 6, 14, 7, 15), w))
    }
    const low = i16x8.narrow_i32x4_s(i32x4.shr_u(s0, 21), i32x4.shr_u(s1, 21))
    const high = i16x8.narrow_i32x4_s(i32x4.shr_u(s2, 21), i32x4.shr_u(s3, 21))
    v128.store(out + at, i8x16.narrow_i16x8_u(low, high))
  }
}

/**
 * `list`: room for 8 bytes a weight of `wy`. `zeros`: a row of zeros. `row`: the first sample of a row of 16 bit
 * samples with room for as many pixels as there are weights of `wx` on both sides. All with 32 bytes to spare.
 */
export function filter(
  source: usize, out: usize, width: i32, height: i32, channels: i32,
  wx: usize, countX: i32, wy: usize, countY: i32,
  list: usize, zeros: usize, row: usize
): void {
  const pitch = width * channels
  for (let y = 0; y < height; y++) {
    findRows(list, source, y, height, pitch, countY, zeros)
    sumRows(list, countY, wy, pitch, row)
    mirrorEnds(row, width, channels, countX - 1)
    sumAlong(row, channels, countX, wx, pitch, out + y * pitch)
  }
}
