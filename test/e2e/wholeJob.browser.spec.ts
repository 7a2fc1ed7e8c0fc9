import { expect, test } from '@playwright/test'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { projectRoot } from './launch.ts'
import { wholeJob } from './wholeJob.ts'

let scratch: string
let server: ChildProcess
let url: string

test.beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'cultivar-serve-'))
  server = spawn(
    process.execPath,
    [join(projectRoot, 'out/main/cli.js'), 'serve', '--sample', '--json', '--root', scratch],
    {
      env: { ...process.env, CULTIVAR_USER_DATA: join(scratch, 'profile') },
      stdio: ['ignore', 'pipe', 'inherit']
    }
  )
  if (server.stdout === null) throw new Error('Expected the server to have an output')
  const [line] = (await once(server.stdout, 'data')) as [Buffer]
  url = (JSON.parse(line.toString()) as { url: string }).url
})

test.afterEach(async () => {
  const isGone = server.exitCode !== null
  server.kill('SIGTERM')
  if (!isGone) await once(server, 'exit')
  await rm(scratch, { recursive: true, force: true, maxRetries: 5 })
})

test('the whole job works in a browser', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto(url)
  await expect(page).not.toHaveURL(/code=/)
  const folder = join(scratch, 'training-set')
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
  expect((await readdir(folder)).toSorted()).toEqual([
    'bald',
    'curly',
    'long',
    'manifest.csv',
    'mohawk',
    'provenance.json'
  ])
})

test('the address works for one browser only', async ({ page, browser }) => {
  await page.goto(url)
  await expect(page.getByRole('navigation', { name: 'Steps' })).toBeVisible()
  const other = await browser.newContext()
  const second = await other.newPage()
  const response = await second.goto(url)
  expect(response?.status()).toBeGreaterThanOrEqual(400)
  await other.close()
})
