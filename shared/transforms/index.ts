import { brightness } from './brightness.ts'
import { channelShift } from './channelShift.ts'
import { contrast } from './contrast.ts'
import { elastic } from './elastic.ts'
import { gamma } from './gamma.ts'
import { gaussianBlur } from './gaussianBlur.ts'
import { grey } from './grey.ts'
import { gridDistortion } from './gridDistortion.ts'
import { horizontalFlip } from './horizontalFlip.ts'
import { hue } from './hue.ts'
import { invert } from './invert.ts'
import { lens } from './lens.ts'
import { perspective } from './perspective.ts'
import { rotate } from './rotate.ts'
import { saturation } from './saturation.ts'
import { shear } from './shear.ts'
import type { TransformSpec } from './spec.ts'
import { translate } from './translate.ts'
import { verticalFlip } from './verticalFlip.ts'
import { zoom } from './zoom.ts'

/** Every transform, in the order in which the interface lists them and a new recipe applies them. */
export const transforms = [
  rotate,
  translate,
  shear,
  zoom,
  horizontalFlip,
  verticalFlip,
  perspective,
  elastic,
  gridDistortion,
  lens,
  brightness,
  contrast,
  gamma,
  channelShift,
  saturation,
  hue,
  grey,
  invert,
  gaussianBlur
] as const satisfies readonly TransformSpec[]

export type TransformId = (typeof transforms)[number]['id']

const byId = new Map<string, TransformSpec>(transforms.map((spec) => [spec.id, spec]))

export function transformSpec(id: string): TransformSpec | undefined {
  return byId.get(id)
}
