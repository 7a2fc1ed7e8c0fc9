import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { VariantFilter } from '../../../../shared/api/types.ts'
import { classCounts } from '../../../../electron/catalogue/classes.ts'
import { migrate } from '../../../../electron/catalogue/migrate.ts'
import {
  addVariants as addRows,
  pageVariants,
  removePendingOfOthers,
  variantCounts,
  variantsBySource,
  variantsOf
} from '../../../../electron/catalogue/variants.ts'
import { addPlan, addVariants } from '../../../fixtures/catalogue.ts'

/** All statements that `work` prepares on a catalogue with variants. */
function textsOf(db: Database.Database, work: (db: Database.Database) => unknown): readonly string[] {
  migrate(db, 'catalogue')
  addVariants(db, 300, 3)
  const texts: string[] = []
  const prepare = db.prepare.bind(db)
  db.prepare = (text: string) => {
    texts.push(text)
    return prepare(text)
  }
  work(db)
  db.prepare = prepare
  return texts
}

/** The plans of all statements that `work` prepares, as SQLite explains them. */
function plansOf(work: (db: Database.Database) => unknown): readonly string[] {
  const db = new Database(':memory:')
  return textsOf(db, work).flatMap((text) => {
    const named = Object.fromEntries([...text.matchAll(/@(\w+)/g)].map(([, name]) => [name, '1']))
    const places = (text.match(/\?/g) ?? []).map(() => 1)
    const plan = db.prepare(`EXPLAIN QUERY PLAN ${text}`)
    const rows = (Object.keys(named).length > 0 ? plan.all(named) : plan.all(...places)) as {
      detail: string
    }[]
    return rows.map(({ detail }) => detail)
  })
}

const scansVariants = /^SCAN variant(?! USING (COVERING )?INDEX)/
const statuses = ['pending', 'accepted', 'rejected'] as const
const filters: readonly VariantFilter[] = [
  {},
  ...statuses.map((status) => ({ status })),
  { className: 'cat' },
  { className: 'cat', status: 'pending' }
]

describe.each(filters.map((filter) => [JSON.stringify(filter), filter] as const))(
  'with the filter %s',
  (_name, filter) => {
    it('the rows of the review come from an index alone and need no sorting of variants', () => {
      const plan = plansOf((db) => variantsBySource(db, filter))
      expect(plan.join('\n')).toMatch(/variant USING COVERING INDEX/)
      if (filter.className === undefined) expect(plan.join('\n')).not.toMatch(/TEMP B-TREE/)
    })

    it('the counts come from the table of counts and not from the variants', () => {
      const texts = textsOf(new Database(':memory:'), (db) => variantCounts(db, filter))
      expect(texts).toHaveLength(1)
      expect(texts[0]).toMatch(/FROM variant_count\b/)
    })

    it('a page starts where the last one ended', () => {
      const plan = plansOf((db) => pageVariants(db, filter, { after: 10, limit: 5 })).join('\n')
      expect(plan).toMatch(
        /SEARCH variant USING (INTEGER PRIMARY KEY \(rowid>\?\)|(COVERING )?INDEX \w+ \([^)]*rowid>\?\))/
      )
      expect(plan).not.toMatch(/TEMP B-TREE/)
    })

    it('the variants of some sources are found by source', () => {
      const plan = plansOf((db) => variantsOf(db, filter, [1, 2]))
      expect(plan.filter((line) => scansVariants.test(line))).toEqual([])
      expect(plan.join('\n')).toMatch(/SEARCH variant USING INDEX \w+ \([^)]*source_id=\?/)
    })
  }
)

describe.each([{ lost: 'some' }, { lost: 'most', status: 'pending' }] as const)('with %j', (filter) => {
  it('pages and the variants of some sources are found as without it', () => {
    expect(plansOf((db) => variantsOf(db, filter, [1, 2])).join('\n')).toMatch(
      /SEARCH variant USING INDEX \w+ \([^)]*source_id=\?/
    )
    expect(plansOf((db) => pageVariants(db, filter, { after: 10, limit: 5 })).join('\n')).toMatch(
      /SEARCH variant USING (INTEGER PRIMARY KEY \(rowid>\?\)|(COVERING )?INDEX \w+ \([^)]*rowid>\?\))/
    )
  })

  it('the counts come from the variants, as no table counts what was lost', () => {
    const texts = textsOf(new Database(':memory:'), (db) => variantCounts(db, filter))
    expect(texts[0]).toMatch(/FROM variant\b/)
  })
})

it('class counts read no source and no variant one by one', () => {
  const plan = plansOf((db) => classCounts(db)).filter((line) => / source\b/.test(line))
  expect(plan.every((line) => line.includes('COVERING INDEX'))).toBe(true)
  const texts = textsOf(new Database(':memory:'), (db) => classCounts(db))
  expect(texts.filter((text) => /FROM variant\b/.test(text))).toEqual([])
})

it('undecided variants of other recipes are found by plan and status', () => {
  expect(plansOf((db) => removePendingOfOthers(db, 1, 10)).join('\n')).toMatch(
    /variant USING COVERING INDEX variant_plan \(plan_id=\? AND status=\?\)/
  )
})

it('a variant is added once only', () => {
  const db = new Database(':memory:')
  migrate(db, 'catalogue')
  const ids = addVariants(db, 1, 2)
  const same = { sourceId: 1, planId: addPlan(db), copyIndex: 1, classId: null, parameters: '[]', redraws: 5 }
  expect(addRows(db, [same])).toBe(0)
  expect(addRows(db, [{ ...same, copyIndex: 2 }])).toBe(1)
  expect(ids.length).toBe(2)
  expect(variantCounts(db)).toEqual({ pending: 3, accepted: 0, rejected: 0 })
  // 3 of the 47 are there: 44 are new, in two whole statements and seven of one row.
  const many = Array.from({ length: 47 }, (_, copyIndex) => ({ ...same, copyIndex }))
  expect(addRows(db, many)).toBe(44)
  expect(addRows(db, many)).toBe(0)
  expect(variantCounts(db)).toEqual({ pending: 47, accepted: 0, rejected: 0 })
  const copies = db.prepare('SELECT copy_index FROM variant ORDER BY id').pluck().all()
  expect(copies).toEqual(many.map(({ copyIndex }) => copyIndex))
})
