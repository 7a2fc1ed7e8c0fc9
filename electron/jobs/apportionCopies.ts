/**
 * How many more copies each source gets so that `more` are added and the counts are as even as they can be: always
 * the source with the fewest copies is next, the earlier one winning a tie.
 */
export function apportionCopies(counts: readonly number[], more: number): readonly number[] {
  if (counts.length === 0) return []
  const level = waterLevel(counts, more)
  const added = counts.map((count) => Math.max(0, level - count))
  let left = more - added.reduce((sum, n) => sum + n, 0)
  return added.map((n, index) => {
    const isLowest = (counts[index] ?? 0) + n === level
    if (left === 0 || !isLowest) return n
    left--
    return n + 1
  })
}

/** The highest level to which all lower counts can be filled with `more`. */
function waterLevel(counts: readonly number[], more: number): number {
  const sorted = [...counts].sort((a, b) => a - b)
  let level = sorted[0] ?? 0
  let left = more
  for (let filled = 1; filled <= sorted.length; filled++) {
    const next = sorted[filled] ?? Number.POSITIVE_INFINITY
    const step = Math.min(next - level, Math.floor(left / filled))
    level += step
    left -= step * filled
    if (level < next) break
  }
  return level
}
