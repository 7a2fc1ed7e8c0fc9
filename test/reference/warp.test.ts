import { describe, expect, it } from 'vitest'
import { warp } from '../../electron/pixels/kernels/warp.ts'
import type { Mat3 } from '../../shared/geometry/matrix.ts'
import type { FillMode, Interpolation } from '../../shared/ops.ts'
import type { Raster } from '../../shared/raster.ts'
import { differences, noise, waves } from '../unit/electron/pixels/rasters.ts'
import { fromPython, missingPython, runPython, toPython } from './python.ts'

const missing = missingPython(['numpy', 'cv2', 'scipy'])
const size = { width: 67, height: 45 }

/** Output to input: turned by 17 degrees, 10 % smaller along x, shifted; nothing falls on a half by accident. */
const turn: Mat3 = [1.0521, -0.2924, 6.137, 0.3217, 0.9563, -9.291, 0, 0, 1]
const shift: Mat3 = [1, 0, 0.37, 0, 1, -0.81, 0, 0, 1]
const matrices: readonly (readonly [string, Mat3])[] = [
  ['turn', turn],
  ['shift', shift]
]

function ours(source: Raster, matrix: Mat3, fillMode: FillMode, interpolation: Interpolation): Raster {
  return warp(source, {
    maps: [{ op: 'matrix', matrix }],
    outputSize: size,
    sampling: { fillMode, fillValue: [0], interpolation }
  })
}

function openCv(source: Raster, matrix: Mat3, border: string, flag: string): Raster {
  const script = `
import cv2
m = np.array(values).reshape(3, 3)[:2]
outputs['out'] = cv2.warpAffine(arrays['a'], m, arrays['a'].shape[1::-1], flags=cv2.${flag} | cv2.WARP_INVERSE_MAP, borderMode=cv2.${border})`
  return fromPython(runPython(script, { arrays: { a: toPython(source) }, values: matrix }).arrays['out'])
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length
const share = (values: readonly number[], most: number): number =>
  values.filter((value) => value <= most).length / values.length

describe.skipIf(missing !== undefined).each(matrices)('warps beside OpenCV: %s', (_, matrix) => {
  // OpenCV rounds coordinates to 1/32 pixel: where neighbours differ by d that is up to d/64 along each axis. In
  // waves neighbours differ by at most 12 levels, so half a level and rounding.
  it.each([
    ['bilinear', 'INTER_LINEAR', 1],
    ['bicubic', 'INTER_CUBIC', 2]
  ] as const)('%s agrees on waves to a level or two', (interpolation, flag, most) => {
    const source = waves(size, 3)
    for (const [fillMode, border] of [
      ['nearest', 'BORDER_REPLICATE'],
      ['reflect', 'BORDER_REFLECT'],
      ['reflect101', 'BORDER_REFLECT_101']
    ] as const) {
      const found = differences(
        ours(source, matrix, fillMode, interpolation),
        openCv(source, matrix, border, flag)
      )
      expect(share(found, most)).toBeGreaterThan(0.98)
      expect(mean(found)).toBeLessThan(0.5)
    }
  })

  // Noise differs by 85 levels between neighbours in the mean: 1/64 pixel along both axes is about 2 levels.
  it('bilinear agrees on noise as far as 1/32 pixel allows', () => {
    const source = noise(size, 3, 4)
    const found = differences(
      ours(source, matrix, 'reflect101', 'bilinear'),
      openCv(source, matrix, 'BORDER_REFLECT_101', 'INTER_LINEAR')
    )
    expect(mean(found)).toBeLessThan(1.5)
    expect(share(found, 6)).toBeGreaterThan(0.98)
  })

  // OpenCV's Lanczos takes 8 x 8 pixels, ours may take 6 x 6: on waves both come to the same within two levels.
  it('lanczos agrees on waves inside', () => {
    const source = waves(size, 1)
    const found = differences(
      ours(source, matrix, 'reflect101', 'lanczos'),
      openCv(source, matrix, 'BORDER_REFLECT_101', 'INTER_LANCZOS4')
    )
    expect(share(found, 2)).toBeGreaterThan(0.97)
  })

  // OpenCV decides on coordinates that it rounded before; only pixels near the border of two differ.
  it('nearest agrees but for pixels on a border', () => {
    const source = noise(size, 3, 4)
    const found = differences(
      ours(source, matrix, 'nearest', 'nearest'),
      openCv(source, matrix, 'BORDER_REPLICATE', 'INTER_NEAREST')
    )
    expect(share(found, 0)).toBeGreaterThan(0.95)
  })
})

describe.skipIf(missing !== undefined)('warps beside scipy.ndimage', () => {
  // Both interpolate in floating point: only the last rounding can differ. scipy's "mirror" is our reflect101; its
  // "wrap" has a period of length - 1, as ours.
  it.each([
    ['constant', 'constant'],
    ['nearest', 'nearest'],
    ['reflect', 'reflect'],
    ['reflect101', 'mirror'],
    ['wrap', 'wrap']
  ] as const)('fill mode %s is mode %s', (fillMode, mode) => {
    for (const [, matrix] of matrices) {
      const source = noise(size, 1, 3)
      const script = `
from scipy import ndimage
m = np.array(values['matrix']).reshape(3, 3)
flip = np.array([[0, 1, 0], [1, 0, 0], [0, 0, 1]])
made = ndimage.affine_transform(arrays['a'].astype(float), flip @ m @ flip, order=1, mode=values['mode'])
outputs['out'] = np.floor(made + 0.5).astype(np.uint8)`
      const answer = runPython(script, { arrays: { a: toPython(source) }, values: { matrix, mode } })
      const found = differences(ours(source, matrix, fillMode, 'bilinear'), fromPython(answer.arrays['out']))
      expect(share(found, 1)).toBeGreaterThan(0.995)
      expect(mean(found)).toBeLessThan(0.1)
    }
  })
})
