/** Choosing a domain by keyboard, a recipe from Keras' arguments, and a rule set aside with a reason. */
import { expect, test } from '@playwright/test'
import { type FreshElectron, launchFresh } from './launch.ts'
import { call, goTo, picturesLoaded } from './wholeJob.ts'

let fresh: FreshElectron

test.beforeEach(async () => {
  fresh = await launchFresh()
})

test.afterEach(() => fresh.stop())

const flips = '{"rotation_range": 60, "horizontal_flip": true, "vertical_flip": true, "fill_mode": "nearest"}'

interface Draft {
  readonly profileId: string
  readonly recipe: { readonly overrides: readonly { readonly transform: string; readonly reason: string }[] }
}

test('a recipe of Keras is taken over, and what the domain forbids needs a reason', async () => {
  const page = await fresh.app.firstWindow()
  await page.waitForURL(/^app:/)
  await expect(page.getByRole('heading', { name: '84 sources in 4 classes' })).toBeVisible({
    timeout: 60_000
  })
  await goTo(page, 2)
  await picturesLoaded(page, 16)
  await page.getByRole('button', { name: 'From Keras…' }).click()
  await page.getByLabel('Arguments, as JSON').fill(flips)
  await page.getByRole('button', { name: 'Translate', exact: true }).click()
  await page.getByRole('button', { name: 'Replace the recipe' }).click()

  const upsideDown = page.getByRole('group', { name: 'Mirror top-bottom' })
  await expect(upsideDown).toContainText('Forbidden here.')
  await upsideDown.getByRole('button', { name: /^Override/ }).click()
  await page.getByLabel('Why is it right for these pictures?').fill('Acrobats hang upside down')
  await page.getByRole('button', { name: 'Override', exact: true }).click()
  await expect(upsideDown).toContainText('Your reason: Acrobats hang upside down')
  await expect
    .poll(async () => (await call<Draft>(page, 'workspace.status')).recipe.overrides)
    .toEqual([{ transform: 'verticalFlip', reason: 'Acrobats hang upside down' }])
})

test('the arrows go from domain to domain, and Enter chooses', async () => {
  const page = await fresh.app.firstWindow()
  await page.waitForURL(/^app:/)
  await expect(page.getByRole('heading', { name: '84 sources in 4 classes' })).toBeVisible({
    timeout: 60_000
  })
  await goTo(page, 2)
  await page.getByRole('button', { name: 'Change…' }).click()
  await expect(page.getByRole('radio', { name: /^Upright characters/ })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: /^Handwritten digits/ })).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await expect(page.getByRole('radio').last()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await call<Draft>(page, 'workspace.status')).profileId).toBe('any')
})
