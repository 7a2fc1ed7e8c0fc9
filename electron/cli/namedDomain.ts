import { domainById, domains } from '../../shared/domains/index.ts'
import { CultivarError } from '../../shared/errors.ts'
import type { DomainProfile } from '../../shared/policy/profile.ts'

/** The built-in profile of that id; throws `not-found` with the ids that there are. */
export function namedDomain(id: string): DomainProfile {
  const profile = domainById(id)
  if (profile !== undefined) return profile
  throw new CultivarError('not-found', `There is no domain "${id}".`, {
    remedy: `Use one of ${domains.map((one) => one.id).join(', ')}.`
  })
}
