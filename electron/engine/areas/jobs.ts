import { jobFailures } from '../../catalogue/jobs.ts'
import { type AreaCall, type Handlers, requireSession } from '../handlers.ts'

export const jobs: Handlers<AreaCall<'jobs'>> = {
  'jobs.list': (context) => context.session()?.jobs.list() ?? [],
  'jobs.cancel': (context, { id }) => {
    requireSession(context).jobs.cancel(id)
    return null
  },
  'jobs.failures': (context, { id }) => jobFailures(requireSession(context).workspace.db, id)
}
