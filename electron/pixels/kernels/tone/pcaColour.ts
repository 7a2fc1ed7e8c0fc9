import { shiftMatrix } from '../../../../shared/colourMatrices.ts'
import { maxSample, type Raster } from '../../../../shared/raster.ts'
import { point } from '../point.ts'
import { type Symmetric3, symmetricEigen } from './symmetricEigen.ts'

/**
 * Shifts all colours along the principal axes of the picture's own colours (Krizhevsky et al. 2012, "AlexNet").
 *
 * Convention: colours on a scale of 0..1; the shift is the sum over the axes of alpha times eigenvalue times unit
 * vector, the largest eigenvalue first. Invisible pixels do not count; grey pictures stay as they are.
 */
export function pcaColour(
  source: Raster,
  { alphas }: { readonly alphas: readonly [number, number, number] }
): Raster {
  if (source.channels === 1) return source
  const axes = symmetricEigen(colourCovariance(source))
  const shift = ([0, 1, 2] as const).map((c) =>
    axes.reduce((sum, { value, vector }, k) => sum + (alphas[k] ?? 0) * value * vector[c], 0)
  ) as [number, number, number]
  return shift.every((amount) => amount === 0)
    ? source
    : point(source, [{ op: 'colourMatrix', matrix: shiftMatrix(shift) }])
}

/** Covariance of red, green and blue (n - 1 in the denominator, as numpy's cov); all 0 for fewer than two pixels. */
function colourCovariance({ data, channels, width, height }: Raster): Symmetric3 {
  const most = maxSample({ data })
  const mean = new Float64Array(3)
  const sums = new Float64Array(6)
  let count = 0
  // Why Welford's update: the plain sum of squares loses the small axes of large pictures.
  for (let i = 0; i < width * height * channels; i += channels) {
    if (channels === 4 && data[i + 3] === 0) continue
    count++
    const r = (data[i] as number) / most - (mean[0] as number)
    const g = (data[i + 1] as number) / most - (mean[1] as number)
    const b = (data[i + 2] as number) / most - (mean[2] as number)
    const rest = (count - 1) / count
    mean[0] = (mean[0] as number) + r / count
    mean[1] = (mean[1] as number) + g / count
    mean[2] = (mean[2] as number) + b / count
    sums[0] = (sums[0] as number) + rest * r * r
    sums[1] = (sums[1] as number) + rest * r * g
    sums[2] = (sums[2] as number) + rest * r * b
    sums[3] = (sums[3] as number) + rest * g * g
    sums[4] = (sums[4] as number) + rest * g * b
    sums[5] = (sums[5] as number) + rest * b * b
  }
  return Array.from(sums, (sum) => (count > 1 ? sum / (count - 1) : 0)) as unknown as Symmetric3
}
