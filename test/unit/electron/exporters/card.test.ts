import Database from 'better-sqlite3'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { putAnnotations } from '../../../../electron/catalogue/annotations.ts'
import { migrate } from '../../../../electron/catalogue/migrate.ts'
import { sourcePlace } from '../../../../electron/catalogue/sources.ts'
import { datasetCard } from '../../../../electron/exporters/card.ts'
import type { PlannedItem } from '../../../../electron/exporters/types.ts'
import { exportFormats } from '../../../../shared/api/formats.ts'
import { exportOptionsSchema } from '../../../../shared/api/types.ts'
import { addPlan, addSource } from '../../../fixtures/catalogue.ts'

const python = '/usr/bin/python3'

function catalogue(): Database.Database {
  const db = new Database(':memory:')
  migrate(db, 'catalogue')
  return db
}

/** An original and a variant of a training picture, and an original of the test part. */
function itemsOf(db: Database.Database, names: readonly [string, string]): readonly PlannedItem[] {
  const planId = addPlan(db)
  return names.flatMap((name, index): PlannedItem[] => {
    const source = sourcePlace(db, addSource(db, name, name))
    if (source === undefined) return []
    const split = index === 0 ? 'train' : 'test'
    const item = { source, className: name, split } as const
    const variant = { id: 1, planId, copyIndex: 0, status: 'accepted' } as const
    return index === 0
      ? [
          { ...item, variant: null },
          { ...item, variant }
        ]
      : [{ ...item, variant: null }]
  })
}

function cardOf(more: object = {}, names: readonly [string, string] = ['cat', 'dog']): string {
  const db = catalogue()
  const items = itemsOf(db, names)
  const options = exportOptionsSchema.parse(more)
  return datasetCard({ db, title: 'birds: of "prey"', options, items, versions: { cultivar: '1.2.3' } })
}

/** The head between the two lines of dashes, as the hub takes it. */
const headOf = (card: string): unknown => parse(/^---\n([^]*?)\n---\n/.exec(card)?.[1] ?? '')
const codeOf = (card: string): string => /```python\n([^]*?)```/.exec(card)?.[1] ?? ''

describe('datasetCard', () => {
  it('begins with the head that the hub reads', () => {
    expect(headOf(cardOf())).toEqual({
      license: 'unknown',
      pretty_name: 'birds: of "prey"',
      task_categories: ['image-classification'],
      size_categories: ['n<1K'],
      tags: ['image', 'augmented', 'cultivar']
    })
  })

  it('names the tasks for which the format holds what is marked', () => {
    const db = catalogue()
    const items = itemsOf(db, ['cat', 'dog'])
    const objects = [
      { kind: 'box' as const, className: 'cat', box: { x: 1, y: 1, width: 5, height: 5 } },
      { kind: 'polygon' as const, className: 'cat', rings: [[1, 1, 5, 1, 5, 5]] }
    ]
    putAnnotations(db, items[0]?.source.id ?? 0, { objects })
    const tasks = (format: string): unknown => {
      const options = exportOptionsSchema.parse({ format })
      const card = datasetCard({ db, title: 'x', options, items, versions: {}, licence: 'cc0-1.0' })
      expect(headOf(card)).toMatchObject({ license: 'cc0-1.0' })
      return (headOf(card) as { task_categories: unknown }).task_categories
    }
    expect(tasks('coco')).toEqual(['object-detection', 'image-segmentation'])
    expect(tasks('folder')).toEqual(['image-classification'])
  })

  it('tells counts by part and class, and where the variants came from', () => {
    const card = cardOf()
    expect(card).toContain('3 pictures of 2 sources: 2 originals and 1 variants.')
    expect(card).toContain('| train | 1 | 1 | 1 |\n| test | 1 | 1 | 0 |')
    expect(card).toContain('| class | train | test |\n| --- | --: | --: |\n| cat | 2 | 0 |\n| dog | 0 | 1 |')
    expect(card).toMatch(/Cultivar 1\.2\.3/)
    expect(card).toMatch(/- Recipe [0-9a-f]{12}, seed 1, domain ".*": Invert \(100 %\)/)
  })

  it('lets no name become a heading, a cell, a link or HTML', () => {
    const card = cardOf({}, ['a|b\n# c', '<img src=x>[d](e)'])
    expect(card).toContain('| a\\|b \\# c | 2 | 0 |')
    expect(card).toContain('| &lt;img src=x&gt;\\[d\\]\\(e\\) | 0 | 1 |')
  })

  it.skipIf(!existsSync(python))(
    'shows Python that compiles for every format, with and without parts',
    () => {
      const parse = 'import ast, json, sys\nfor code in json.load(sys.stdin): ast.parse(code)'
      const withParts = exportFormats.map((format) => codeOf(cardOf({ format })))
      const db = catalogue()
      const items = itemsOf(db, ['a', 'b']).map((item) => ({ ...item, split: null }))
      const without = exportFormats.map((format) =>
        codeOf(
          datasetCard({ db, title: 'x', options: exportOptionsSchema.parse({ format }), items, versions: {} })
        )
      )
      const codes = [...withParts, ...without]
      for (const code of codes) expect(code).toMatch(/^from pathlib import Path\n/)
      execFileSync(python, ['-c', parse], { input: JSON.stringify(codes) })
      expect(withParts.join()).toContain('root / "images" / "train"')
      expect(without.join()).toContain('"instances.json"')
    }
  )
})
