/** A detection set from its import to its export: boxes over pictures, labels by keyboard. */
import { expect, type Page, test } from '@playwright/test'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeCocoSet } from './cocoSet.ts'
import { type FreshElectron, launchFresh } from './launch.ts'
import { call, expectAccessible, goTo, picturesLoaded, screenshot, status } from './wholeJob.ts'

let fresh: FreshElectron
let page: Page

test.beforeEach(async () => {
  fresh = await launchFresh()
  page = await fresh.app.firstWindow()
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.waitForURL(/^app:/)
  // Why: a new profile first fills the sample, and only then another workspace is made.
  await expect(page.getByRole('heading', { name: '84 sources in 4 classes' })).toBeVisible({
    timeout: 60_000
  })
})

test.afterEach(() => fresh.stop())

/** What the next dialogs of the system answer. */
async function answerDialogs(path: string): Promise<void> {
  await fresh.app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen })
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, path)
}

async function importSet(): Promise<void> {
  const set = join(fresh.folder, 'set')
  await writeCocoSet(set)
  await answerDialogs(join(fresh.folder, 'boats.cultivar'))
  await page.getByRole('button', { name: 'Sample' }).click()
  await page.getByRole('menuitem', { name: 'Create a workspace…' }).click()
  await expect(page.getByText('No pictures yet')).toBeVisible()
  await answerDialogs(set)
  await page.getByRole('combobox', { name: 'Format of the import' }).click()
  await page.getByRole('option', { name: /^COCO/ }).click()
  await page.getByRole('button', { name: 'Choose a folder…' }).click()
  await expect(page.getByRole('heading', { name: '4 sources', exact: true })).toBeVisible({ timeout: 30_000 })
  // Four boats, four suns and three walkers, each with several annotations.
  await expect(page.getByText('11 marked objects of 3 classes')).toBeVisible()
}

const marks = () => page.locator('svg[data-marks]')

async function recipeWithMarks(): Promise<void> {
  const { recipe } = await call<{ recipe: object }>(page, 'workspace.status')
  const steps = [
    { transform: 'rotate', probability: 1, angleDegRange: [-10, 10] },
    { transform: 'horizontalFlip', probability: 0.5 }
  ]
  await call(page, 'workspace.setDraft', { recipe: { ...recipe, steps }, profileId: 'any' })
  await page.reload()
  await expect(page.getByRole('heading', { name: '4 sources', exact: true })).toBeVisible()
  await goTo(page, 2)
  await picturesLoaded(page, 16)
  await expect(marks()).toHaveCount(16)
  await expect(page.getByRole('list', { name: 'Marked classes' })).toContainText('walker')
  await expectAccessible(page, 'recipe with marks')
  await screenshot(page, 'marks-recipe')
  await page.keyboard.press('m')
  await expect(marks()).toHaveCount(0)
  await expect(page.getByRole('switch', { name: 'Marks' })).not.toBeChecked()
  await page.keyboard.press('m')
  await expect(marks()).toHaveCount(16)
}

async function reviewWithMarks(): Promise<void> {
  await page.getByLabel('Variants per source').fill('6')
  await page.getByRole('button', { name: 'Draw variants' }).click()
  await expect.poll(async () => (await status(page)).variants.pending, { timeout: 60_000 }).toBe(24)
  const first = page.locator('[data-position="0"] svg[data-marks]')
  await expect(first).toHaveAttribute('data-marks', '3')
  await expectAccessible(page, 'review with marks')
  await screenshot(page, 'marks-review')
  await page.keyboard.press('m')
  await expect(marks()).toHaveCount(0)
  await page.keyboard.press('m')
  await expect(first).toBeVisible()
  await page.locator('[data-position="0"]').dblclick()
  const dialog = page.getByRole('dialog')
  await expect(dialog.locator('svg[data-marks]')).toHaveCount(2)
  await expect(dialog.locator('svg text', { hasText: 'boat' })).toHaveCount(2)
  await expectAccessible(page, 'compare with marks')
  await screenshot(page, 'marks-compare')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
}

const classesOf = async (): Promise<readonly (string | null)[]> =>
  (await call<{ items: readonly { className: string | null }[] }>(page, 'sources.page')).items.map(
    ({ className }) => className
  )

async function labelByKeyboard(): Promise<void> {
  await goTo(page, 1)
  await page.getByRole('button', { name: 'Label pictures' }).click()
  await expect(page.getByRole('option').first()).toBeFocused()
  // The first three digits are the classes of the objects, in the order of the file.
  await page.keyboard.press('2')
  await page.keyboard.press('1')
  await expect.poll(classesOf).toEqual(['sun', 'boat', null, null])
  await page.keyboard.type('lake')
  await page.keyboard.press('Enter')
  await expect.poll(classesOf).toEqual(['sun', 'boat', 'lake', null])
  await expect(page.getByRole('option', { name: 'scene-3.png, lake' })).toBeVisible()
  await expectAccessible(page, 'labelling')
  await screenshot(page, 'labelling')
  await page.keyboard.press('u')
  await expect.poll(classesOf).toEqual(['sun', 'boat', null, null])
  await expect(page.getByRole('option', { name: 'scene-3.png, no class' })).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect.poll(classesOf).toEqual(['sun', null, null, null])
  await page.keyboard.press('Control+Shift+z')
  await expect.poll(classesOf).toEqual(['sun', 'boat', null, null])
  // A range by Shift, from the last one back.
  await page.keyboard.press('End')
  await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('3')
  await expect.poll(classesOf).toEqual(['sun', 'boat', 'walker', 'walker'])
}

async function exportAsCoco(): Promise<void> {
  await goTo(page, 4)
  await page.getByRole('combobox', { name: 'Format' }).first().click()
  await page.getByRole('option', { name: /^COCO/ }).click()
  await page.getByLabel(/Originals too/).check()
  await expect(page.getByRole('heading', { name: '4 files' })).toBeVisible()
  await expectAccessible(page, 'export as COCO')
  const target = join(fresh.folder, 'exported')
  await answerDialogs(target)
  await page
    .getByRole('button', { name: /^Export/ })
    .last()
    .click()
  await expect
    .poll(async () => (await call<readonly unknown[]>(page, 'export.list')).length, { timeout: 60_000 })
    .toBe(1)
  const names = await readdir(target, { recursive: true })
  const file = names.find((name) => name.endsWith('.json') && !name.includes('provenance'))
  const coco = JSON.parse(await readFile(join(target, file ?? ''), 'utf8')) as {
    images: readonly unknown[]
    annotations: readonly { bbox: readonly number[] }[]
  }
  expect(coco.images).toHaveLength(4)
  expect(coco.annotations).toHaveLength(11)
  // The boat of the first picture, as it was drawn.
  expect(coco.annotations.map(({ bbox }) => bbox.map(Math.round))).toContainEqual([40, 150, 90, 25])
}

test('a COCO set is seen with its boxes, labelled by keyboard and exported', async () => {
  await importSet()
  await expectAccessible(page, 'import with marks')
  await recipeWithMarks()
  await reviewWithMarks()
  await labelByKeyboard()
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page, 'labelling, dark')
  await goTo(page, 3)
  await picturesLoaded(page, 8)
  await expectAccessible(page, 'review with marks, dark')
  await exportAsCoco()
})
