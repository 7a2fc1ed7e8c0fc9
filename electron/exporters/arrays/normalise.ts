import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import { CultivarError } from '../../../shared/errors.ts'
import type { Normalisation } from '../../../shared/normalisation.ts'

/** The shape of every picture of an array. */
export interface Shape {
  readonly height: number
  readonly width: number
  readonly channels: 1 | 3
}

/** What is measured once over the training part. */
export interface Statistics {
  readonly count: number
  /** Per channel, over all pictures, rows and columns. Unit: levels 0..255. */
  readonly mean: readonly number[]
  readonly deviation: readonly number[]
}

/** Keras adds it wherever it divides by a standard deviation. */
const epsilon = 1e-6

/** Why not more: the decomposition of n features takes n^3 steps; 3072 is a picture of 32 x 32 in colour. */
const mostFeatures = 4096

/** Mean and standard deviation of every channel, block by block. The sums of whole numbers are exact. */
export class Measure {
  readonly #features: number
  readonly #sums: Float64Array
  readonly #squares: Float64Array
  #levels = 0

  constructor({ height, width, channels }: Shape) {
    this.#features = height * width * channels
    this.#sums = new Float64Array(channels)
    this.#squares = new Float64Array(channels)
  }

  /** `levels`: whole pictures, channels interleaved. */
  add(levels: Uint8Array): void {
    const channels = this.#sums.length
    for (let c = 0; c < channels; c++) {
      let [sum, squares] = [0, 0]
      for (let i = c; i < levels.length; i += channels) {
        const value = levels[i] as number
        sum += value
        squares += value * value
      }
      this.#sums[c] = (this.#sums[c] as number) + sum
      this.#squares[c] = (this.#squares[c] as number) + squares
    }
    this.#levels += levels.length
  }

