/** One channel of 8 bit, with `radius` repeated columns at both ends of each row. */
export interface BytePlane {
  readonly width: number
  readonly height: number
  readonly radius: number
  readonly levels: Uint8Array
  /** What each pixel counts; without it all count the same. */
  readonly weights: Uint8Array | undefined
}

/** Where the medians go: sample `first` of each pixel of `step` samples. */
export interface MedianPlace {
  readonly data: Uint8Array | Uint16Array
  readonly first: number
  readonly step: number
}

/**
 * The median about each pixel by a histogram that slides along each row; border rows are repeated outwards. A pixel
 * without weight about it keeps what stands at its place.
 *
 * Convention: Huang, Yang and Tang, "A fast two-dimensional median filtering algorithm" (1979): the search begins at
 * the last median, with the weight below it kept up to date.
 */
export function medianOfBytes(plane: BytePlane, place: MedianPlace): void {
  const { width, height, radius } = plane
  const rows = new Int32Array(2 * radius + 1)
  const stride = width + 2 * radius
  for (let y = 0; y < height; y++) {
    for (let k = 0; k < rows.length; k++) rows[k] = Math.min(Math.max(y + k - radius, 0), height - 1) * stride
    if (plane.weights === undefined) slideEven(plane, rows, place, y)
    else slideWeighted(plane, plane.weights, rows, { ...place, first: place.first + y * width * place.step })
  }
}

const bins = new Int32Array(256)

function slideEven(
  { levels, width }: BytePlane,
  rows: Int32Array,
  { data, first, step }: MedianPlace,
  y: number
): void {
  const side = rows.length
  const half = (side * side - 1) / 2
  bins.fill(0)
  for (let k = 0; k < side; k++) {
    for (let x = 0; x < side; x++) {
      const level = levels[(rows[k] as number) + x] as number
      bins[level] = (bins[level] as number) + 1
    }
  }
  let median = 0
  let below = 0
  let at = first + y * width * step
  for (let x = 0; ; x++, at += step) {
    while (below > half) below -= bins[--median] as number
    for (let own = bins[median] as number; below + own <= half; own = bins[median] as number) {
      below += own
      median++
    }
    data[at] = median
    if (x + 1 === width) return
    for (let k = 0; k < side; k++) {
      const from = (rows[k] as number) + x
      const old = levels[from] as number
      const next = levels[from + side] as number
      bins[old] = (bins[old] as number) - 1
      bins[next] = (bins[next] as number) + 1
      // A level below the median is a negative difference: its sign bit counts.
      below += ((old - median) >> 31) - ((next - median) >> 31)
    }
  }
}

function slideWeighted(
  { levels, width }: BytePlane,
  weights: Uint8Array,
  rows: Int32Array,
  { data, first, step }: MedianPlace
): void {
  const side = rows.length
  bins.fill(0)
  let [median, below, total] = [0, 0, 0]
  for (let k = 0; k < side; k++) {
    for (let x = 0; x < side; x++) {
      const from = (rows[k] as number) + x
      const level = levels[from] as number
      const weight = weights[from] as number
      bins[level] = (bins[level] as number) + weight
      total += weight
    }
  }
  for (let x = 0, at = first; ; x++, at += step) {
    if (total > 0) {
      while (2 * below >= total) below -= bins[--median] as number
      while (2 * (below + (bins[median] as number)) < total) below += bins[median++] as number
      data[at] = median
    }
    if (x + 1 === width) return
    for (let k = 0; k < side; k++) {
      const from = (rows[k] as number) + x
      const old = levels[from] as number
      const next = levels[from + side] as number
      const gone = weights[from] as number
      const come = weights[from + side] as number
      bins[old] = (bins[old] as number) - gone
      bins[next] = (bins[next] as number) + come
      if (old < median) below -= gone
      if (next < median) below += come
      total += come - gone
    }
  }
}
