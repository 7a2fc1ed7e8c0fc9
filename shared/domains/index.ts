import type { DomainProfile } from '../policy/profile.ts'
import { aerial } from './aerial.ts'
import { any } from './any.ts'
import { digits } from './digits.ts'
import { microscopy } from './microscopy.ts'
import { natural } from './natural.ts'
import { product } from './product.ts'
import { scan } from './scan.ts'
import { street } from './street.ts'
import { text } from './text.ts'
import { upright } from './upright.ts'

/** The built-in profiles, in the order in which the interface lists them. */
export const domains = [
  upright,
  digits,
  text,
  natural,
  street,
  aerial,
  microscopy,
  scan,
  product,
  any
] as const satisfies readonly DomainProfile[]

export type DomainId = (typeof domains)[number]['id']

const byId = new Map<string, DomainProfile>(domains.map((profile) => [profile.id, profile]))

/** The built-in profile of that id, or undefined. */
export function domainById(id: string): DomainProfile | undefined {
  return byId.get(id)
}
