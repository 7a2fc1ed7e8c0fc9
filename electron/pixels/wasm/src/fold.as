// AssemblyScript. How coordinates beside the picture are brought into it; the same arithmetic as kernels/fill.ts.

/** The codes of the fill modes, as ../codes.ts lists them. */
const constant: i32 = 0
const nearest: i32 = 1
const reflect: i32 = 2
const reflect101: i32 = 3

export const slack: f64 = 1e-6

/** What fold answers for a point that shows the fill colour. */
export const outside: f64 = -1e9

/** Brings a coordinate into -0.5 .. length - 0.5, or answers `outside`. */
// @ts-ignore: decorator
@inline
export function fold(mode: i32, at: f64, length: f64): f64 {
  const last = length - 1
  if (at >= 0 && at <= last) return at
  if (mode == nearest) return at > last ? last : 0
  if (mode == constant) return at < -slack || at > last + slack ? outside : min<f64>(max<f64>(at, 0), last)
  return foldPeriodic(mode, at, length)
}

/** Why: far away a folded coordinate is no longer exact. */
function withinHalf(at: f64, last: f64): f64 {
  return min<f64>(max<f64>(at, -0.5), last + 0.5)
}

function foldPeriodic(mode: i32, at: f64, length: f64): f64 {
  const last = length - 1
  if (mode == reflect) {
    const period = 2 * length
    const shifted = at + 0.5 - period * Math.floor((at + 0.5) / period)
    return withinHalf((shifted < length ? shifted : period - shifted) - 0.5, last)
  }
  if (length == 1) return 0
  if (mode == reflect101) {
    const period = 2 * last
    const shifted = at - period * Math.floor(at / period)
    return withinHalf(shifted <= last ? shifted : period - shifted, last)
  }
  return withinHalf(at - last * Math.floor(at / last), last)
}

/** Two coordinates at once, brought into 0 .. length - 1; the fill colour is left to the caller. */
// @ts-ignore: decorator
@inline
export function foldPair(mode: i32, at: v128, length: f64): v128 {
  const zero = f64x2.splat(0)
  const last = f64x2.splat(length - 1)
  const clamped = f64x2.pmin(last, f64x2.pmax(zero, at))
  if (mode <= nearest) return clamped
  const isIn = v128.and(f64x2.ge(at, zero), f64x2.le(at, last))
  return v128.bitselect(at, foldPairPeriodic(mode, at, length), isIn)
}

function foldPairPeriodic(mode: i32, at: v128, length: f64): v128 {
  const zero = f64x2.splat(0)
  const last = f64x2.splat(length - 1)
  let folded: v128
  if (mode == reflect) {
    const half = f64x2.splat(0.5)
    const shifted = remainder(f64x2.add(at, half), f64x2.splat(2 * length))
    const isFirst = f64x2.lt(shifted, f64x2.splat(length))
    folded = f64x2.sub(v128.bitselect(shifted, f64x2.sub(f64x2.splat(2 * length), shifted), isFirst), half)
  } else if (length == 1) {
    return zero
  } else if (mode == reflect101) {
    const period = f64x2.add(last, last)
    const shifted = remainder(at, period)
    folded = v128.bitselect(shifted, f64x2.sub(period, shifted), f64x2.le(shifted, last))
  } else {
    folded = remainder(at, last)
  }
  return f64x2.pmin(last, f64x2.pmax(zero, folded))
}

// @ts-ignore: decorator
@inline
function remainder(at: v128, period: v128): v128 {
  return f64x2.sub(at, f64x2.mul(period, f64x2.floor(f64x2.div(at, period))))
}
