/** The window answers while the engine works: measured in the page while a long draw runs. */
import { expect, type Page, test } from '@playwright/test'
import { type FreshElectron, launchFresh } from './launch.ts'
import { call, goTo, picturesLoaded } from './wholeJob.ts'

let fresh: FreshElectron

test.beforeEach(async () => {
  fresh = await launchFresh()
})

test.afterEach(() => fresh.stop())

interface JobState {
  readonly id: number
  readonly state: string
}
const stateOf = async (page: Page, id: number): Promise<string | undefined> =>
  (await call<readonly JobState[]>(page, 'jobs.list')).find((job) => job.id === id)?.state

interface Delays {
  readonly timer: number[]
  readonly keys: number[]
}

/** Begins to note, in milliseconds, how late a 10 ms timer is and how long a key press waits for its frame. */
async function beginMeasuring(page: Page): Promise<void> {
  await page.evaluate(() => {
    const delays: Delays = { timer: [], keys: [] }
    Object.assign(globalThis, { delays })
    let last = performance.now()
    setInterval(() => {
      const now = performance.now()
      delays.timer.push(Math.max(0, now - last - 10))
      last = now
    }, 10)
    addEventListener(
      'keydown',
      (event) => requestAnimationFrame(() => delays.keys.push(performance.now() - event.timeStamp)),
      true
    )
  })
}

/** What was noted since it was last asked. */
const measured = (page: Page): Promise<Delays> =>
  page.evaluate(() => {
    const { delays } = globalThis as unknown as { delays: Delays }
    return { timer: delays.timer.splice(0), keys: delays.keys.splice(0) }
  })

/** Presses keys that a person presses often: from step to step, and in the recipe's figure. */
async function pressKeys(page: Page, rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    await goTo(page, 2)
    await expect(page.locator('[aria-current="step"]')).toContainText('Recipe')
    for (const key of ['d', ']', '[']) {
      await page.keyboard.press(key)
      await page.waitForTimeout(150)
    }
    await goTo(page, 4)
    await expect(page.locator('[aria-current="step"]')).toContainText('Export')
    await page.waitForTimeout(150)
  }
}

function inWords(name: string, delays: readonly number[]): string {
  // Why printed and not asserted: how long a busy machine takes says little about the program.
  const sorted = delays.toSorted((a, b) => a - b)
  const at = (share: number): string => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1)
  return `${name}: median ${at(0.5)} ms, 99 % ${at(0.99)} ms, longest ${at(1)} ms (${sorted.length} samples)`
}

function print(when: string, { timer, keys }: Delays): void {
  console.log(`${when}: ${inWords('10 ms timer', timer)}; ${inWords('key press to frame', keys)}`)
}

test('a key press is answered while variants are being drawn', async () => {
  const page = await fresh.app.firstWindow()
  await page.waitForURL(/^app:/)
  await expect(page.getByRole('heading', { name: '84 sources in 4 classes' })).toBeVisible({
    timeout: 60_000
  })
  await goTo(page, 2)
  await picturesLoaded(page, 16)
  const { recipe } = await call<{ recipe: unknown }>(page, 'workspace.status')
  await beginMeasuring(page)
  await pressKeys(page, 3)
  print('at rest', await measured(page))
  const draw = { recipe, profileId: 'upright', amount: { copies: 7200 } }
  const { jobId } = await call<{ jobId: number }>(page, 'draw.start', draw)
  await expect.poll(() => stateOf(page, jobId)).toBe('running')
  await measured(page)
  await pressKeys(page, 3)
  const busy = await measured(page)
  expect(await stateOf(page, jobId)).toBe('running')
  print('while drawing', busy)
  expect(busy.keys.length).toBeGreaterThanOrEqual(15)
  await call(page, 'jobs.cancel', { id: jobId })
  await expect.poll(() => stateOf(page, jobId), { timeout: 20_000 }).toBe('cancelled')
})
