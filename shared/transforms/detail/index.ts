import type { TransformSpec } from '../spec.ts'

export const detailTransforms = [] as const satisfies readonly TransformSpec[]
