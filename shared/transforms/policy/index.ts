import type { TransformSpec } from '../spec.ts'

export const policyTransforms = [] as const satisfies readonly TransformSpec[]
