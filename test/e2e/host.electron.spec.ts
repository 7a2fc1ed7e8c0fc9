/** What the desktop host adds to the window: its menu, its place on the screen, and a question before it stops a job. */
import { type ElectronApplication, expect, test } from '@playwright/test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchElectron } from './launch.ts'

let profile: string
let app: ElectronApplication

test.beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), 'cultivar-host-'))
  app = await launchElectron([], { CULTIVAR_USER_DATA: profile })
})

test.afterEach(async () => {
  await answerQuestions(0)
  await app.close().catch(() => undefined)
  await rm(profile, { recursive: true, force: true, maxRetries: 5 })
})

/** Every question is answered by the button of this index; asked() counts them. */
async function answerQuestions(response: number): Promise<void> {
  const isGone = app.windows().length === 0
  if (isGone) return
  await app.evaluate(({ dialog, app }, response) => {
    dialog.showMessageBox = () => {
      app.emit('test-asked')
      return Promise.resolve({ response, checkboxChecked: false })
    }
  }, response)
}

async function sampleIsThere(): Promise<void> {
  const page = await app.firstWindow()
  await page.waitForURL(/^app:/)
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const jobs = await window.cultivar?.call('jobs.list', {})
        return jobs?.ok ? (jobs.value as { state: string }[]).map(({ state }) => state) : null
      })
    )
    .toEqual(['done'])
}

test('the menu leads to the steps and to the shortcuts', async () => {
  await sampleIsThere()
  const page = await app.firstWindow()
  const click = (label: string) =>
    app.evaluate(({ Menu }, label) => {
      const items = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? [])
      items?.find((item) => item.label.replaceAll('&', '') === label)?.click()
    }, label)
  for (const step of ['Review', 'Recipe', 'Export', 'Import']) {
    await click(step)
    await expect(page).toHaveURL(`app://cultivar/#${step.toLowerCase()}`)
  }
  await click('Keyboard shortcuts')
  await expect(page.getByRole('dialog')).toBeVisible()
})

test('a running job is asked about before the window closes, and goes on at the next start', async () => {
  await sampleIsThere()
  const page = await app.firstWindow()
  await answerQuestions(1)
  const jobId = await page.evaluate(async () => {
    const status = await window.cultivar?.call('workspace.status', {})
    const recipe = status?.ok ? (status.value as { recipe: object }).recipe : {}
    const steps = [{ transform: 'rotate', probability: 1, angleDegRange: [-5, 5] }]
    const started = await window.cultivar?.call('draw.start', {
      recipe: { ...recipe, steps },
      profileId: 'upright',
      amount: { copies: 3000 }
    })
    return started?.ok ? (started.value as { jobId: number }).jobId : null
  })
  const asked = app.evaluate(
    ({ app, BrowserWindow }) =>
      new Promise<boolean>((resolve) => {
        app.once('test-asked' as 'activate', () => resolve(true))
        BrowserWindow.getAllWindows()[0]?.close()
      })
  )
  expect(await asked).toBe(true)
  expect(app.windows()).toHaveLength(1)
  await answerQuestions(0)
  await app.close()

  app = await launchElectron([], { CULTIVAR_USER_DATA: profile })
  const again = await app.firstWindow()
  await again.waitForURL(/^app:/)
  const state = () =>
    again.evaluate(async (id) => {
      const jobs = await window.cultivar?.call('jobs.list', {})
      return jobs?.ok
        ? (jobs.value as { id: number; state: string }[]).find((job) => job.id === id)?.state
        : null
    }, jobId)
  await expect.poll(state, { timeout: 100_000 }).toBe('done')
})

test('the window opens where and as large as it was left', async () => {
  await sampleIsThere()
  const bounds = { x: 30, y: 40, width: 1100, height: 700 }
  const set = await app.evaluate(({ BrowserWindow }, bounds) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.setBounds(bounds)
    return window?.getNormalBounds()
  }, bounds)
  await app.close()
  app = await launchElectron([], { CULTIVAR_USER_DATA: profile })
  await app.firstWindow()
  const found = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds())
  expect(found).toMatchObject({ width: set?.width, height: set?.height })
})
