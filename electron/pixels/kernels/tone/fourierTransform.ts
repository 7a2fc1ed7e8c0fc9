/** A discrete Fourier transform of one length. */
export interface FourierTransform {
  readonly length: number
  /**
   * In place: X[k] = sum of x[n] exp(-2 pi i k n / length). With real and imaginary part exchanged, in and out, it is
   * the inverse times `length`.
   */
  readonly run: (re: Float64Array, im: Float64Array) => void
}

/** For any length: Cooley and Tukey's for powers of two, Bluestein's chirp for all others. */
export function fourierTransform(length: number): FourierTransform {
  return (length & (length - 1)) === 0 ? powerOfTwo(length) : bluestein(length)
}

function powerOfTwo(length: number): FourierTransform {
  const half = length >> 1
  const cos = Float64Array.from({ length: half }, (_, k) => Math.cos((2 * Math.PI * k) / length))
  const sin = Float64Array.from({ length: half }, (_, k) => -Math.sin((2 * Math.PI * k) / length))
  const reversed = new Uint32Array(length)
  for (let i = 1; i < length; i++) {
    reversed[i] = ((reversed[i >> 1] as number) >> 1) | ((i & 1) * half)
  }
  return {
    length,
    run: (re, im) => {
      exchange(re, reversed)
      exchange(im, reversed)
      for (let size = 2; size <= length; size *= 2) butterflies(re, im, size, { cos, sin })
    }
  }
}

function exchange(values: Float64Array, order: Uint32Array): void {
  for (let i = 0; i < order.length; i++) {
    const other = order[i] as number
    if (other <= i) continue
    const kept = values[i] as number
    values[i] = values[other] as number
    values[other] = kept
  }
}

interface Turns {
  readonly cos: Float64Array
  readonly sin: Float64Array
}

function butterflies(re: Float64Array, im: Float64Array, size: number, { cos, sin }: Turns): void {
  const half = size >> 1
  const step = re.length / size
  for (let start = 0; start < re.length; start += size) {
    for (let k = 0; k < half; k++) {
      const c = cos[k * step] as number
      const s = sin[k * step] as number
      const low = start + k
      const high = low + half
      const [hr, hi] = [re[high] as number, im[high] as number]
      const turnedRe = hr * c - hi * s
      const turnedIm = hr * s + hi * c
      const [lr, li] = [re[low] as number, im[low] as number]
      re[high] = lr - turnedRe
      im[high] = li - turnedIm
      re[low] = lr + turnedRe
      im[low] = li + turnedIm
    }
  }
}

/** Bluestein 1970: k n = (k^2 + n^2 - (k - n)^2) / 2 makes a transform a convolution, which any longer one can do. */
function bluestein(length: number): FourierTransform {
  let size = 1
  while (size < 2 * length - 1) size *= 2
  const inner = powerOfTwo(size)
  // Why the remainder: the angle of a large square would lose its last digits.
  const angles = Float64Array.from({ length }, (_, k) => (Math.PI * ((k * k) % (2 * length))) / length)
  const cos = angles.map(Math.cos)
  const sin = angles.map(Math.sin)
  const chirpRe = new Float64Array(size)
  const chirpIm = new Float64Array(size)
  for (let k = 0; k < length; k++) {
    chirpRe[k] = cos[k] as number
    chirpIm[k] = sin[k] as number
    chirpRe[(size - k) % size] = cos[k] as number
    chirpIm[(size - k) % size] = sin[k] as number
  }
  inner.run(chirpRe, chirpIm)
  const re = new Float64Array(size)
  const im = new Float64Array(size)
  return {
    length,
    run: (outRe, outIm) => {
      re.fill(0)
      im.fill(0)
      re.set(outRe)
      im.set(outIm)
      turnBack(re, im, { cos, sin })
      inner.run(re, im)
      multiply(re, im, chirpRe, chirpIm)
      inner.run(im, re)
      for (let k = 0; k < length; k++) {
        outRe[k] = (re[k] as number) / size
        outIm[k] = (im[k] as number) / size
      }
      turnBack(outRe, outIm, { cos, sin })
    }
  }
}

/** Times exp(-i angle). */
function turnBack(re: Float64Array, im: Float64Array, { cos, sin }: Turns): void {
  for (let k = 0; k < cos.length; k++) {
    const [r, i, c, s] = [re[k] as number, im[k] as number, cos[k] as number, sin[k] as number]
    re[k] = r * c + i * s
    im[k] = i * c - r * s
  }
}

function multiply(re: Float64Array, im: Float64Array, byRe: Float64Array, byIm: Float64Array): void {
  for (let k = 0; k < re.length; k++) {
    const [a, b, c, d] = [re[k] as number, im[k] as number, byRe[k] as number, byIm[k] as number]
    re[k] = a * c - b * d
    im[k] = a * d + b * c
  }
}
