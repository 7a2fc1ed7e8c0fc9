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
    }
  ],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 1,
  source: 'Albumentations OpticalDistortion ±0.05; ±0.03 here',
  lower(step, size) {
    const k = valueOf(step, 'distort')
    if (k === 0) return []
    const centre = centreOf(size)
    const radiusPx = Math.hypot(size.width, size.height) / 2
    const field = { kind: 'radial', k, radiusPx, centreX: centre.x, centreY: centre.y } as const
    return [{ op: 'displace', field, frame: size }]
  }
} as const satisfies TransformSpec
