import type { ClassForecast, DrawForecast } from '../../shared/api/drawForecast.ts'
import { type Db, sql } from '../catalogue/database.ts'
import { type DrawQuestion, sourceHoldings, variantsByClass, wantedCopies } from './wantedCopies.ts'

/** What a draw would add; `plan` is undefined for a recipe with which nothing was drawn yet. */
export function forecastDraw(db: Db, plan: number | undefined, question: DrawQuestion): DrawForecast {
  // Why 0: no plan has that id, so none of its copies exist.
  const own = plan ?? 0
  const holdings = sourceHoldings(db)
  const before = variantsByClass(db, holdings, { ...question, plan: own })
  const drawn = new Map<string | null, number>()
  let variants = 0
  for (const { id, copyIndexes } of wantedCopies(db, own, question)) {
    variants += copyIndexes.length
    for (const { className, n } of holdings.get(id) ?? []) add(drawn, className, n * copyIndexes.length)
  }
  const sources = new Map<string | null, number>()
  const ofPictures = new Set<string | null>()
  for (const { id, hasClass } of usable(db)) {
    for (const { className } of holdings.get(id) ?? []) {
      add(sources, className, 1)
      if (hasClass === 1 || className === null) ofPictures.add(className)
    }
  }
  const names = [...new Set([...sources.keys(), ...before.keys()])]
  const classes = names.map((name): ClassForecast => ({
    name,
    counts: ofPictures.has(name) ? 'pictures' : 'objects',
    sources: sources.get(name) ?? 0,
    before: before.get(name) ?? 0,
    drawn: drawn.get(name) ?? 0
  }))
  return { variants, classes: classes.sort(byName) }
}

function add(counts: Map<string | null, number>, name: string | null, n: number): void {
  counts.set(name, (counts.get(name) ?? 0) + n)
}

const usable = (db: Db): readonly { readonly id: number; readonly hasClass: 0 | 1 }[] =>
  sql<{ id: number; hasClass: 0 | 1 }>(
    db,
    "SELECT id, class_id IS NOT NULL AS hasClass FROM source WHERE state = 'ok'"
  ).all()

function byName({ name: a }: ClassForecast, { name: b }: ClassForecast): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
  return a < b ? -1 : 1
}
