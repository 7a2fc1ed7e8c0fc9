import type { TransformSpec } from '../spec.ts'

export const weatherTransforms = [] as const satisfies readonly TransformSpec[]
