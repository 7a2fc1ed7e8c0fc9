import { blurTransforms } from './blur/index.ts'
import { colourTransforms } from './colour/index.ts'
import { cropTransforms } from './crop/index.ts'
import { detailTransforms } from './detail/index.ts'
import { distortionTransforms } from './distortion/index.ts'
import { geometryTransforms } from './geometry/index.ts'
import { mixTransforms } from './mix/index.ts'
import { noiseTransforms } from './noise/index.ts'
import { occlusionTransforms } from './occlusion/index.ts'
import { policyTransforms } from './policy/index.ts'
import { toneTransforms } from './tone/index.ts'
import { weatherTransforms } from './weather/index.ts'
import type { TransformSpec } from './spec.ts'

/** Every transform, in the order in which the interface lists them and a new recipe applies them. */
export const transforms = [
  ...geometryTransforms,
  ...cropTransforms,
  ...distortionTransforms,
  ...colourTransforms,
  ...toneTransforms,
  ...weatherTransforms,
  ...blurTransforms,
  ...noiseTransforms,
  ...detailTransforms,
  ...occlusionTransforms,
  ...mixTransforms,
  ...policyTransforms
] as const satisfies readonly TransformSpec[]

export type TransformId = (typeof transforms)[number]['id']

const byId = new Map<string, TransformSpec>(transforms.map((spec) => [spec.id, spec]))

export function transformSpec(id: string): TransformSpec | undefined {
  return byId.get(id)
}
