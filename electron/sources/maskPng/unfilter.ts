/**
 * Undoes the filters of PNG (W3C PNG, 9.2), each of which predicts a byte from the one to the left (a), the one above (b)
 * and the one above that (c).
 *
 * Convention: every row is a byte that names its filter and `rowBytes` bytes; the rows come back without that byte.
 * Undefined when a filter does not exist.
 */
export function unfilter(raw: Uint8Array, rowBytes: number, pixelBytes: number): Uint8Array | undefined {
  const height = raw.length / (rowBytes + 1)
  const rows = new Uint8Array(height * rowBytes)
  for (let y = 0; y < height; y++) {
    const type = raw[y * (rowBytes + 1)] ?? 0
    const from = y * (rowBytes + 1) + 1
    const to = y * rowBytes
    if (type > 4) return undefined
    rows.set(raw.subarray(from, from + rowBytes), to)
    if (type !== 0) unfilterRow(rows, { type, at: to, rowBytes, pixelBytes })
  }
  return rows
}

interface Row {
  readonly type: number
  readonly at: number
  readonly rowBytes: number
  readonly pixelBytes: number
}

function unfilterRow(rows: Uint8Array, { type, at, rowBytes, pixelBytes }: Row): void {
  for (let x = 0; x < rowBytes; x++) {
    const here = at + x
    const hasLeft = x >= pixelBytes
    const a = hasLeft ? (rows[here - pixelBytes] ?? 0) : 0
    const b = at === 0 ? 0 : (rows[here - rowBytes] ?? 0)
    const c = hasLeft && at > 0 ? (rows[here - rowBytes - pixelBytes] ?? 0) : 0
    const predicted = type === 1 ? a : type === 2 ? b : type === 3 ? (a + b) >> 1 : paeth(a, b, c)
    rows[here] = (rows[here] ?? 0) + predicted
  }
}

/** Whichever of the three is nearest to a + b - c. */
function paeth(a: number, b: number, c: number): number {
  const estimate = a + b - c
  const [toA, toB, toC] = [Math.abs(estimate - a), Math.abs(estimate - b), Math.abs(estimate - c)]
  if (toA <= toB && toA <= toC) return a
  return toB <= toC ? b : c
}
