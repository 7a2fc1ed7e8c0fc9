import { z } from 'zod'
import { CultivarError } from '../errors.ts'
import { fromRows, type Mat2x3 } from '../geometry/matrix.ts'
import type { Op } from '../ops.ts'
import type { Size } from '../raster.ts'
import { transforms, transformSpec } from '../transforms/index.ts'
import type { ConcreteStep } from '../transforms/spec.ts'
import { issuesInWords } from './schema.ts'

const row = z.tuple([z.number(), z.number(), z.number()])
const affineSchema = z.strictObject({ transform: z.literal('affine'), matrix: z.tuple([row, row]) })

/** Drawn values of one transform: its parameters, its options and, where it has one, the seed of its shape. */
function schemaOf(spec: (typeof transforms)[number]): z.ZodType {
  const parameters = spec.parameters.map(
    ({ id, min, max, neutral }) => [id, z.number().min(min).max(max).default(neutral)] as const
  )
  const options = spec.options.map(
    ({ id, min, max, default: standard }) => [id, z.number().min(min).max(max).default(standard)] as const
  )
  const shape = spec.hasShape ? { shapeSeed: z.int().min(0).max(0xffffffff).default(0) } : {}
  return z.strictObject({
    transform: z.literal(spec.id),
    ...Object.fromEntries([...parameters, ...options]),
    ...shape
  })
}

const schemas = new Map<string, z.ZodType>([
  ['affine', affineSchema],
  ...transforms.map((spec) => [spec.id, schemaOf(spec)] as const)
])

/** Parses a list of concrete steps, as a variant holds them and `cultivar apply` takes them. */
export function parseConcreteSteps(json: unknown, file?: string): readonly ConcreteStep[] {
  const where = file === undefined ? {} : { file }
  if (!Array.isArray(json)) {
    throw new CultivarError('bad-input', 'Expected a list of concrete steps.', {
      ...where,
      remedy: 'Write [{"transform":"rotate","angleDeg":12.5}].'
    })
  }
  return json.map((step: unknown, index) => {
    const id = (step as { transform?: unknown } | null)?.transform
    const schema = schemas.get(String(id))
    if (schema === undefined) {
      throw new CultivarError(
        'bad-input',
        `Step ${index + 1} names the unknown transform ${JSON.stringify(id)}.`,
        {
          ...where,
          remedy: `Use one of ${[...schemas.keys()].join(', ')}.`
        }
      )
    }
    const parsed = schema.safeParse(step)
    if (parsed.success) return parsed.data as ConcreteStep
    throw new CultivarError(
      'bad-input',
      `Step ${index + 1} (${String(id)}): ${issuesInWords(parsed.error)}.`,
      where
    )
  })
}

/** The operations of concrete steps on a picture of `size`, in order. */
export function lowerSteps(steps: readonly ConcreteStep[], size: Size): readonly Op[] {
  return steps.flatMap((step): readonly Op[] => {
    if (step.transform === 'affine') return [{ op: 'matrix', matrix: fromRows(step['matrix'] as Mat2x3) }]
    const spec = transformSpec(step.transform)
    if (spec === undefined) {
      throw new CultivarError('bad-input', `Expected a known transform but received ${step.transform}.`)
    }
    return spec.lower(step, size)
  })
}
