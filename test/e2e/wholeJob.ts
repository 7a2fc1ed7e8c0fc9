import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { projectRoot } from './launch.ts'

/** The main job as a person does it, the same in every host: only choosing folders differs. */
export interface HostActions {
  /** Presses Export and chooses this folder, which does not exist yet. */
  exportTo(folder: string): Promise<void>
}

/** Pictures of the documentation are made anew with UPDATE_SCREENSHOTS=1, from this real run. */
export async function screenshot(page: Page, name: string): Promise<void> {
  if (process.env['UPDATE_SCREENSHOTS'] === undefined) return
  const folder = join(projectRoot, 'docs', 'images')
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
}

/** Axe finds nothing serious on the screen as it is now. */
export async function expectAccessible(page: Page, screen: string): Promise<void> {
  // Why: what fades in or out has no colour of its own yet.
  await expect.poll(() => page.evaluate(() => document.getAnimations().length), { timeout: 15_000 }).toBe(0)
  // Why legacy mode: the usual one opens a second window, which Electron does not give.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${screen}: ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
  expect(serious).toEqual([])
}

export async function goTo(page: Page, step: 1 | 2 | 3 | 4): Promise<void> {
  await page.keyboard.press(`Alt+${step}`)
}

export async function call<Value>(page: Page, name: string, input: unknown = {}): Promise<Value> {
  return page.evaluate(
    async ([name, input]) => {
      const bridge = window.cultivar
      const result =
        bridge === undefined
          ? ((await (
              await fetch('/api/call', {
                method: 'POST',
                headers: { 'content-type': 'application/json', 'X-Cultivar': '1' },
                body: JSON.stringify({ name, input })
              })
            ).json()) as { ok: boolean; value: unknown })
          : await bridge.call(name as string, input)
      if (!result.ok) throw new Error(JSON.stringify(result))
      return result.value as never
    },
    [name, input] as const
  )
}

interface Status {
  readonly sources: number
  readonly variants: { readonly pending: number; readonly accepted: number; readonly rejected: number }
}
export const status = (page: Page): Promise<Status> => call<Status>(page, 'workspace.status')

/** Waits until no picture on the screen is still loading. */
export async function picturesLoaded(page: Page, least: number): Promise<void> {
  await expect
    .poll(() =>
      page.evaluate(() => {
        const all = [...document.querySelectorAll('img')].filter((img) => img.src.includes('image/'))
        const loaded = all.filter((img) => img.complete && img.naturalWidth > 0)
        return loaded.length === all.length ? loaded.length : -1
      })
    )
    .toBeGreaterThanOrEqual(least)
}

export async function importScreen(page: Page): Promise<void> {
  await goTo(page, 1)
  await expect(page.getByRole('heading', { name: '84 sources in 4 classes' })).toBeVisible({
    timeout: 60_000
  })
  await picturesLoaded(page, 10)
  await expectAccessible(page, 'import')
  await screenshot(page, 'import')
}

export async function recipeScreen(page: Page): Promise<void> {
  await goTo(page, 2)
  await expect(page.getByText('Domain: Upright characters and portraits')).toBeVisible()
  await picturesLoaded(page, 16)
  const upsideDown = page.getByRole('group', { name: 'Mirror top-bottom' })
  await expect(upsideDown.getByRole('switch').first()).toBeDisabled()
  await expect(upsideDown).toContainText('Heads belong on top')
  await expectAccessible(page, 'recipe')
  await screenshot(page, 'recipe')
}

export async function drawVariants(page: Page): Promise<void> {
  await page.getByLabel('Variants per source').fill('10')
  await page.getByRole('button', { name: 'Draw variants' }).click()
  await expect.poll(async () => (await status(page)).variants.pending, { timeout: 60_000 }).toBe(840)
}

/** Accepts and rejects by keyboard, takes one back, decides in bulk; every decision is stored. */
export async function review(page: Page): Promise<void> {
  await goTo(page, 3)
  await picturesLoaded(page, 12)
  const cells = page.getByRole('grid', { name: 'Variants beside their sources' })
  await cells.locator('[tabindex="0"]').first().focus()
  for (const key of ['a', 'a', 'r', 'a', 'r']) await page.keyboard.press(key)
  await expect
    .poll(async () => (await status(page)).variants)
    .toEqual({ pending: 835, accepted: 3, rejected: 2 })
  await page.keyboard.press('Control+z')
  await expect
    .poll(async () => (await status(page)).variants)
    .toEqual({ pending: 836, accepted: 3, rejected: 1 })
  await page.keyboard.press('Control+Shift+z')
  await expect
    .poll(async () => (await status(page)).variants)
    .toEqual({ pending: 835, accepted: 3, rejected: 2 })
  await expectAccessible(page, 'review')
  await screenshot(page, 'review')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await picturesLoaded(page, 2)
  await expectAccessible(page, 'compare')
  await screenshot(page, 'compare')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
}

export async function exportScreen(page: Page, folder: string, host: HostActions): Promise<void> {
  await goTo(page, 4)
  await page.getByLabel(/Originals too/).check()
  await expect(page.getByRole('heading', { name: '87 files' })).toBeVisible()
  await expectAccessible(page, 'export')
  await host.exportTo(folder)
  await expect
    .poll(async () => (await call<readonly unknown[]>(page, 'export.list')).length, { timeout: 60_000 })
    .toBe(1)
  await expect(page.getByText(basename(folder)).first()).toBeVisible()
  await screenshot(page, 'export')
}

/** The whole job in the window, from the sample's pictures to an exported training set. */
export async function wholeJob(page: Page, folder: string, host: HostActions): Promise<void> {
  await importScreen(page)
  await recipeScreen(page)
  await drawVariants(page)
  await review(page)
  await exportScreen(page, folder, host)
}
