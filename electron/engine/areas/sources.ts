import { knownClasses } from '../../catalogue/classes.ts'
import { labelSources } from '../../catalogue/labels.ts'
import { folderCounts, getSources, pageSources } from '../../catalogue/sources.ts'
import { type AreaCall, type Handlers, requireSession } from '../handlers.ts'
import { sourceMarks } from '../marks.ts'

/** Folders that a window is told of; a set with more is labelled by selection. */
const mostFolders = 2000

export const sources: Handlers<AreaCall<'sources'>> = {
  'sources.page': (context, query) =>
    pageSources(requireSession(context).workspace.db, {
      ...query,
      className: query.className,
      folder: query.folder
    }),
  'sources.get': (context, { ids }) => getSources(requireSession(context).workspace.db, ids),
  'sources.classes': (context) => knownClasses(requireSession(context).workspace.db),
  'sources.folders': (context) => folderCounts(requireSession(context).workspace.db, mostFolders),
  'sources.marks': (context, { ids, edge }) => sourceMarks(requireSession(context).workspace, ids, edge),
  'sources.label': (context, { which, className }) => {
    const { db, folder } = requireSession(context).workspace
    const { changed } = labelSources(db, folder, { which, className })
    if (changed > 0) context.emit({ event: 'changed', areas: ['sources', 'variants', 'workspace'] })
    return { changed }
  }
}
