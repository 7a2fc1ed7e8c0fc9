import type { NoiseOp } from '../../../../shared/ops.ts'
import type { Kernels } from '../kernel.ts'
import { changePixels } from './changePixels.ts'
import { gaussianNoise } from './gaussianNoise.ts'
import { isoNoise } from './isoNoise.ts'
import { multiplicativeNoise } from './multiplicativeNoise.ts'
import { shotNoise } from './shotNoise.ts'

/** Noise belongs to the pixels that are rendered: its strength does not change with the size of a preview. */
export const noiseKernels = {
  gaussianNoise,
  isoNoise,
  shotNoise: (raster, { scale, shapeSeed }) => shotNoise(raster, scale, shapeSeed),
  multiplicativeNoise,
  saltAndPepper: (raster, { share, saltShare, shapeSeed }) =>
    changePixels(raster, {
      share,
      shapeSeed,
      levels: [
        { below: saltShare, level: 1 },
        { below: 1, level: 0 }
      ]
    }),
  pixelDropout: (raster, { share, level, shapeSeed }) =>
    changePixels(raster, { share, shapeSeed, levels: [{ below: 1, level }] })
} as const satisfies Kernels<NoiseOp['op']>
