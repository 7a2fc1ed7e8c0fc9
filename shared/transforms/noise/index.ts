import type { TransformSpec } from '../spec.ts'

export const noiseTransforms = [] as const satisfies readonly TransformSpec[]
