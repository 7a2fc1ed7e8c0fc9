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
  if (mode == nearest) return at < 0 ? 0 : last
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
