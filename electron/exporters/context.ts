import { basename } from 'node:path'
import { splits } from '../../shared/api/types.ts'
import { listClasses } from '../catalogue/classes.ts'
import type { Workspace } from '../catalogue/open.ts'
import { classFolders } from './classFolders.ts'
import { pictureClasses } from './mixes.ts'
import type { ExportContext, PlannedItem } from './types.ts'

/** What is the same for all pictures of an export. */
export function exportContext({ db, folder }: Workspace, items: readonly PlannedItem[]): ExportContext {
  const used = new Set(items.map(({ split }) => split))
  return {
    ...pictureClasses(db, items),
    names: { folderOf: classFolders(items.map(({ className }) => className)) },
    classes: listClasses(db),
    splits: [...splits, null].filter((split) => used.has(split)),
    title: basename(folder).replace(/\.cultivar$/, '')
  }
}
