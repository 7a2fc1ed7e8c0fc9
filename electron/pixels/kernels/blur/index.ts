import type { BlurOp } from '../../../../shared/ops.ts'
import { type Kernels, meanScale } from '../kernel.ts'
import { boxBlur } from './boxBlur.ts'
import { defocus } from './defocus.ts'
import { gaussianBlur } from './gaussianBlur.ts'
import { glassBlur } from './glassBlur.ts'
import { medianBlur } from './medianBlur.ts'
import { motionBlur } from './motionBlur.ts'
import { zoomBlur } from './zoomBlur.ts'

/**
 * Lengths become pixels of the raster here. Those of whole pixels (median, glass) are rounded, so that less than half
 * a pixel is nothing.
 */
export const blurKernels = {
  gaussianBlur: (raster, { sigmaPx }, { scale }) =>
    gaussianBlur(raster, { x: sigmaPx * scale.x, y: sigmaPx * scale.y }),
  boxBlur: (raster, { radiusPx }, { scale }) =>
    boxBlur(raster, { x: radiusPx * scale.x, y: radiusPx * scale.y }),
  motionBlur: (raster, { lengthPx, angleDeg, bias }, { scale }) => {
    const angle = (angleDeg * Math.PI) / 180
    const x = Math.cos(angle) * scale.x
    const y = -Math.sin(angle) * scale.y
    const stretch = Math.hypot(x, y)
    return motionBlur(raster, {
      lengthPx: lengthPx * stretch,
      direction: { x: x / stretch, y: y / stretch },
      bias
    })
  },
  medianBlur: (raster, { radiusPx }, context) =>
    medianBlur(raster, Math.round(radiusPx * meanScale(context))),
  defocus: (raster, { radiusPx, softnessPx }, context) =>
    defocus(raster, radiusPx * meanScale(context), softnessPx * meanScale(context)),
  zoomBlur: (raster, { factor }) => zoomBlur(raster, factor),
  glassBlur: (raster, { sigmaPx, distancePx, rounds, shapeSeed }, { scale }) =>
    glassBlur(raster, {
      sigma: { x: sigmaPx * scale.x, y: sigmaPx * scale.y },
      distance: { x: Math.round(distancePx * scale.x), y: Math.round(distancePx * scale.y) },
      rounds,
      shapeSeed
    })
} as const satisfies Kernels<BlurOp['op']>
