import { centreOf } from '../../geometry/matrix.ts'
import { type TransformSpec, valueOf } from '../spec.ts'

export const lens = {
  id: 'lens',
  title: 'Lens distortion',
  help: 'Barrel (above 0) or pincushion (below 0) distortion, as simple lenses show it.',
  group: 'distortion',
  parameters: [
    {
      id: 'distort',
      title: 'Strength',
      unit: '%',
      min: -0.3,
      max: 0.5,
      step: 0.005,
      neutral: 0,
      defaultRange: [-0.03, 0.03],
      // At the corner, half a diagonal away, the picture moves by distort * 0.5 diagonal.
      governedBy: [{ aspect: 'warp', as: 'symmetric', times: 1.4 }]
    },
    {
      id: 'outerDistort',
      title: 'Towards the corners',
      unit: '%',
      min: -0.1,
      max: 0.2,
      step: 0.005,
      neutral: 0,
      defaultRange: [0, 0],
      governedBy: [{ aspect: 'warp', as: 'symmetric', times: 1.4 }],
      isAdvanced: true
    }
  ],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 1,
  source: 'Albumentations OpticalDistortion ±0.05, ±0.03 here; Brown 1966, with two coefficients',
  lower(step, size) {
    const k = valueOf(step, 'distort')
    // Why optional: variants that were drawn by version 0.1 do not name it.
    const outer = step['outerDistort'] === undefined ? 0 : valueOf(step, 'outerDistort')
    if (k === 0 && outer === 0) return []
    // With this least value the slope 1 + 3 k + 5 k2 at the corners is 0.05 or more, so that nothing folds.
    const k2 = Math.max(outer, (-0.95 - 3 * k) / 5)
    const centre = centreOf(size)
    const radiusPx = Math.hypot(size.width, size.height) / 2
    const field = {
      kind: 'radial',
      k,
      ...(k2 === 0 ? {} : { k2 }),
      radiusPx,
      centreX: centre.x,
      centreY: centre.y
    } as const
    return [{ op: 'displace', field, frame: size }]
  }
} as const satisfies TransformSpec
