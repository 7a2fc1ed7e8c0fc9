import { basename } from 'node:path'
import { type ExportOptions, splits } from '../../shared/api/types.ts'
import { annotationKinds, saidOf } from '../catalogue/annotations.ts'
import { listClasses } from '../catalogue/classes.ts'
import type { Db } from '../catalogue/database.ts'
import type { Workspace } from '../catalogue/open.ts'
import { classFolders } from './classFolders.ts'
import { pictureClasses } from './mixes.ts'
import type { ExportContext, ExportNames, PlannedItem } from './types.ts'

/** What is the same for all pictures of an export. */
export function exportContext(
  { db, folder }: Workspace,
  items: readonly PlannedItem[],
  options: ExportOptions
): ExportContext {
  const used = new Set(items.map(({ split }) => split))
  return {
    ...pictureClasses(db, items),
    names: exportNames(db, items, options),
    classes: listClasses(db),
    splits: [...splits, null].filter((split) => used.has(split)),
    title: titleOf({ folder })
  }
}

/** Name of the data set. */
export const titleOf = ({ folder }: Pick<Workspace, 'folder'>): string =>
  basename(folder).replace(/\.cultivar$/, '')

export function exportNames(db: Db, items: readonly PlannedItem[], options: ExportOptions): ExportNames {
  return {
    folderOf: classFolders(items.map(({ className }) => className)),
    options,
    kinds: annotationKinds(db),
    said: saidOf(db)
  }
}
