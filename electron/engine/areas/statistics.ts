import { gatherStatistics } from '../../catalogue/statistics.ts'
import { breathe } from '../../jobs/abort.ts'
import { type AreaCall, type Handlers, requireSession } from '../handlers.ts'

export const statistics: Handlers<AreaCall<'statistics'>> = {
  'statistics.get': (context) => gatherStatistics(requireSession(context).workspace.db, breathe)
}
