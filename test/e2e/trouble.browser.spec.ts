/** What a person meets when something is wrong: bad pictures, a running job that is stopped, an override. */
import { expect, type Page, test } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { projectRoot } from './launch.ts'
import { type ServedSample, serveSample } from './serveSample.ts'
import { call, goTo, importScreen, picturesLoaded, status } from './wholeJob.ts'

let sample: ServedSample

test.beforeEach(async ({ page }) => {
  sample = await serveSample()
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto(sample.url)
  await importScreen(page)
})

test.afterEach(() => sample.stop())

/** Drops files on the window as the browser would. */
async function drop(page: Page, files: readonly { name: string; base64: string }[]): Promise<void> {
  const transfer = await page.evaluateHandle((files) => {
    const data = new DataTransfer()
    for (const { name, base64 } of files) {
      const bytes = Uint8Array.from(atob(base64), (sign) => sign.codePointAt(0) ?? 0)
      data.items.add(new File([bytes], name))
    }
    return data
  }, files)
  for (const type of ['dragenter', 'dragover', 'drop'])
    await page.dispatchEvent('body', type, { dataTransfer: transfer })
}

test('dropped pictures are added, and a broken one is listed with the reason', async ({ page }) => {
  const good = await readFile(join(projectRoot, 'resources/icons/icon-256.png'))
  await drop(page, [
    { name: 'fern.png', base64: good.toString('base64') },
    { name: 'torn.png', base64: good.subarray(0, 3000).toString('base64') }
  ])
  await expect.poll(async () => (await status(page)).sources).toBe(85)
  await page.getByRole('tab', { name: /Problems/ }).click()
  const row = page.getByRole('row').filter({ hasText: 'torn.png' })
  await expect(row).toBeVisible()
  await expect(row).toContainText(/damaged|truncated|ends early|cannot be read|incomplete/i)
})

test('a job is cancelled from the job bar, and the variants of before are still there', async ({ page }) => {
  await goTo(page, 2)
  await picturesLoaded(page, 16)
  const { recipe } = await call<{ recipe: { seed: number } }>(page, 'workspace.status')
  await call(page, 'draw.start', { recipe, profileId: 'upright', amount: { copies: 2 } })
  await expect.poll(async () => (await status(page)).variants.pending).toBe(168)
  const long = {
    recipe: { ...recipe, seed: 2 },
    profileId: 'upright',
    amount: { copies: 9000 },
    replacePending: true
  }
  await call(page, 'draw.start', long)
  await page
    .getByRole('button', { name: /Cancel/ })
    .first()
    .click()
  const states = async (): Promise<readonly string[]> =>
    (await call<readonly { state: string }[]>(page, 'jobs.list')).map(({ state }) => state)
  await expect.poll(async () => (await states())[0]).toBe('cancelled')
  const first = await call<readonly unknown[]>(page, 'review.variants', { filter: {}, sourceIds: [1] })
  expect(first.length).toBeGreaterThanOrEqual(2)
})

test('a forbidden transform is overridden with a reason, which the recipe keeps', async ({ page }) => {
  await goTo(page, 2)
  const row = page.getByRole('group', { name: 'Mirror top-bottom' })
  await row.getByRole('button', { name: /Override/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Why is it right for these pictures?').fill('Bats hang upside down')
  await dialog.getByRole('button', { name: /Override/ }).click()
  await expect(row.getByRole('switch').first()).toBeEnabled()
  const overrides = async (): Promise<unknown> =>
    (await call<{ recipe: { overrides: unknown } }>(page, 'workspace.status')).recipe.overrides
  await expect.poll(overrides).toEqual([{ transform: 'verticalFlip', reason: 'Bats hang upside down' }])
})
