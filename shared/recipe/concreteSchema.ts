import { z } from 'zod'
import type { TransformSpec } from '../transforms/spec.ts'

/**
 * A concrete step of a spec: its parameters, options and choices, the seed of its shape and its partners where it has
 * them. Of a policy only what it says itself is left in a variant.
 */
export function concreteSchema(spec: TransformSpec): z.ZodType {
  return z.strictObject({
    transform: z.literal(spec.id),
    ...(spec.policy === undefined ? settings(spec) : {}),
    ...spec.concrete?.()
  })
}

function settings(spec: TransformSpec): Readonly<Record<string, z.ZodType>> {
  const parameters = spec.parameters.map(({ id, min, max, neutral, isWhole }) => {
    const number = isWhole === true ? z.int() : z.number()
    return [id, number.min(min).max(max).default(neutral)] as const
  })
  const choices = (spec.choices ?? []).map(
    ({ id, values, default: standard }) =>
      [id, z.enum(values.map((value) => value.id)).default(standard)] as const
  )
  const options = spec.options.map(
    ({ id, min, max, default: standard }) => [id, z.number().min(min).max(max).default(standard)] as const
  )
  const shape = spec.hasShape ? { shapeSeed: z.int().min(0).max(0xffffffff).default(0) } : {}
  const partners =
    spec.partners === undefined ? {} : { partners: z.array(z.string().min(1)).length(spec.partners.count) }
  return { ...Object.fromEntries([...parameters, ...options, ...choices]), ...shape, ...partners }
}
