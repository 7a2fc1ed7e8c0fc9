import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { decode } from '../../electron/pixels/codec.ts'
import { renderRaster } from '../../electron/pixels/render.ts'
import { domainById } from '../../shared/domains/index.ts'
import { compileRecipe, drawVariant } from '../../shared/draw/drawVariant.ts'
import { parseRecipe } from '../../shared/recipe/schema.ts'

/**
 * What was reviewed is what is exported, today or next year: variants drawn and pixels rendered by an earlier version
 * stay the same. The files beside this one were written once (UPDATE_GOLDEN=1); a change that alters them breaks that
 * promise and needs an entry in docs/decisions.md.
 */
const file = (name: string): string => join(import.meta.dirname, name)

function compare(name: string, value: unknown): void {
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file(name), `${JSON.stringify(value, null, 2)}\n`)
  expect(value).toEqual(JSON.parse(readFileSync(file(name), 'utf8')))
}

const recipe = parseRecipe(JSON.parse(readFileSync(file('recipe-v1.json'), 'utf8')))
const profile = domainById('any')
if (profile === undefined) throw new Error('Expected the domain "any"')
const compiled = compileRecipe(recipe, profile, { classNames: [], labelKinds: ['class'] })
const drawn = Array.from({ length: 12 }, (_, copyIndex) =>
  drawVariant(compiled, { contentHash: 'c0ffee'.padEnd(64, '7'), width: 128, height: 96 }, copyIndex)
)

it('draws the variants that version 0.1 drew', () => {
  compare(
    'variants-v1.json',
    drawn.map(({ steps }) => steps)
  )
})

it('renders the pixels that version 0.1 rendered', async () => {
  const path = join(import.meta.dirname, '../parity/cases/coffee_96x128.png')
  const source = await decode(readFileSync(path), path)
  const hashes: string[] = []
  for (const { steps } of drawn) {
    const size = { width: source.width, height: source.height }
    const raster = await renderRaster(source, { fullSize: size, outputSize: size, steps, sampling: recipe })
    hashes.push(createHash('sha256').update(raster.data).digest('hex'))
  }
  compare('pixels-v1.json', hashes)
})
