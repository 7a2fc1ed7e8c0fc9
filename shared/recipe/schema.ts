import { z } from 'zod'
import { CultivarError } from '../errors.ts'
import { fillModes, interpolations } from '../ops.ts'
import { transforms } from '../transforms/index.ts'
import type { TransformSpec } from '../transforms/spec.ts'

export type Range = readonly [number, number]

/** One step of a recipe: flat JSON, intervals under `${parameter}Range`, options under their own name. */
export interface RecipeStep {
  readonly transform: string
  readonly probability: number
  /** `references`: content hashes of the only sources that may be named as partners. */
  readonly [name: string]: string | number | Range | readonly string[]
}

/** A deliberate exception: the domain's rules for this transform are set aside, for the reason given. */
export interface Override {
  readonly transform: string
  readonly reason: string
}

export interface Recipe {
  readonly version: 1
  readonly seed: number
  readonly fillMode: (typeof fillModes)[number]
  readonly fillValue: readonly number[]
  readonly interpolation: (typeof interpolations)[number]
  readonly steps: readonly RecipeStep[]
  readonly overrides: readonly Override[]
}

const finite = (min: number, max: number): z.ZodNumber => z.number().min(min).max(max)

function rangeSchema(min: number, max: number): z.ZodType<Range> {
  return z
    .tuple([finite(min, max), finite(min, max)])
    .refine(([low, high]) => low <= high, 'expected the lower end first')
}

const contentHash = z.string().regex(/^[0-9a-f]{64}$/, 'expected the SHA-256 of a source')

function stepSchema(spec: TransformSpec): z.ZodType<RecipeStep> {
  const ranges = spec.parameters.map(
    ({ id, min, max }) => [`${id}Range`, rangeSchema(min, max).optional()] as const
  )
  const options = spec.options.map(
    ({ id, min, max, default: standard }) => [id, finite(min, max).default(standard)] as const
  )
  const choices = (spec.choices ?? []).map(
    ({ id, values, default: standard }) =>
      [id, z.enum(values.map((value) => value.id)).default(standard)] as const
  )
  const references =
    spec.partners === undefined ? {} : { references: z.array(contentHash).max(1000).optional() }
  const schema = z
    .strictObject({
      transform: z.literal(spec.id),
      probability: finite(0, 1).default(1),
      ...Object.fromEntries(ranges),
      ...Object.fromEntries(options),
      ...Object.fromEntries(choices),
      ...references
    })
    .refine(
      (step) => ranges.length === 0 || ranges.some(([name]) => name in step),
      `expected at least one of ${ranges.map(([name]) => name).join(', ')}`
    )
  return schema as unknown as z.ZodType<RecipeStep>
}

const stepSchemas = new Map(transforms.map((spec) => [spec.id as string, stepSchema(spec)]))

const anyStep = z.looseObject({ transform: z.string() }).transform((step, context): RecipeStep => {
  const schema = stepSchemas.get(step.transform)
  if (schema === undefined) {
    context.addIssue({
      code: 'custom',
      message: `expected one of ${[...stepSchemas.keys()].join(', ')} but received ${step.transform}`,
      path: ['transform']
    })
    return z.NEVER
  }
  const parsed = schema.safeParse(step)
  if (parsed.success) return parsed.data
  for (const { message, path } of parsed.error.issues) context.addIssue({ code: 'custom', message, path })
  return z.NEVER
})

const level = z.number().min(0).max(255)

const overrideSchema = z.strictObject({
  transform: z.string().min(1),
  reason: z.string().trim().min(3, 'expected a reason of at least 3 letters')
})

export const recipeSchema = z.strictObject({
  version: z.literal(1),
  seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
  fillMode: z.enum(fillModes).default('nearest'),
  fillValue: z.union([level.transform((value) => [value]), z.array(level).min(1).max(4)]).default([0, 0, 0]),
  interpolation: z.enum(interpolations).default('bilinear'),
  steps: z.array(anyStep).max(64),
  overrides: z.array(overrideSchema).default([])
}) as unknown as z.ZodType<Recipe>

/** Parses a recipe; throws a CultivarError that names every field that is wrong. `file` is where it came from. */
export function parseRecipe(json: unknown, file?: string): Recipe {
  const parsed = recipeSchema.safeParse(json)
  if (parsed.success) return parsed.data
  throw new CultivarError('bad-input', `The recipe is not valid: ${issuesInWords(parsed.error)}.`, {
    ...(file === undefined ? {} : { file }),
    remedy: 'Correct the fields named; docs/recipes.md lists them all.'
  })
}

export function issuesInWords(error: z.ZodError): string {
  return error.issues
    .slice(0, 8)
    .map(({ path, message }) => `${path.length === 0 ? 'value' : path.join('.')}: ${message}`)
    .join('; ')
}

/** Interval of a parameter in a step; the neutral value when the step does not name it. */
export function rangeOf(
  step: RecipeStep,
  parameter: { readonly id: string; readonly neutral: number }
): Range {
  const value = step[`${parameter.id}Range`]
  return Array.isArray(value) ? (value as unknown as Range) : [parameter.neutral, parameter.neutral]
}
