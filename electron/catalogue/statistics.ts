import type { ClassStatistics, SplitStatistics, Statistics } from '../../shared/api/statistics.ts'
import type { ClassCount } from '../../shared/api/types.ts'
import { annotationsOf } from './annotations.ts'
import { classCounts } from './classes.ts'
import { type Db, sql } from './database.ts'
import { Colours } from './statistics/colours.ts'
import { histories, nearStatistics } from './statistics/histories.ts'
import { Marks } from './statistics/marks.ts'
import { Shapes } from './statistics/shapes.ts'
import { variantCounts } from './variants.ts'

/** Sources that are looked at without a pause. */
const chunk = 500

/**
 * What is in a workspace. Sources are read some at a time, with `pause` between, so that calls need not wait for it and
 * its memory does not grow with their number.
 */
export async function gatherStatistics(db: Db, pause: () => Promise<void>): Promise<Statistics> {
  const [shapes, marks, colours] = [new Shapes(), new Marks(), new Colours()]
  let sources = 0
  for (let rows = page(db, 0); rows.length > 0; rows = page(db, rows.at(-1)?.id ?? 0)) {
    sources += rows.length
    for (const row of rows) {
      shapes.add(row)
      marks.add(annotationsOf(row.annotations).objects, row)
      if (row.colour !== null) colours.add(row.colour)
    }
    await pause()
  }
  const near = nearStatistics(db)
  await pause()
  const told = histories(db)
  await pause()
  return {
    sources,
    variants: variantCounts(db),
    classes: classStatistics(classCounts(db), marks.classes),
    unlabelled: unlabelled(db),
    splits: splitTable(db),
    ...shapes.result,
    marks: marks.result,
    colour: colours.result,
    ...told,
    near
  }
}

interface Row {
  readonly id: number
  readonly width: number
  readonly height: number
  readonly format: string
  readonly colour: string | null
  readonly annotations: string
}

const page = (db: Db, after: number): readonly Row[] =>
  sql<Row>(
    db,
    `SELECT source.id, width, height, format, colour, coalesce(annotation.json, '') AS annotations
     FROM source LEFT JOIN annotation ON annotation.source_id = source.id
     WHERE source.id > ? AND +state = 'ok' ORDER BY source.id LIMIT ${chunk}`
  ).all(after)

function classStatistics(
  counted: readonly ClassCount[],
  marked: Marks['classes']
): readonly ClassStatistics[] {
  const none = { sources: 0, pending: 0, accepted: 0, rejected: 0 }
  const byName = new Map(counted.map((row) => [row.name, row]))
  return [...new Set([...byName.keys(), ...marked.keys()])].sort().map((name) => {
    const { objects, pictures } = marked.get(name) ?? { objects: 0, pictures: 0 }
    return { ...none, ...byName.get(name), name, objects, pictures }
  })
}

const unlabelled = (db: Db): number =>
  sql<{ n: number }>(db, "SELECT count(*) AS n FROM source WHERE state = 'ok' AND class_id IS NULL").get()
    ?.n ?? 0

/** Splits that the input came with; empty when it had none. */
function splitTable(db: Db): readonly SplitStatistics[] {
  const rows = sql<{ split: string; name: string | null; count: number }>(
    db,
    `SELECT coalesce(split, 'none') AS split, class.name, count(*) AS count
     FROM source LEFT JOIN class ON class.id = class_id WHERE state = 'ok' GROUP BY 1, 2 ORDER BY 1, 2`
  ).all()
  if (rows.every(({ split }) => split === 'none')) return []
  const bySplit = Map.groupBy(rows, ({ split }) => split)
  return ['train', 'val', 'test', 'none'].flatMap((split) => {
    const own = bySplit.get(split)
    if (own === undefined) return []
    const sources = own.reduce((sum, { count }) => sum + count, 0)
    return [
      { split, sources, classes: own.map(({ name, count }) => ({ name: name ?? 'without a class', count })) }
    ]
  })
}
