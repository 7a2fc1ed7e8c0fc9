import type { Db } from '../catalogue/database.ts'
import { gatherStatistics } from '../catalogue/statistics.ts'
import { programVersion } from '../engine/versions.ts'
import type { PlannedItem } from '../exporters/types.ts'
import { breathe } from '../jobs/abort.ts'
import { countExported, exportSection } from './exportSections.ts'
import { page } from './page.ts'
import { statisticsSections } from './statisticsSections.ts'

export interface ReportSubject {
  readonly db: Db
  /** Name of the data set. */
  readonly title: string
  /** The pictures of an export; without them the report is on the workspace alone. */
  readonly items?: readonly PlannedItem[]
}

/** A report on a workspace, or on an export of it, as one HTML file. */
export async function writeReport({ db, title, items }: ReportSubject): Promise<string> {
  const statistics = await gatherStatistics(db, breathe)
  const of = items === undefined ? [] : [exportSection(countExported(items))]
  const date = new Date().toISOString().slice(0, 10)
  return page(
    {
      title,
      subtitle: `${statistics.sources.toLocaleString('en')} sources. Made by Cultivar ${programVersion} on ${date}.`
    },
    [...of, ...statisticsSections(statistics)]
  )
}
