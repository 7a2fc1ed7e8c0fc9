/** A coordinate along a row of the output: start + step * x. */
export interface Line {
  readonly start: number
  readonly step: number
}

export interface Run {
  readonly from: number
  readonly to: number
}

/** The x in 0 .. width for which low <= start + step * x <= high, as a half-open interval (none: from = to = width). */
export function findRun({ start, step }: Line, low: number, high: number, width: number): Run {
  const isIn = (x: number): boolean => start + step * x >= low && start + step * x <= high
  if (step === 0) return { from: isIn(0) ? 0 : width, to: width }
  const atLow = (low - start) / step
  const atHigh = (high - start) / step
  let from = Math.min(Math.max(Math.floor(Math.min(atLow, atHigh)), 0), width) | 0
  let to = Math.min(Math.max(Math.ceil(Math.max(atLow, atHigh)) + 1, 0), width) | 0
  // Why loops: the division rounds, so the ends may be off by a pixel.
  while (from < to && !isIn(from)) from++
  while (to > from && !isIn(to - 1)) to--
  return from < to ? { from, to } : { from: width, to: width }
}

/** What two runs have in common. */
export function crossRuns(a: Run, b: Run): Run {
  const from = Math.max(a.from, b.from)
  return { from, to: Math.max(from, Math.min(a.to, b.to)) }
}
