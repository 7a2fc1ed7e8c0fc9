/**
 * Run lengths as the places where they change between outside and inside, in ascending order. Two changes at one place
 * are none: so the exclusive or of two masks is the merge of their changes.
 */

export function togglesOf(runs: readonly number[]): number[] {
  const toggles: number[] = []
  let at = 0
  for (const length of runs) {
    at += length
    toggles.push(at)
  }
  // The end of a run that is outside is no change any more.
  if (toggles.length % 2 === 1) toggles.pop()
  return withoutPairs(toggles)
}

function withoutPairs(toggles: readonly number[]): number[] {
  const out: number[] = []
  for (const at of toggles) {
    if (out.at(-1) === at) out.pop()
    else out.push(at)
  }
  return out
}

/** Runs in the shortest form: none has the length 0 but perhaps the first; they sum to `total`. */
export function runsFromToggles(toggles: readonly number[], total: number): number[] {
  const runs: number[] = []
  let from = 0
  for (const at of withoutPairs(toggles)) {
    runs.push(at - from)
    from = at
  }
  if (from < total || runs.length === 0) runs.push(total - from)
  return runs
}

/**
 * Runs along lines of `length` pixels as runs across them: of columns from rows, and the other way round. Takes time
 * for the runs that go in and come out, not for every pixel.
 */
export function transposed(runs: readonly number[], length: number, lines: number): number[] {
  // For each place in a line: the lines at which it changes.
  const across = Array.from({ length }, (): number[] => [])
  let before: readonly number[] = []
  byLine(runs, length, lines).forEach((here, line) => {
    const changed = withoutPairs([...before, ...here].sort((a, b) => a - b))
    for (let pair = 0; pair + 1 < changed.length; pair += 2) {
      for (let at = changed[pair] ?? 0; at < (changed[pair + 1] ?? 0); at++) across[at]?.push(line)
    }
    before = here
  })
  const toggles = across.flatMap((list, at) => list.map((line) => at * lines + line))
  return runsFromToggles(toggles, length * lines)
}

/** The changes in each line, counted from its beginning; one line more, without any, ends the last. */
function byLine(runs: readonly number[], length: number, lines: number): readonly (readonly number[])[] {
  const found = Array.from({ length: lines + 1 }, (): number[] => [])
  const toggles = togglesOf(runs)
  for (let pair = 0; pair + 1 < toggles.length; pair += 2) {
    const [from, to] = [toggles[pair] ?? 0, toggles[pair + 1] ?? 0]
    for (let line = Math.floor(from / length); line * length < to; line++) {
      found[line]?.push(Math.max(0, from - line * length), Math.min(length, to - line * length))
    }
  }
  return found
}
