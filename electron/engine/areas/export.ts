import { basename, resolve } from 'node:path'
import type { ExportOptions } from '../../../shared/api/types.ts'
import { CultivarError } from '../../../shared/errors.ts'
import { listExports } from '../../catalogue/exports.ts'
import { leakRemedy } from '../../exporters/leaks.ts'
import { leftOutMarks } from '../../exporters/leftOutMarks.ts'
import { outlineExport } from '../../exporters/plan.ts'
import { assertFree } from '../../jobs/exportDestination.ts'
import type { ExportSpec } from '../../jobs/exportJob.ts'
import { type AreaCall, type Handlers, requireSession } from '../handlers.ts'
import { versions } from '../versions.ts'

export const exportArea: Handlers<AreaCall<'export'>> = {
  'export.start': async (context, { folder, options }) => {
    const { jobs, workspace } = requireSession(context)
    const at = destinationOf(resolve(folder), options)
    const spec: ExportSpec = { folder: at, options, versions: versions() }
    const job = { kind: 'export' as const, title: `Export to ${basename(at)}`, spec }
    // Why: what a killed program left goes on, even if only the note that it was done is missing.
    if (jobs.hasAbandoned(job)) return { jobId: jobs.start(job), folder: at }
    await assertFree(at)
    checkSplit(options)
    const { files, warnings, refusal } = outlineExport(workspace.db, options)
    if (refusal !== null) throw new CultivarError('bad-input', refusal, { remedy: leakRemedy })
    if (files === 0) throw new CultivarError('bad-input', `There is nothing to export. ${warnings[0] ?? ''}`)
    return { jobId: jobs.start(job), folder: at }
  },
  'export.forecast': (context, { options }) => {
    checkSplit(options)
    const { workspace } = requireSession(context)
    const { files, splits, warnings, refusal } = outlineExport(workspace.db, options)
    const refusals = refusal === null ? [] : [`${refusal} ${leakRemedy}`]
    return {
      files,
      splits,
      warnings: [...refusals, ...warnings, ...leftOutMarks(workspace.db, options.format)]
    }
  },
  'export.list': (context) => listExports(requireSession(context).workspace.db)
}

/** Why the ending: a ZIP file without it is opened by nothing. */
function destinationOf(path: string, { archive }: ExportOptions): string {
  return archive === 'zip' && !/\.zip$/i.test(path) ? `${path}.zip` : path
}

function checkSplit({ split }: ExportOptions): void {
  if (split === null || split[0] + split[1] + split[2] > 0) return
  throw new CultivarError('bad-input', 'The split gives nothing to any part.', {
    remedy: 'Use 80,10,10 for example.'
  })
}
