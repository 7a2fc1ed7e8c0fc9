import { brightness } from '../colour/brightness.ts'
import { contrast } from '../colour/contrast.ts'
import { invert } from '../colour/invert.ts'
import { posterise } from '../colour/posterise.ts'
import { saturation } from '../colour/saturation.ts'
import { solarise } from '../colour/solarise.ts'
import { sharpness } from '../detail/sharpness.ts'
import { rotate } from '../geometry/rotate.ts'
import { shear } from '../geometry/shear.ts'
import { translate } from '../geometry/translate.ts'
import type { TransformSpec } from '../spec.ts'
import { autocontrast } from '../tone/autocontrast.ts'
import { equalise } from '../tone/equalise.ts'

/** The transforms that policies draw. Why a list of their own: the registry holds the policies themselves. */
export const ordinarySpecs: readonly TransformSpec[] = [
  shear,
  translate,
  rotate,
  brightness,
  saturation,
  contrast,
  sharpness,
  posterise,
  solarise,
  autocontrast,
  equalise,
  invert
]

const byId = new Map(ordinarySpecs.map((spec) => [spec.id, spec]))

/** Throws a RangeError for a transform that no policy draws. */
export function specOf(id: string): TransformSpec {
  const spec = byId.get(id)
  if (spec === undefined) throw new RangeError(`Expected a transform that policies draw but received ${id}`)
  return spec
}
