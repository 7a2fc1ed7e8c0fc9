import { expect, test } from '@playwright/test'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type FreshElectron, launchFresh } from './launch.ts'
import { expectAccessible, goTo, importScreen, picturesLoaded, screenshot, wholeJob } from './wholeJob.ts'

let fresh: FreshElectron

test.beforeEach(async () => {
  fresh = await launchFresh()
})

test.afterEach(() => fresh.stop())

test('a new user goes from the sample to an exported training set', async () => {
  const page = await fresh.app.firstWindow()
  await page.setViewportSize({ width: 1280, height: 800 })
  const folder = join(fresh.folder, 'training-set')
  await wholeJob(page, folder, {
    exportTo: async (target) => {
      await fresh.app.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
      }, target)
      await page
        .getByRole('button', { name: /^Export/ })
        .last()
        .click()
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
  const manifest = (await readFile(join(folder, 'manifest.csv'), 'utf8')).trim().split('\n')
  expect(manifest).toHaveLength(1 + 84 + 3)
})

test('every screen is readable in the dark', async () => {
  const page = await fresh.app.firstWindow()
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await importScreen(page)
  await goTo(page, 2)
  await picturesLoaded(page, 16)
  await expectAccessible(page, 'recipe, dark')
  await screenshot(page, 'recipe-dark')
  for (const step of [3, 4] as const) {
    await goTo(page, step)
    await expectAccessible(page, `step ${step}, dark`)
  }
})
