import type { DetailOp } from '../../../../shared/ops.ts'
import { type Kernels, meanScale } from '../kernel.ts'
import { chromaticAberration } from './chromaticAberration.ts'
import { downscale } from './downscale.ts'
import { morphology } from './morphology.ts'
import { recode } from './recode.ts'
import { ringing } from './ringing.ts'
import { emboss, sharpen } from './sharpen.ts'
import { sharpness } from './sharpness.ts'
import { superpixels } from './superpixels.ts'
import { unsharpMask } from './unsharpMask.ts'

/**
 * Lengths become pixels of the raster here; radii are rounded, so that less than half a pixel is nothing. Kernels of
 * 3 x 3 and compression work on the pixels that are rendered, whatever the size of a preview.
 */
export const detailKernels = {
  unsharpMask: (raster, { sigmaPx, amount, threshold }, { scale }) =>
    unsharpMask(raster, { sigma: { x: sigmaPx * scale.x, y: sigmaPx * scale.y }, amount, threshold }),
  sharpness: (raster, { factor }) => sharpness(raster, factor),
  sharpen: (raster, { share, lightness }) => sharpen(raster, share, lightness),
  emboss: (raster, { share, strength }) => emboss(raster, share, strength),
  ringing: (raster, { radiusPx, cutoff }, context) =>
    ringing(raster, Math.round(radiusPx * meanScale(context)), cutoff / meanScale(context)),
  morphology: (raster, { kind, radiusPx }, context) =>
    morphology(raster, kind, Math.round(radiusPx * meanScale(context))),
  recode: (raster, { format, quality }) => recode(raster, format, quality),
  downscale: (raster, { share, smooth }, { frame }) =>
    downscale(
      raster,
      {
        width: Math.max(1, Math.round(frame.width * share)),
        height: Math.max(1, Math.round(frame.height * share))
      },
      smooth
    ),
  superpixels,
  chromaticAberration: (raster, { red, blue }) => chromaticAberration(raster, red, blue)
} as const satisfies Kernels<DetailOp['op']>
