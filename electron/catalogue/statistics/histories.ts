import type { Bar, NearStatistics, Statistics } from '../../../shared/api/statistics.ts'
import type { Recipe } from '../../../shared/recipe/schema.ts'
import { transformSpec } from '../../../shared/transforms/index.ts'
import { type Db, sql } from '../database.ts'
import { sourceGroups } from '../splitFacts.ts'
import { Tally } from './tally.ts'

const mostLines = 40

/** How the variants came to be, what was said of them, and what could not be used. */
export function histories(db: Db): Pick<Statistics, 'transforms' | 'rejections' | 'failures'> {
  return { transforms: transforms(db), rejections: rejections(db), failures: failures(db) }
}

function transforms(db: Db): readonly Bar[] {
  const plans = sql<{ json: string; n: number }>(
    db,
    `SELECT recipe.json, (SELECT count(*) FROM variant WHERE plan_id = plan.id) AS n
     FROM plan JOIN recipe ON recipe.id = recipe_id`
  ).all()
  const tally = new Tally()
  for (const { json, n } of plans) {
    if (n === 0) continue
    const { steps } = JSON.parse(json) as Recipe
    const used = steps.filter(({ probability }) => probability > 0).map(({ transform }) => transform)
    for (const id of new Set(used)) tally.add(transformSpec(id)?.title ?? id, n)
  }
  return tally.largest(mostLines)
}

/** Why those rejected now were: the reason of the last act that rejected each. */
function rejections(db: Db): readonly Bar[] {
  const rows = sql<{ reason: string; n: number }>(
    db,
    `SELECT decision_batch.reason, count(*) AS n FROM variant
     JOIN decision ON decision.id = (SELECT max(id) FROM decision WHERE variant_id = variant.id)
     JOIN decision_batch ON decision_batch.id = decision.batch_id
     WHERE variant.status = 'rejected' GROUP BY 1`
  ).all()
  const tally = new Tally()
  for (const { reason, n } of rows) tally.add(reason === '' ? 'no reason given' : reason, n)
  return tally.largest(mostLines)
}

function failures(db: Db): readonly Bar[] {
  const rows = sql<{ state: string; reason: string; n: number }>(
    db,
    `SELECT state, CASE state WHEN 'duplicate' THEN 'The content is that of another source.'
       ELSE coalesce(reason, state) END AS reason, count(*) AS n
     FROM source WHERE state <> 'ok' GROUP BY 1, 2 ORDER BY n DESC LIMIT 1000`
  ).all()
  const tally = new Tally()
  for (const { reason, n } of rows) tally.add(reason, n)
  return tally.largest(mostLines)
}

const mostGroups = 12
const mostOfGroup = 6

/** Usable sources of different contents that look nearly the same. */
export function nearStatistics(db: Db): NearStatistics {
  const groupOf = sourceGroups(db)
  const sources = sql<{ id: number; name: string; contentHash: string }>(
    db,
    "SELECT id, name, content_hash AS contentHash FROM source WHERE state = 'ok' ORDER BY id"
  ).all()
  const groups = Map.groupBy(sources, ({ id, contentHash }) => groupOf.get(id) ?? contentHash)
  const several = [...groups.values()].filter(
    (own) => new Set(own.map(({ contentHash }) => contentHash)).size > 1
  )
  return {
    groups: several.length,
    pictures: several.reduce((sum, own) => sum + own.length, 0),
    examples: several.slice(0, mostGroups).map((own) => own.slice(0, mostOfGroup).map(({ name }) => name))
  }
}
