import { describe, expect, it } from 'vitest'
import { fourierAdapt } from '../../../../../electron/pixels/kernels/tone/fourierAdapt.ts'
import { fourierTransform } from '../../../../../electron/pixels/kernels/tone/fourierTransform.ts'
import {
  lowFrequencies,
  planeOf,
  planeTransform
} from '../../../../../electron/pixels/kernels/tone/lowFrequencies.ts'
import { largestDifference, noise, raster, sampleAt, waves, widened } from '../rasters.ts'

/** The sum of the definition, one frequency after the other. */
function slow(re: readonly number[], im: readonly number[], k: number): readonly [number, number] {
  let [sumRe, sumIm] = [0, 0]
  for (let n = 0; n < re.length; n++) {
    const angle = (-2 * Math.PI * ((k * n) % re.length)) / re.length
    sumRe += (re[n] ?? 0) * Math.cos(angle) - (im[n] ?? 0) * Math.sin(angle)
    sumIm += (re[n] ?? 0) * Math.sin(angle) + (im[n] ?? 0) * Math.cos(angle)
  }
  return [sumRe, sumIm]
}

const numbers = (length: number, seed: number): number[] =>
  Array.from(noise({ width: length, height: 1 }, 1, seed).data)

describe('fourierTransform', () => {
  it.each([1, 2, 3, 4, 5, 7, 8, 12, 16, 17, 30, 97, 128, 255])(
    'is the sum of the definition: %i',
    (length) => {
      const [re, im] = [numbers(length, 1), numbers(length, 2)]
      const [fastRe, fastIm] = [Float64Array.from(re), Float64Array.from(im)]
      const { run } = fourierTransform(length)
      run(fastRe, fastIm)
      for (let k = 0; k < length; k++) {
        const [slowRe, slowIm] = slow(re, im, k)
        expect(fastRe[k]).toBeCloseTo(slowRe, 7)
        expect(fastIm[k]).toBeCloseTo(slowIm, 7)
      }
      // Exchanged, it goes back.
      run(fastIm, fastRe)
      for (let n = 0; n < length; n++) expect((fastRe[n] ?? 0) / length).toBeCloseTo(re[n] ?? 0, 9)
    }
  )
})

describe('lowFrequencies', () => {
  it.each([
    { width: 17, height: 11 },
    { width: 12, height: 9 },
    { width: 8, height: 16 },
    { width: 5, height: 5 }
  ])('are those of the slow sum, and their plane is the sum of their waves: %o', (size) => {
    const source = noise(size, 3)
    const reach = 2
    const transform = planeTransform(size)
    const found = lowFrequencies(source, 1, reach, transform)
    const plane = new Float64Array(size.width * size.height)
    for (let v = -reach; v <= reach; v++) {
      for (let u = -reach; u <= reach; u++) {
        let [re, im] = [0, 0]
        const angle = (x: number, y: number): number =>
          2 * Math.PI * ((v * x) / size.width + (u * y) / size.height)
        for (let y = 0; y < size.height; y++) {
          for (let x = 0; x < size.width; x++) {
            re += (sampleAt(source, x, y)[1] ?? 0) * Math.cos(angle(x, y))
            im -= (sampleAt(source, x, y)[1] ?? 0) * Math.sin(angle(x, y))
          }
        }
        for (let y = 0; y < size.height; y++) {
          for (let x = 0; x < size.width; x++) {
            const wave = re * Math.cos(angle(x, y)) - im * Math.sin(angle(x, y))
            plane[y * size.width + x] = (plane[y * size.width + x] ?? 0) + wave / plane.length
          }
        }
        if (v < 0) continue
        expect(found.re[v * 5 + u + reach]).toBeCloseTo(re, 6)
        expect(found.im[v * 5 + u + reach]).toBeCloseTo(im, 6)
      }
    }
    const back = planeOf(found, transform)
    for (let i = 0; i < plane.length; i++) expect(back[i]).toBeCloseTo(plane[i] ?? Number.NaN, 8)
  })
})

describe('fourierAdapt', () => {
  it('takes the mean of the reference when nothing else is low enough', () => {
    // Frequencies up to floor(11 * 0.05) = 0: only the mean, 120 here, goes to 150.
    const source = raster({ width: 17, height: 11 }, 1, (x) => (x === 8 ? 120 : x < 8 ? 100 : 140))
    const made = fourierAdapt(
      source,
      raster({ width: 3, height: 5 }, 3, () => 150),
      { beta: 0.05 }
    )
    expect(sampleAt(made, 0, 0)).toEqual([130])
    expect(sampleAt(made, 16, 3)).toEqual([170])
  })

  it('changes nothing against itself', () => {
    const source = waves({ width: 31, height: 22 }, 3)
    expect(fourierAdapt(source, source, { beta: 0.2 }).data).toEqual(source.data)
  })

  it('does to 16 bit what it does to 8 bit', () => {
    const source = waves({ width: 31, height: 22 }, 3)
    const reference = noise({ width: 31, height: 22 }, 3)
    const narrow = fourierAdapt(source, reference, { beta: 0.1 })
    expect(
      largestDifference(widened(narrow), fourierAdapt(widened(source), reference, { beta: 0.1 }))
    ).toBeLessThanOrEqual(130)
  })

  it('bears pictures of one pixel and of one level, and keeps alpha', () => {
    for (const size of [
      { width: 1, height: 1 },
      { width: 1, height: 500 },
      { width: 2, height: 3 }
    ]) {
      for (const channels of [1, 3, 4] as const) {
        const source = noise(size, channels)
        const made = fourierAdapt(source, noise({ width: 9, height: 4 }, 4), { beta: 0.3 })
        expect(made.data).toHaveLength(source.data.length)
        if (channels === 4)
          expect(made.data.filter((_, i) => i % 4 === 3)).toEqual(source.data.filter((_, i) => i % 4 === 3))
      }
    }
    // No wave of an even picture has a phase: they take that of 0, and its mean the mean.
    const even = raster({ width: 20, height: 20 }, 1, () => 90)
    expect(
      fourierAdapt(
        even,
        raster({ width: 20, height: 20 }, 1, () => 30),
        { beta: 0.2 }
      ).data[0]
    ).toBe(30)
  })
})