  statistics(): Statistics {
    const n = Math.max(1, this.#levels / this.#sums.length)
    const mean = Array.from(this.#sums, (sum) => sum / n)
    const deviation = mean.map((m, c) => Math.sqrt(Math.max(0, (this.#squares[c] as number) / n - m * m)))
    return { count: this.#levels / this.#features, mean, deviation }
  }
}

/** Mean and standard deviation of one picture, all channels together, as Keras takes them. */
export function measureSample(levels: ArrayLike<number>): {
  readonly mean: number
  readonly deviation: number
} {
  let sum = 0
  for (let i = 0; i < levels.length; i++) sum += levels[i] as number
  const mean = sum / levels.length
  let squares = 0
  for (let i = 0; i < levels.length; i++) squares += ((levels[i] as number) - mean) ** 2
  return { mean, deviation: Math.sqrt(squares / levels.length) }
}

interface Fitted {
  readonly shape: Shape
  readonly normalisation: Normalisation
  /** Of the training part; the other parts are normalised by the same numbers. */
  readonly statistics: Statistics
}

/** Normalises a block of whole pictures; `components` come from fitWhitening, null without whitening. */
export function normalise(
  block: Uint8Array,
  fitted: Fitted,
  components: Float64Array | null
): Float32Array<ArrayBuffer> {
  const features = featuresOf(fitted.shape)
  const out = new Float32Array(block.length)
  const sample = new Float64Array(features)
  for (let at = 0; at < block.length; at += features) {
    sample.set(block.subarray(at, at + features))
    standardise(sample, fitted)
    out.set(components === null ? sample : whiten(sample, components), at)
  }
  return out
}

const featuresOf = ({ height, width, channels }: Shape): number => height * width * channels

/** In the order of Keras: rescale, samplewise, featurewise. */
function standardise(sample: Float64Array, fitted: Fitted): void {
  const { rescale, samplewiseCentre, samplewiseStandardise } = fitted.normalisation
  if (rescale !== null) for (let i = 0; i < sample.length; i++) sample[i] = (sample[i] as number) * rescale
  if (samplewiseCentre) {
    const { mean } = measureSample(sample)
    for (let i = 0; i < sample.length; i++) sample[i] = (sample[i] as number) - mean
  }
  if (samplewiseStandardise) {
    const scale = 1 / (measureSample(sample).deviation + epsilon)
    for (let i = 0; i < sample.length; i++) sample[i] = (sample[i] as number) * scale
  }
  featurewise(sample, fitted)
}

function featurewise(sample: Float64Array, { normalisation, statistics, shape: { channels } }: Fitted): void {
  const { featurewiseCentre, featurewiseStandardise } = normalisation
  for (let i = 0; i < sample.length; i++) {
    const c = i % channels
    if (featurewiseCentre) sample[i] = (sample[i] as number) - (statistics.mean[c] as number)
    if (featurewiseStandardise) {
      sample[i] = (sample[i] as number) / ((statistics.deviation[c] as number) + epsilon)
    }
  }
}

/**
 * The whitening of the training part, features x features, row by row: U diag(1 / sqrt(s + epsilon)) U^T of the
 * covariance X^T X / n, X being centred and standardised featurewise where that is asked for.
 *
 * Throws `bad-input` when the pictures are too large for it.
 */
export function fitWhitening(training: Iterable<Uint8Array>, fitted: Fitted): Float64Array {
  const { width, height, channels } = fitted.shape
  const features = featuresOf(fitted.shape)
  assertWhitenable(fitted.shape)
  const covariance = new Float64Array(features * features)
  const sample = new Float64Array(features)
  let count = 0
  for (const block of training) {
    for (let at = 0; at < block.length; at += features) {
      sample.set(block.subarray(at, at + features))
      featurewise(sample, fitted)
      addOuter(covariance, sample)
      count++
    }
  }
  if (count === 0) throw new RangeError(`Expected pictures of ${width} x ${height} x ${channels} to fit`)
  const sigma = new Matrix(features, features)
  for (let i = 0; i < features; i++) {
    for (let j = i; j < features; j++) {
      const value = (covariance[i * features + j] as number) / count
      sigma.set(i, j, value)
      sigma.set(j, i, value)
    }
  }
  return componentsOf(sigma, fitted.normalisation.zcaEpsilon)
}

/** Throws `bad-input` when pictures are too large to be whitened. */
export function assertWhitenable({ height, width, channels }: Shape): void {
  const features = featuresOf({ height, width, channels })
  if (features <= mostFeatures) return
  throw new CultivarError(
    'bad-input',
    `ZCA whitening of ${width} x ${height} pictures with ${channels} channels has ${features} features; at most ${mostFeatures} are possible.`,
    { remedy: 'Export smaller pictures, or leave whitening out.' }
  )
}

/** The upper half of the outer product is added; zeros, most of a digit, cost nothing. */
function addOuter(covariance: Float64Array, sample: Float64Array): void {
  const n = sample.length
  for (let i = 0; i < n; i++) {
    const value = sample[i] as number
    if (value === 0) continue
    const base = i * n
    for (let j = i; j < n; j++)
      covariance[base + j] = (covariance[base + j] as number) + value * (sample[j] as number)
  }
}

function componentsOf(sigma: Matrix, zcaEpsilon: number): Float64Array {
  const { eigenvectorMatrix: u, realEigenvalues } = new EigenvalueDecomposition(sigma, {
    assumeSymmetric: true
  })
  // Why not below 0: rounding can leave an eigenvalue of 0 a little negative.
  const scales = realEigenvalues.map((value) => 1 / Math.sqrt(Math.max(value, 0) + zcaEpsilon))
  const scaled = u.clone()
  for (let j = 0; j < scaled.columns; j++) scaled.mulColumn(j, scales[j] ?? 0)
  return Float64Array.from(scaled.mmul(u.transpose()).to1DArray())
}

function whiten(sample: Float64Array, components: Float64Array): Float64Array {
  const n = sample.length
  const out = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    const value = sample[i] as number
    if (value === 0) continue
    const base = i * n
    for (let j = 0; j < n; j++) out[j] = (out[j] as number) + value * (components[base + j] as number)
  }
  return out
}
