import { forecastDraw } from '../../jobs/drawForecast.ts'
import type { DrawSpec } from '../../jobs/drawJob.ts'
import { findPlan } from '../../catalogue/plans.ts'
import { getProfile } from '../../catalogue/profiles.ts'
import { type AreaCall, type Handlers, requireSession } from '../handlers.ts'

export const draw: Handlers<AreaCall<'draw'>> = {
  'draw.start': (context, { recipe, profileId, amount, replacePending }) => {
    const { workspace, jobs } = requireSession(context)
    const profile = getProfile(workspace.db, profileId)
    const spec: DrawSpec = { recipe, profile, amount, replacePending }
    const title =
      'copies' in amount
        ? `Draw ${amount.copies} variants per source`
        : `Draw up to ${amount.balance} variants per class`
    return { jobId: jobs.start({ kind: 'draw', title, spec }) }
  },
  'draw.forecast': (context, { recipe, profileId, amount, replacePending }) => {
    const { db } = requireSession(context).workspace
    const plan = findPlan(db, recipe, getProfile(db, profileId))
    return forecastDraw(db, plan, { amount, replacePending })
  }
}
