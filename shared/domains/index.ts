import type { DomainProfile } from '../policy/profile.ts'
import { aerial } from './aerial.ts'
import { any } from './any.ts'
import { defect } from './defect.ts'
import { dermoscopy } from './dermoscopy.ts'
import { digits } from './digits.ts'
import { gesture } from './gesture.ts'
import { histology } from './histology.ts'
import { mammography } from './mammography.ts'
import { microscopy } from './microscopy.ts'
import { natural } from './natural.ts'
import { pose } from './pose.ts'
import { product } from './product.ts'
import { ripeness } from './ripeness.ts'
import { scan } from './scan.ts'
import { sign } from './sign.ts'
import { species } from './species.ts'
import { street } from './street.ts'
import { text } from './text.ts'
import { upright } from './upright.ts'

/** The built-in profiles, in the order in which the interface lists them: kindred ones stand together. */
export const domains = [
  upright,
  digits,
  text,
  natural,
  species,
  ripeness,
  street,
  sign,
  gesture,
  pose,
  aerial,
  microscopy,
  histology,
  dermoscopy,
  scan,
  mammography,
  product,
  defect,
  any
] as const satisfies readonly DomainProfile[]

export type DomainId = (typeof domains)[number]['id']

const byId = new Map<string, DomainProfile>(domains.map((profile) => [profile.id, profile]))

/** The built-in profile of that id, or undefined. */
export function domainById(id: string): DomainProfile | undefined {
  return byId.get(id)
}
