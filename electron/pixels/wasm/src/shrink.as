// AssemblyScript. Means of areas of 8 bit pictures, one row of the smaller picture a call.
//
// The covered rows are summed by weight to 32 bit numbers, sample by sample; then the sums along the row. Sums and
// stores may reach up to 64 bytes past the row.

/** The lists of coverage.ts for the row, and where the sums of columns are kept. */
let firsts: usize = 0
let counts: usize = 0
let starts: usize = 0
let weights: usize = 0
let sums: usize = 0
/** Half the sum of all weights and a quarter, and one by the sum; as in plain/shrink.ts. */
let half: f64 = 0
let inverse: f64 = 0

export function shrinkTables(
  firstsAt: usize, countsAt: usize, startsAt: usize, weightsAt: usize, sumsAt: usize, total: f64
): void {
  firsts = firstsAt
  counts = countsAt
  starts = startsAt
  weights = weightsAt
  sums = sumsAt
  half = total / 2 + 0.25
  inverse = 1 / total
}

/** `count` source rows of `pitch` bytes from `rows` on, by the 32 bit weights from `down` on. */
function sumRows(rows: usize, pitch: i32, down: usize, count: i32): void {
  for (let i = 0; i < pitch; i += 16) {
    let a = i32x4.splat(0)
    let b = i32x4.splat(0)
    let c = i32x4.splat(0)
    let d = i32x4.splat(0)
    let at = rows + i
    for (let k = 0; k < count; k++) {
      const weight = i16x8.splat(<i16>load<i32>(down + (k << 2)))
      const bytes = v128.load(at)
      const low = i16x8.extend_low_i8x16_u(bytes)
      const high = i16x8.extend_high_i8x16_u(bytes)
      a = i32x4.add(a, i32x4.extmul_low_i16x8_u(low, weight))
      b = i32x4.add(b, i32x4.extmul_high_i16x8_u(low, weight))
      c = i32x4.add(c, i32x4.extmul_low_i16x8_u(high, weight))
      d = i32x4.add(d, i32x4.extmul_high_i16x8_u(high, weight))
      at += pitch
    }
    const to = sums + (i << 2)
    v128.store(to, a)
    v128.store(to, b, 16)
    v128.store(to, c, 32)
    v128.store(to, d, 48)
  }
}

// @ts-ignore: decorator
@inline
function mean(sum: v128): v128 {
  return i32x4.trunc_sat_f64x2_u_zero(f64x2.mul(f64x2.add(sum, f64x2.splat(half)), f64x2.splat(inverse)))
}

/** Four levels as four bytes. */
// @ts-ignore: decorator
@inline
function levels(low: v128, high: v128): u32 {
  const all = i32x4.shuffle(mean(low), mean(high), 0, 1, 4, 5)
  const narrow = i16x8.narrow_i32x4_s(all, all)
  return i32x4.extract_lane(i8x16.narrow_i16x8_u(narrow, narrow), 0)
}

// @ts-ignore: decorator
@inline
function upper(v: v128): v128 {
  return i32x4.shuffle(v, v, 2, 3, 2, 3)
}

/** As `levels` for sums that 32 bit floats hold exactly, with the quarter. */
// @ts-ignore: decorator
@inline
function quickLevels(sum: v128): u32 {
  const shifted = f32x4.add(f32x4.convert_i32x4_s(sum), f32x4.splat(<f32>half))
  const all = i32x4.trunc_sat_f32x4_s(f32x4.mul(shifted, f32x4.splat(<f32>inverse)))
  const narrow = i16x8.narrow_i32x4_s(all, all)
  return i32x4.extract_lane(i8x16.narrow_i16x8_u(narrow, narrow), 0)
}

