/**
 * From this mean on a Poisson variable is drawn as a normal one with its skewness put in (Cornish and Fisher): mean
 * and deviation agree to 1 %, and the steps are finer than what a picture shows.
 */
export const largeMean = 24

/** For each 8-bit level whose mean is below `largeMean`, how to find the number of photons of a 32-bit word. */
export interface PoissonTable {
  /** The first number that the words with these upper 8 bits can have, by level x 256 + those bits. */
  readonly starts: Uint8Array
  /** Where the sums of each level begin. */
  readonly rows: Int32Array
  /** Probability of at most 0, 1, 2 ... photons, up to one that no word passes. */
  readonly sums: Float64Array
}

/** Why a table: a sum of probabilities for each sample takes as many steps as it has photons. */
export function poissonTable(photon: number): PoissonTable {
  let levels = 0
  while (levels < 256 && levels / photon < largeMean) levels++
  const starts = new Uint8Array(levels * 256)
  const rows = new Int32Array(levels)
  const sums: number[] = []
  for (let level = 0; level < levels; level++) {
    const row = sums.length
    rows[level] = row
    addSums(sums, level / photon)
    for (let bits = 0, photons = 0; bits < 256; bits++) {
      while ((sums[row + photons] as number) < (bits * 0x1000000 + 0.5) / 0x100000000) photons++
      starts[level * 256 + bits] = photons
    }
  }
  return { starts, rows, sums: Float64Array.from(sums) }
}

const largestShare = (0xffffffff + 0.5) / 0x100000000

function addSums(sums: number[], mean: number): void {
  let probability = Math.exp(-mean)
  let sum = probability
  for (let photons = 1; sum < largestShare && probability > 1e-18; photons++) {
    sums.push(sum)
    probability *= mean / photons
    sum += probability
  }
  sums.push(1)
}
