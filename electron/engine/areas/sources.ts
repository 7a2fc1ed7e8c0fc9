import { getSources, pageSources } from '../../catalogue/sources.ts'
import { type AreaCall, type Handlers, requireSession } from '../handlers.ts'

export const sources: Handlers<AreaCall<'sources'>> = {
  'sources.page': (context, query) =>
    pageSources(requireSession(context).workspace.db, { ...query, className: query.className }),
  'sources.get': (context, { ids }) => getSources(requireSession(context).workspace.db, ids)
}
