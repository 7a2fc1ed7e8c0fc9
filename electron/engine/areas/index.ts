import type { CallName } from '../../../shared/api/contract.ts'
import type { Handlers } from '../handlers.ts'
import { draw } from './draw.ts'
import { exportArea } from './export.ts'
import { importArea } from './import.ts'
import { jobs } from './jobs.ts'
import { preview } from './preview.ts'
import { profiles } from './profiles.ts'
import { recipe } from './recipe.ts'
import { review } from './review.ts'
import { sources } from './sources.ts'
import { statistics } from './statistics.ts'
import { workspace } from './workspace.ts'

/** Every call of the contract; one that is missing does not compile. */
export const handlers: Handlers<CallName> = {
  ...draw,
  ...exportArea,
  ...importArea,
  ...jobs,
  ...preview,
  ...profiles,
  ...recipe,
  ...review,
  ...sources,
  ...statistics,
  ...workspace
}
