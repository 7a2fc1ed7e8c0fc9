import { type ElectronApplication, expect, test } from '@playwright/test'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchElectron } from './launch.ts'
import { expectAccessible, goTo, importScreen, picturesLoaded, screenshot, wholeJob } from './wholeJob.ts'

let scratch: string
let app: ElectronApplication

test.beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'cultivar-job-'))
  app = await launchElectron([], { CULTIVAR_USER_DATA: join(scratch, 'profile') })
})

test.afterEach(async () => {
  await app.close()
  await rm(scratch, { recursive: true, force: true, maxRetries: 5 })
})

test('a new user goes from the sample to an exported training set', async () => {
  const page = await app.firstWindow()
  await page.setViewportSize({ width: 1280, height: 800 })
  const folder = join(scratch, 'training-set')
  await wholeJob(page, folder, {
    exportTo: async (target) => {
      await app.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
      }, target)
      await page
        .getByRole('button', { name: /^Export/ })
        .last()
        .click()
    }
  })
  expect((await readdir(folder)).toSorted()).toEqual([
    'bald',
    'curly',
    'long',
    'manifest.csv',
    'mohawk',
    'provenance.json'
  ])
  const manifest = (await readFile(join(folder, 'manifest.csv'), 'utf8')).trim().split('\n')
  expect(manifest).toHaveLength(1 + 84 + 3)
})

test('every screen is readable in the dark', async () => {
  const page = await app.firstWindow()
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
