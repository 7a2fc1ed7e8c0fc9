import type { TransformSpec } from '../spec.ts'

export const cropTransforms = [] as const satisfies readonly TransformSpec[]
