/** Throughput over the last seconds: steady enough for an ETA, quick enough to follow a change. */
export interface Rate {
  add(done: number): void
  /** Items a second, or null while there is too little to tell. */
  perSecond(): number | null
}

const windowMs = 15_000
const leastMs = 400

export function createRate(clock: () => number = Date.now): Rate {
  let samples: { at: number; done: number }[] = []
  return {
    add: (done) => {
      const at = clock()
      const last = samples.at(-1)
      if (last !== undefined && at - last.at < 100) return
      samples = [...samples.filter((sample) => at - sample.at <= windowMs), { at, done }]
    },
    perSecond: () => {
      const [first] = samples
      const last = samples.at(-1)
      if (first === undefined || last === undefined || last.at - first.at < leastMs) return null
      return Math.round(((last.done - first.done) / (last.at - first.at)) * 10_000) / 10
    }
  }
}
