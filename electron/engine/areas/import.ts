import { basename } from 'node:path'
import { CultivarError } from '../../../shared/errors.ts'
import type { ImportSpec } from '../../jobs/importJob.ts'
import { previewTable } from '../../sources/csv/preview.ts'
import { candidatesIn } from '../../sources/csv/tables.ts'
import { openGiven } from '../../sources/given.ts'
import { type AreaCall, type Handlers, requireSession } from '../handlers.ts'

export const importArea: Handlers<AreaCall<'import'>> = {
  'import.start': (context, spec) => {
    const [first = '', ...others] = spec.paths
    const title =
      others.length === 0 ? `Import ${basename(first)}` : `Import ${spec.paths.length} files and folders`
    return {
      jobId: requireSession(context).jobs.start({ kind: 'import', title, spec: spec satisfies ImportSpec })
    }
  },
  'import.table': async (_context, { path }) => {
    const [table] = await candidatesIn(await openGiven([path]))
    if (table !== undefined)
      return { name: basename(table.file.name), ...(await previewTable(table.tree, table.file)) }
    throw new CultivarError('bad-input', 'This is no table that can be read.', {
      file: path,
      remedy: 'Choose a file that ends in .csv, .tsv, .txt, .jsonl or .ndjson.'
    })
  }
}
