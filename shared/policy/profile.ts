import { z } from 'zod'
import { aspectIds, type Aspect, type AspectSpec, aspects } from './aspects.ts'

/** How much of an aspect may change, why, and on whose word. */
export interface Limit {
  readonly limit: number
  /** One plain sentence: shown beside the control. */
  readonly reason: string
  /** Where the rule comes from, if it is not plain sense. */
  readonly evidence?: string
}

export type Limits = Readonly<Record<Aspect, Limit>>

/** Stricter limits for some classes of a domain. */
export interface ClassRule {
  /** Names of classes, compared without case and surrounding space. */
  readonly classes: readonly string[]
  readonly limits: Readonly<Partial<Record<Aspect, Limit>>>
}

export interface DomainProfile {
  readonly id: string
  readonly title: string
  /** One sentence: which pictures it is for. */
  readonly summary: string
  /** Id of the built-in profile whose picture it shows. */
  readonly picture: string
  readonly limits: Limits
  readonly classRules: readonly ClassRule[]
  /** Labels that change places when a picture is mirrored; these classes may be mirrored whatever `mirror` says. */
  readonly labelSwaps: readonly (readonly [string, string])[]
}

const text = z.string().trim().min(1).max(500)

function limitSchema(unlimited: number): z.ZodType<Limit> {
  return z.strictObject({
    limit: z.number().min(0).max(unlimited),
    reason: text,
    evidence: z.string().max(500).optional()
  }) as unknown as z.ZodType<Limit>
}

/** Limits that a profile saved by an earlier version does not name; they did not restrict anything then. */
function withNewAspects(limits: unknown): unknown {
  if (typeof limits !== 'object' || limits === null) return limits
  const added = (aspects as readonly AspectSpec[])
    .filter(({ isNew, id }) => isNew === true && !(id in limits))
    .map(({ id, unlimited }) => [
      id,
      { limit: unlimited, reason: 'This profile was made before there was a limit for it.' }
    ])
  return { ...limits, ...Object.fromEntries(added) }
}

const limitShape = Object.fromEntries(
  aspects.map(({ id, unlimited }) => [id, limitSchema(unlimited)])
) as Record<Aspect, z.ZodType<Limit>>

/** Id of a profile: lower-case letters, digits and dashes. */
export const profileIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/)

export const profileSchema = z.strictObject({
  id: profileIdSchema,
  title: text,
  summary: text,
  picture: profileIdSchema,
  limits: z.preprocess(withNewAspects, z.strictObject(limitShape)),
  classRules: z
    .array(z.strictObject({ classes: z.array(text).min(1), limits: z.strictObject(limitShape).partial() }))
    .max(200),
  labelSwaps: z.array(z.tuple([text, text])).max(500)
}) as unknown as z.ZodType<DomainProfile>

export const sameLabel = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase()

export type LabelSwaps = DomainProfile['labelSwaps']

/** The label that `name` becomes in a mirrored picture; `name` itself when the profile swaps nothing. */
export function mirroredLabel({ labelSwaps }: Pick<DomainProfile, 'labelSwaps'>, name: string): string {
  for (const [a, b] of labelSwaps) {
    if (sameLabel(a, name)) return b
    if (sameLabel(b, name)) return a
  }
  return name
}

/** Limits given as numbers and reasons by a built-in profile, checked to be complete by the type. */
type LimitEntry = readonly [limit: number, reason: string, evidence?: string]
export type LimitTable = Readonly<Record<Aspect, LimitEntry>>

export function limitsFrom(table: LimitTable): Limits {
  const entries = aspectIds.map((aspect) => {
    const [limit, reason, evidence] = table[aspect]
    return [aspect, evidence === undefined ? { limit, reason } : { limit, reason, evidence }] as const
  })
  return Object.fromEntries(entries) as unknown as Limits
}