/** Sums of at most 32 bit. */
function colours(out: usize, width: i32, channels: i32, isQuick: bool): void {
  for (let x = 0; x < width; x++) {
    const at = x << 2
    const count = load<i32>(counts + at)
    let from = sums + ((load<i32>(firsts + at) * channels) << 2)
    let weight = weights + (load<i32>(starts + at) << 2)
    let sum = i32x4.splat(0)
    for (let k = 0; k < count; k++) {
      sum = i32x4.add(sum, i32x4.mul(v128.load(from), v128.load32_splat(weight)))
      from += channels << 2
      weight += 4
    }
    const four = isQuick
      ? quickLevels(sum)
      : levels(f64x2.convert_low_i32x4_u(sum), f64x2.convert_low_i32x4_u(upper(sum)))
    store<u32>(out + x * channels, four)
  }
}

/** Where every pixel covers `count` whole ones. */
function wholeColours(out: usize, width: i32, channels: i32, count: i32): void {
  const step = channels << 2
  let from = sums
  for (let x = 0; x < width; x++) {
    let sum = v128.load(from)
    from += step
    for (let k = 1; k < count; k++) {
      sum = i32x4.add(sum, v128.load(from))
      from += step
    }
    store<u32>(out + x * channels, quickLevels(sum))
  }
}

function wholeGreys(out: usize, width: i32, count: i32): void {
  const shift = <f32>half
  const factor = <f32>inverse
  let from = sums
  for (let x = 0; x < width; x++) {
    let sum: i32 = 0
    for (let k = 0; k < count; k++) {
      sum += load<i32>(from)
      from += 4
    }
    store<u8>(out + x, <i32>((<f32>sum + shift) * factor))
  }
}

/** Sums of any size. */
function wideColours(out: usize, width: i32, channels: i32): void {
  for (let x = 0; x < width; x++) {
    const at = x << 2
    const count = load<i32>(counts + at)
    let from = sums + ((load<i32>(firsts + at) * channels) << 2)
    let weight = weights + (load<i32>(starts + at) << 2)
    let low = f64x2.splat(0)
    let high = f64x2.splat(0)
    for (let k = 0; k < count; k++) {
      const four = v128.load(from)
      const factor = f64x2.splat(<f64>load<i32>(weight))
      low = f64x2.add(low, f64x2.mul(f64x2.convert_low_i32x4_u(four), factor))
      high = f64x2.add(high, f64x2.mul(f64x2.convert_low_i32x4_u(upper(four)), factor))
      from += channels << 2
      weight += 4
    }
    store<u32>(out + x * channels, levels(low, high))
  }
}

function greys(out: usize, width: i32): void {
  for (let x = 0; x < width; x++) {
    const at = x << 2
    const count = load<i32>(counts + at)
    let from = sums + (load<i32>(firsts + at) << 2)
    let weight = weights + (load<i32>(starts + at) << 2)
    let sum: i64 = 0
    for (let k = 0; k < count; k++) {
      sum += <i64>load<u32>(from) * <i64>load<u32>(weight)
      from += 4
      weight += 4
    }
    store<u8>(out + x, <i32>((<f64>sum + half) * inverse))
  }
}

/** Means are computed in 32 bit floats up to this sum of weights: 255 times it is exact to a quarter. */
const mostQuick: f64 = 4096

/** `total`: the sum of all weights; `whole`: the covered pixels of a row where all weights are 1, otherwise 0. */
export function shrinkRow(
  channels: i32, rows: usize, pitch: i32, down: usize, count: i32, out: usize, width: i32, total: f64, whole: i32
): void {
  sumRows(rows, pitch, down, count)
  const isQuick = total <= mostQuick
  if (whole > 0 && isQuick) {
    if (channels == 1) wholeGreys(out, width, whole)
    else if (channels == 3) wholeColours(out, width, 3, whole)
    else wholeColours(out, width, 4, whole)
  } else if (channels == 1) greys(out, width)
  else if (255 * total < 4294967296) colours(out, width, channels, isQuick)
  else wideColours(out, width, channels)
}
