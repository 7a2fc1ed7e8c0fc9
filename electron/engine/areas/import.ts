import { basename } from 'node:path'
import type { ImportSpec } from '../../jobs/importJob.ts'
import { type AreaCall, type Handlers, requireSession } from '../handlers.ts'

export const importArea: Handlers<AreaCall<'import'>> = {
  'import.start': (context, spec) => {
    const [first = '', ...others] = spec.paths
    const title =
      others.length === 0 ? `Import ${basename(first)}` : `Import ${spec.paths.length} files and folders`
    return {
      jobId: requireSession(context).jobs.start({ kind: 'import', title, spec: spec satisfies ImportSpec })
    }
  }
}
