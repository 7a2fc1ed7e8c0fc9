import { type Aspect, aspects } from '../../shared/policy/aspects.ts'
import type { ClassRule, DomainProfile, Limit } from '../../shared/policy/profile.ts'

/** "Left & right hands" -> "left-right-hands"; at most 48 letters, "own" when nothing is left. */
export function slugOf(title: string): string {
  const slug = title
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 48)
  return slug === '' ? 'own' : slug
}

/** An id that no profile has yet. */
export function freeId(title: string, taken: readonly string[]): string {
  const slug = slugOf(title)
  if (!taken.includes(slug)) return slug
  let number = 2
  while (taken.includes(`${slug}-${number}`)) number += 1
  return `${slug}-${number}`
}

/** A copy to edit: own title and id, everything else as it was. */
export function copyOf(profile: DomainProfile, all: readonly DomainProfile[]): DomainProfile {
  const title = `${profile.title} (own)`
  const { summary, picture, limits, classRules, labelSwaps } = profile
  return {
    id: freeId(
      title,
      all.map(({ id }) => id)
    ),
    title,
    summary,
    picture,
    limits,
    classRules,
    labelSwaps
  }
}

export function withLimit(profile: DomainProfile, aspect: Aspect, limit: Limit): DomainProfile {
  return { ...profile, limits: { ...profile.limits, [aspect]: limit } }
}

export function withRule(profile: DomainProfile, index: number, rule: ClassRule | null): DomainProfile {
  const rules = profile.classRules.flatMap((old, at) => (at !== index ? [old] : rule === null ? [] : [rule]))
  return { ...profile, classRules: rule !== null && index >= rules.length ? [...rules, rule] : rules }
}

/** A rule for one class, stricter than the domain in the first aspect that the domain leaves any room in. */
export function newRule(profile: DomainProfile, className: string): ClassRule {
  const { id } = aspects.find(({ id }) => profile.limits[id].limit > 0) ?? aspects[0]
  return { classes: [className], limits: { [id]: { limit: 0, reason: `"${className}" must keep it.` } } }
}

export function withSwap(
  profile: DomainProfile,
  index: number,
  swap: readonly [string, string] | null
): DomainProfile {
  const swaps = profile.labelSwaps.flatMap((old, at) => (at !== index ? [old] : swap === null ? [] : [swap]))
  return { ...profile, labelSwaps: swap !== null && index >= swaps.length ? [...swaps, swap] : swaps }
}
