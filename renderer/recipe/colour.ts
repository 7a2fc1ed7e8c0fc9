/** Levels 0..255, one (grey) or three, as "#rrggbb". */
export function hexOf(levels: readonly number[]): string {
  const [r = 0, g = r, b = r] = levels
  return `#${[r, g, b].map((level) => Math.round(level).toString(16).padStart(2, '0')).join('')}`
}

/** Red, green and blue of "#rrggbb"; undefined while something else is typed. */
export function levelsOf(hex: string): readonly number[] | undefined {
  if (!/^#[0-9a-f]{6}$/i.test(hex)) return undefined
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
}
