// AssemblyScript. Tables and colour matrices over 8 bit pictures.

/** Each sample through the table of its channel: 256 bytes for each of 1, 3 or 4 channels, one behind the other. */
export function lookUp(source: usize, out: usize, length: i32, tables: usize, channels: i32): void {
  const end = source + length
  if (channels == 3) {
    while (source < end) {
      store<u8>(out, load<u8>(tables + load<u8>(source)))
      store<u8>(out, load<u8>(tables + load<u8>(source, 1), 256), 1)
      store<u8>(out, load<u8>(tables + load<u8>(source, 2), 512), 2)
      source += 3
      out += 3
    }
    return
  }
  // Why: one table for all channels takes the same road as four; groups of four may run past the end.
  const second: usize = channels == 4 ? 256 : 0
  const t1 = tables + second
  const t2 = t1 + second
  const t3 = t2 + second
  while (source < end) {
    store<u8>(out, load<u8>(tables + load<u8>(source)))
    store<u8>(out, load<u8>(t1 + load<u8>(source, 1)), 1)
    store<u8>(out, load<u8>(t2 + load<u8>(source, 2)), 2)
    store<u8>(out, load<u8>(t3 + load<u8>(source, 3)), 3)
    source += 4
    out += 4
  }
}

// @ts-ignore: decorator
@inline
function clamp(value: v128): v128 {
  return f32x4.pmin(f32x4.pmax(value, f32x4.splat(0)), f32x4.splat(1))
}

// @ts-ignore: decorator
@inline
function level(value: v128, most: f32): v128 {
  return i32x4.trunc_sat_f32x4_s(f32x4.add(f32x4.mul(value, f32x4.splat(most)), f32x4.splat(0.5)))
}

/** Four values of a table of floats. */
// @ts-ignore: decorator
@inline
function gather(table: usize, index: v128): v128 {
  let values = v128.load_zero<u32>(table + (i32x4.extract_lane(index, 0) << 2))
  values = v128.load_lane<u32>(table + (i32x4.extract_lane(index, 1) << 2), values, 1)
  values = v128.load_lane<u32>(table + (i32x4.extract_lane(index, 2) << 2), values, 2)
  return v128.load_lane<u32>(table + (i32x4.extract_lane(index, 3) << 2), values, 3)
}

// @ts-ignore: decorator
@inline
function row(matrix: usize, r: v128, g: v128, b: v128): v128 {
  const rg = f32x4.add(
    f32x4.mul(v128.load_splat<u32>(matrix), r),
    f32x4.mul(v128.load_splat<u32>(matrix, 4), g)
  )
  const sum = f32x4.add(rg, f32x4.mul(v128.load_splat<u32>(matrix, 8), b))
  return clamp(f32x4.add(sum, v128.load_splat<u32>(matrix, 12)))
}

/** Floats of one stage: twelve of the matrix, then, if there are curves behind it, three tables of 4096. */
const matrixBytes: usize = 48
const tableBytes: usize = 4 * 4096

/**
 * Pixels of 3 or 4 channels through matrices and the tables behind them; alpha is kept.
 *
 * `first`: three tables of 256 floats, or 0 for samples / 255. `stages`: one behind the other; bit k of `curved` says
 * whether stage k has tables. Pixels are taken four by four and may run past the end.
 */
export function mix(
  source: usize, out: usize, pixels: i32, channels: i32,
  first: usize, stages: usize, count: i32, curved: i32
): void {
  const isColour = channels == 3
  const step = 4 * channels
  for (let done = 0; done < pixels; done += 4) {
    const loaded = v128.load(source)
    const quads = isColour
      ? i8x16.swizzle(loaded, i8x16(0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11, -1))
      : loaded
    const mask = i32x4.splat(255)
    const red = v128.and(quads, mask)
    const green = v128.and(i32x4.shr_u(quads, 8), mask)
    const blue = v128.and(i32x4.shr_u(quads, 16), mask)
    let r: v128
    let g: v128
    let b: v128
    if (first == 0) {
      const scale = f32x4.splat(1.0 / 255)
      r = f32x4.mul(f32x4.convert_i32x4_s(red), scale)
      g = f32x4.mul(f32x4.convert_i32x4_s(green), scale)
      b = f32x4.mul(f32x4.convert_i32x4_s(blue), scale)
    } else {
      r = gather(first, red)
      g = gather(first + 1024, green)
      b = gather(first + 2048, blue)
    }
    let at = stages
    for (let k = 0; k < count; k++) {
      const mixedR = row(at, r, g, b)
      const mixedG = row(at + 16, r, g, b)
      const mixedB = row(at + 32, r, g, b)
      at += matrixBytes
      if ((curved >> k) & 1) {
        r = gather(at, level(mixedR, 4095))
        g = gather(at + tableBytes, level(mixedG, 4095))
        b = gather(at + 2 * tableBytes, level(mixedB, 4095))
        at += 3 * tableBytes
      } else {
        r = mixedR
        g = mixedG
        b = mixedB
      }
    }
    const high = v128.or(i32x4.shl(level(g, 255), 8), i32x4.shl(level(b, 255), 16))
    const mixed = v128.or(level(r, 255), high)
    const made = isColour
      ? i8x16.swizzle(mixed, i8x16(0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, -1, -1, -1, -1))
      : v128.or(mixed, v128.and(quads, i32x4.splat(0xff000000)))
    v128.store(out, made)
    source += step
    out += step
  }
}
