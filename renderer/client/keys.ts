import type { ChangedArea } from '../../shared/api/contract.ts'

/** First parts of the query keys, by what makes their answers out of date. */
export const keys = {
  status: ['workspace', 'status'],
  sources: ['sources'],
  /** What is marked in sources and variants. */
  marks: ['marks'],
  profiles: ['profiles'],
  exports: ['exports'],
  forecast: ['forecast'],
  drawForecast: ['drawForecast'],
  statistics: ['statistics'],
  jobs: ['jobs'],
  /** What came of the job that ended last, for as long as it is told. */
  outcome: ['outcome'],
  engine: ['engine'],
  /** Layout of the review grid: only renewed when the person applies a filter or a job drew variants. */
  reviewRows: ['review', 'rows'],
  variants: ['review', 'variants']
} as const

const byArea: Readonly<Record<ChangedArea, readonly (readonly string[])[]>> = {
  workspace: [keys.status],
  sources: [keys.status, keys.sources, keys.marks, keys.forecast, keys.drawForecast, keys.statistics],
  variants: [keys.status, keys.variants, keys.forecast, keys.drawForecast, keys.statistics],
  profiles: [keys.profiles],
  exports: [keys.status, keys.exports],
  jobs: [keys.jobs]
}

/** Keys of the queries that are out of date after changes in `areas`, each once. */
export function keysOf(areas: Iterable<ChangedArea>): readonly (readonly string[])[] {
  return [...new Set([...areas].flatMap((area) => byArea[area]))]
}
