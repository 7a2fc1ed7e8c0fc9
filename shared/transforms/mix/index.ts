import type { TransformSpec } from '../spec.ts'

export const mixTransforms = [] as const satisfies readonly TransformSpec[]
