import type { TransformSpec } from '../spec.ts'

export const toneTransforms = [] as const satisfies readonly TransformSpec[]
