import type { TransformSpec } from '../spec.ts'

export const occlusionTransforms = [] as const satisfies readonly TransformSpec[]
