import { expect, test } from '@playwright/test'
import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type ServedSample, serveSample } from './serveSample.ts'
import { wholeJob } from './wholeJob.ts'

let sample: ServedSample

test.beforeEach(async () => {
  sample = await serveSample()
})

test.afterEach(() => sample.stop())

test('the whole job works in a browser', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto(sample.url)
  await expect(page).not.toHaveURL(/code=/)
  const folder = join(sample.folder, 'training-set')
  await wholeJob(page, folder, {
    exportTo: async (target) => {
      await page
        .getByRole('button', { name: /^Export/ })
        .last()
        .click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('Name of the new folder').fill(basename(target))
      await dialog.getByRole('button', { name: /export/i }).click()
    }
  })
  const names = [
    'README.md',
    'SHA256SUMS',
    'bald',
    'curly',
    'long',
    'manifest.csv',
    'mohawk',
    'provenance.json',
    'report.html'
  ]
  expect(await readdir(folder)).toEqual(expect.arrayContaining(names))
})

test('the address works for one browser only', async ({ page, browser }) => {
  await page.goto(sample.url)
  await expect(page.getByRole('navigation', { name: 'Steps' })).toBeVisible()
  const other = await browser.newContext()
  const second = await other.newPage()
  const response = await second.goto(sample.url)
  expect(response?.status()).toBeGreaterThanOrEqual(400)
  await other.close()
})
