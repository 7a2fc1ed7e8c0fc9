/** A table of pictures in a browser: its columns are chosen in a dialog that shows the first rows. */
import { expect, test } from '@playwright/test'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { type ServedSample, serveSample } from './serveSample.ts'
import { call, expectAccessible, screenshot } from './wholeJob.ts'

let sample: ServedSample

test.beforeEach(async () => {
  sample = await serveSample()
})

test.afterEach(() => sample.stop())

/** Three pictures and a table in which the class is in a column that no program would guess. */
async function writeTable(): Promise<void> {
  const set = join(sample.folder, 'plants')
  await mkdir(join(set, 'img'), { recursive: true })
  const colours = ['#3b7d3b', '#7d3b3b', '#3b3b7d']
  for (const [index, background] of colours.entries()) {
    const picture = sharp({ create: { width: 40, height: 30, channels: 3, background } })
    await writeFile(join(set, 'img', `${index}.png`), await picture.png().toBuffer())
  }
  const rows = [
    'where,who,what',
    'img/0.png,Ann,fern',
    'img/1.png,Ben,moss',
    'img/2.png,Ann,fern',
    'img/9.png,Ann,fern'
  ]
  await writeFile(join(set, 'plants.csv'), rows.join('\n'))
}

test('the columns of a table are chosen by what stands in them', async ({ page }) => {
  await writeTable()
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto(sample.url)
  await expect(page.getByRole('heading', { name: '84 sources in 4 classes' })).toBeVisible({
    timeout: 60_000
  })
  await page.getByRole('button', { name: 'Choose a table…' }).click()
  const picker = page.getByRole('dialog')
  await picker.getByRole('button', { name: 'plants', exact: true }).click()
  await picker.getByRole('button', { name: 'plants.csv' }).click()
  await picker.getByRole('button', { name: 'Choose', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Columns of plants.csv' })
  await expect(dialog.getByRole('cell', { name: 'img/1.png' })).toBeVisible()
  await expect(dialog.getByRole('combobox', { name: 'Path of the picture' })).toHaveValue('where')
  await dialog.getByRole('combobox', { name: 'Class' }).click()
  await page.getByRole('option', { name: 'what' }).click()
  await expectAccessible(page, 'columns of a table')
  await screenshot(page, 'table')
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(page.getByRole('heading', { name: '87 sources in 6 classes' })).toBeVisible({
    timeout: 30_000
  })
  const { items } = await call<{ items: readonly { name: string; className: string | null }[] }>(
    page,
    'sources.page',
    { after: 84 }
  )
  expect(items.map(({ className }) => className)).toEqual(['fern', 'moss', 'fern'])
  // What a row names and is not there is told, and stood in nobody's way.
  await page.getByRole('tab', { name: /^Problems/ }).click()
  await expect(page.getByText(/img\/9\.png/).first()).toBeVisible()
  await expectAccessible(page, 'problems')
})
