import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { putAnnotations } from '../../../../electron/catalogue/annotations.ts'
import { migrate } from '../../../../electron/catalogue/migrate.ts'
import { sourcePlace } from '../../../../electron/catalogue/sources.ts'
import type { PlannedItem } from '../../../../electron/exporters/types.ts'
import { html } from '../../../../electron/report/html.ts'
import { writeReport } from '../../../../electron/report/writeReport.ts'
import { addSource, addVariants } from '../../../fixtures/catalogue.ts'

function catalogue(): Database.Database {
  const db = new Database(':memory:')
  migrate(db, 'catalogue')
  return db
}

/** Text of the page without tags and doubled white space. */
const textOf = (page: string): string =>
  page
    .replace(/<style>[^]*<\/style>/, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')

const evil = '<script>alert(1)</script>"\'&\u0000\u202e'

describe('html', () => {
  it('escapes what is put in, and leaves HTML as it is', () => {
    expect(
      html`<p title="${'"a" & \'b\''}">${html`<b>${'<i>'}</b>`}${3}${[html`<b>x</b>`, html`y`]}</p>`.text
    ).toBe('<p title="&quot;a&quot; &amp; &#39;b&#39;"><b>&lt;i&gt;</b>3<b>x</b>y</p>')
  })
})

describe('writeReport', () => {
  it('is one page without scripts that needs nothing else, whatever the names are', async () => {
    const db = catalogue()
    const id = addSource(db, `pictures/${evil}.png`, evil)
    putAnnotations(db, id, {
      objects: [{ kind: 'box', className: evil, box: { x: 1, y: 1, width: 9, height: 9 } }]
    })
    db.prepare('UPDATE source SET perceptual_hash = ?').run('0'.repeat(64))
    const twin = addSource(db, `${evil} again.png`, evil)
    db.prepare('UPDATE source SET perceptual_hash = ? WHERE id = ?').run(`${'0'.repeat(63)}1`, twin)
    const page = await writeReport({ db, title: evil })
    expect(page).not.toMatch(/<script|onerror|javascript:|https?:|<link|<img|@import|url\(/i)
    expect(page).not.toContain('\u0000')
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;\ufffd')
    expect(page).toContain("content=\"default-src 'none'; style-src 'unsafe-inline'\"")
    expect(page).toContain('prefers-color-scheme: dark')
    // Names stand in elements that keep their direction to themselves.
    expect(page.match(/&lt;script&gt;/g)?.length).toBeGreaterThan(4)
  })

  it('tells the numbers of the workspace', async () => {
    const db = catalogue()
    addVariants(db, 3, 2)
    const text = textOf(await writeReport({ db, title: 'birds' }))
    expect(text).toContain('3 sources.')
    // Sources 0 and 2 are cats, source 1 is a dog; two undecided variants each.
    expect(text).toMatch(/Class Sources Accepted Undecided Rejected cat 2 0 4 0 dog 1 0 2 0/)
    expect(text).toContain('40 x 30 3')
    expect(text).toContain('0 accepted, 6 undecided, 0 rejected')
    expect(text).not.toContain('Near-duplicates')
    expect(text).not.toContain('What is marked')
  })

  it('tells what an export holds by parts and classes', async () => {
    const db = catalogue()
    const ids = ['a', 'b', 'c'].map((name) => addSource(db, name, name === 'c' ? null : 'cat'))
    const items = ids.flatMap((id, index): PlannedItem[] => {
      const source = sourcePlace(db, id)
      const split = index === 0 ? 'train' : 'test'
      const variant = { id: 9, planId: 1, copyIndex: 0, status: 'accepted' } as const
      if (source === undefined) return []
      const { className } = source
      return index === 0
        ? [
            { source, variant: null, className, split },
            { source, variant, className, split }
          ]
        : [{ source, variant: null, className, split }]
    })
    const text = textOf(await writeReport({ db, title: 'birds', items }))
    expect(text).toContain('4 pictures of 3 sources: 3 originals, 1 variants')
    expect(text).toContain('Part Sources Originals Variants train 1 1 1 test 2 2 0')
    expect(text).toContain('Class train test without a class 0 1 cat 2 1')
  })
})
