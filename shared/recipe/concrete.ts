import { z } from 'zod'
import { CultivarError } from '../errors.ts'
import { transforms } from '../transforms/index.ts'
import type { ConcreteStep, TransformSpec } from '../transforms/spec.ts'
import { concreteSchema } from './concreteSchema.ts'
import { issuesInWords } from './schema.ts'

const row = z.tuple([z.number(), z.number(), z.number()])
const affineSchema = z.strictObject({ transform: z.literal('affine'), matrix: z.tuple([row, row]) })

/** Nothing of a policy is left in a variant but the steps that it drew, except where it says so itself. */
const drawnItself = (transforms as readonly TransformSpec[]).filter(
  ({ policy, concrete }) => policy === undefined || concrete !== undefined
)

const schemas = new Map<string, z.ZodType>([
  ['affine', affineSchema],
  ...drawnItself.map((spec) => [spec.id, concreteSchema(spec)] as const)
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
