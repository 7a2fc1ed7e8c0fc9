import { aspectIds, type Aspect, aspectSpec } from './aspects.ts'
import { type LabelKind, labelKindLimits } from './labelKinds.ts'
import { type DomainProfile, type Limit, type Limits, mirroredLabel, sameLabel } from './profile.ts'

/** What a picture's labels add to its domain. */
export interface Subject {
  /** All class labels of the picture; the strictest rule wins. */
  readonly classNames: readonly string[]
  readonly labelKinds: readonly LabelKind[]
}

export const noSubject: Subject = { classNames: [], labelKinds: ['class'] }

function stricter(a: Limit, b: Limit | undefined): Limit {
  return b !== undefined && b.limit < a.limit ? b : a
}

/** Why `<=`: of two equal limits the one for the class has the reason that says more. */
function ofClass(start: Limit, own: Limit | undefined): Limit {
  return own !== undefined && own.limit <= start.limit ? own : start
}

/** Mirroring is allowed for a picture all of whose labels have a partner to swap with. */
function swapLimit(profile: DomainProfile, classNames: readonly string[]): Limit | undefined {
  const swapped = classNames.filter((name) => mirroredLabel(profile, name) !== name)
  if (classNames.length === 0 || swapped.length !== classNames.length) return undefined
  const [first] = swapped
  const partner = mirroredLabel(profile, first ?? '')
  return {
    limit: 1,
    reason: `Mirroring turns "${first}" into "${partner}", and the label is swapped with it.`
  }
}

/**
 * The limits that hold for one picture: the intersection (the smaller limit of each aspect) of the domain, the rules
 * of its classes and its kinds of label.
 */
export function effectiveLimits(profile: DomainProfile, subject: Subject): Limits {
  const rules = profile.classRules.filter((rule) =>
    rule.classes.some((name) => subject.classNames.some((own) => sameLabel(own, name)))
  )
  const swap = swapLimit(profile, subject.classNames)
  const entries = aspectIds.map((aspect): readonly [Aspect, Limit] => {
    const start = aspect === 'mirror' && swap !== undefined ? swap : profile.limits[aspect]
    const byClass = rules.reduce((limit, rule) => ofClass(limit, rule.limits[aspect]), start)
    const byKind = subject.labelKinds.reduce(
      (limit, kind) => stricter(limit, labelKindLimits[kind][aspect]),
      byClass
    )
    return [aspect, byKind]
  })
  return Object.fromEntries(entries) as unknown as Limits
}

/** No limits at all for the given aspects, for the reason that a person typed. */
export function liftLimits(limits: Limits, lifted: readonly Aspect[], reason: string): Limits {
  const entries = lifted.map(
    (aspect) => [aspect, { limit: aspectSpec(aspect).unlimited, reason: `Overridden: ${reason}` }] as const
  )
  return { ...limits, ...Object.fromEntries(entries) }
}
