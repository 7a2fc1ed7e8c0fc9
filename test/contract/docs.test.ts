import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { generatedParts } from '../../shared/docs/tables.ts'

const folder = join(import.meta.dirname, '../../docs')
const pages = ['transforms.md', 'domains.md', 'recipes.md']
const marked = /(<!-- generated: (\w+) -->)[\s\S]*?(<!-- end -->)/g

/** A page with its generated parts made anew. */
function renewed(page: string): string {
  return page.replaceAll(marked, (_, start: string, name: string, end: string) => {
    const make = generatedParts[name]
    if (make === undefined) throw new Error(`Expected a generated part but received ${name}`)
    return `${start}\n\n${make()}\n\n${end}`
  })
}

describe('docs', () => {
  it.each(pages)('%s says what the specs say (UPDATE_DOCS=1 rewrites it)', (name) => {
    const file = join(folder, name)
    const page = readFileSync(file, 'utf8').replaceAll('\r\n', '\n')
    const now = renewed(page)
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(file, now)
    else expect(page).toBe(now)
  })

  it('hold every generated part once', () => {
    const names = pages.flatMap((name) =>
      [...readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').matchAll(marked)].map(
        (match) => match[2]
      )
    )
    expect(names.map(String).toSorted()).toEqual(Object.keys(generatedParts).toSorted())
  })
})
