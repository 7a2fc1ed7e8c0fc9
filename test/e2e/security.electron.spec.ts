/** The list of Electron's security guide, held against the running application. */
import { type ElectronApplication, expect, type Page, test } from '@playwright/test'
import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canSandbox, launchElectron, projectRoot } from './launch.ts'

let profile: string
let app: ElectronApplication
let page: Page

test.beforeAll(async () => {
  profile = await mkdtemp(join(tmpdir(), 'cultivar-security-'))
  app = await launchElectron([], { CULTIVAR_USER_DATA: profile })
  page = await app.firstWindow()
  await page.waitForURL(/^app:\/\/cultivar\//)
})

test.afterAll(async () => {
  await app.evaluate(({ dialog }) => {
    dialog.showMessageBox = () => Promise.resolve({ response: 0, checkboxChecked: false })
  })
  await app.close()
  await rm(profile, { recursive: true, force: true, maxRetries: 5 })
})

test('the window has a sandbox, an isolated context and no Node', async () => {
  const preferences = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => {
      // Why a cast: it is documented no more, but there.
      const contents = webContents as unknown as { getLastWebPreferences(): unknown }
      return contents.getLastWebPreferences()
    })
  )
  expect(preferences).toHaveLength(1)
  expect(preferences[0]).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false
  })
  expect(await page.evaluate('[typeof require, typeof process, typeof module, typeof Buffer]')).toEqual(
    Array.from({ length: 4 }, () => 'undefined')
  )
})

test('the window has this bridge and nothing else', async () => {
  const bridge = await page.evaluate(() =>
    Object.entries(window.cultivar ?? {}).map(([name, value]) => [name, typeof value])
  )
  expect(Object.fromEntries(bridge)).toEqual({
    host: 'string',
    call: 'function',
    subscribe: 'function',
    onMenu: 'function',
    chooseImport: 'function',
    importDropped: 'function',
    chooseTable: 'function',
    importTable: 'function',
    chooseExport: 'function',
    chooseWorkspace: 'function',
    revealExport: 'function'
  })
})

test('the renderer runs in the sandbox of the system', async () => {
  test.skip(!canSandbox, 'Chromium refuses its sandbox to root')
  const pid = await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    return window?.webContents.getOSProcessId()
  })
  if (process.platform === 'linux') {
    // 2: a filter of system calls is in force.
    expect(await readFile(`/proc/${pid}/status`, 'utf8')).toMatch(/^Seccomp:\s+2$/m)
    return
  }
  const metrics = await app.evaluate(({ app }) =>
    app.getAppMetrics().map(({ pid, sandboxed }) => ({ pid, sandboxed }))
  )
  expect(metrics).toContainEqual({ pid, sandboxed: true })
})

test('the content security policy stops scripts and pictures from elsewhere', async () => {
  const violations = await page.evaluate(async () => {
    const seen: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective))
    const script = document.createElement('script')
    script.textContent = 'window.intruder = true'
    document.body.append(script)
    const picture = document.createElement('img')
    picture.src = 'http://127.0.0.1:1/x.png'
    document.body.append(picture)
    const frame = document.createElement('iframe')
    frame.src = 'data:text/html,x'
    document.body.append(frame)
    await fetch('http://127.0.0.1:1/').catch(() => undefined)
    while (seen.length < 4) await new Promise((resolve) => requestAnimationFrame(resolve))
    for (const element of [script, picture, frame]) element.remove()
    return seen
  })
  expect(violations.toSorted()).toEqual(['connect-src', 'frame-src', 'img-src', 'script-src-elem'])
  expect(await page.evaluate('typeof window.intruder')).toBe('undefined')
  // Why in a timer: what the inspector itself evaluates is exempt from the policy.
  const evaluated = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        setTimeout(() => {
          try {
            resolve(String(Reflect.construct(Function, ['return 1'])))
          } catch (error) {
            resolve(error instanceof Error ? error.name : 'unknown')
          }
        })
      })
  )
  expect(evaluated).toBe('EvalError')
})

test('permissions are denied but for the two harmless ones', async () => {
  const denied = await page.evaluate(async () => ({
    notification: await Notification.requestPermission(),
    camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'granted',
      (error: Error) => error.name
    ),
    place: await new Promise((resolve) =>
      navigator.geolocation.getCurrentPosition(
        () => resolve('granted'),
        ({ code }) => resolve(code)
      )
    )
  }))
  // 1 is PERMISSION_DENIED.
  expect(denied).toEqual({
    notification: 'denied',
    camera: expect.stringMatching(/NotAllowed|NotFound/),
    place: 1
  })
  const states = await page.evaluate(async () => {
    const names = [
      'geolocation',
      'camera',
      'microphone',
      'notifications',
      'clipboard-read',
      'midi'
    ] as PermissionName[]
    return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state))
  })
  expect(new Set(states)).toEqual(new Set(['denied']))
})

test('another page with the same preload is not listened to', async () => {
  const preload = join(projectRoot, 'out/preload/preload.cjs')
  const answers = await app.evaluate(async ({ BrowserWindow }, preload) => {
    const intruder = new BrowserWindow({ show: false, webPreferences: { preload } })
    const ask = () => intruder.webContents.executeJavaScript("window.cultivar.call('workspace.status', {})")
    await intruder.loadURL('data:text/html,<p>intruder</p>')
    const fromData = await ask()
    // Our own page, but in a window that is not ours.
    await intruder.loadURL('app://cultivar/')
    const fromSecond = await ask()
    intruder.destroy()
    return [fromData, fromSecond]
  }, preload)
  expect(answers).toEqual([
    expect.objectContaining({ ok: false, error: expect.objectContaining({ code: 'forbidden' }) }),
    expect.objectContaining({ ok: false, error: expect.objectContaining({ code: 'forbidden' }) })
  ])
})

test('the window makes no call that names a path, and is told what is wrong', async () => {
  const answers = await page.evaluate(() =>
    Promise.all([
      window.cultivar?.call('import.start', { paths: ['/etc'] }),
      window.cultivar?.call('workspace.open', { folder: '/etc' }),
      window.cultivar?.call('toString', {}),
      window.cultivar?.call({ toString: 'x' } as unknown as string, {}),
      window.cultivar?.call('jobs.cancel', { id: 'x' }),
      window.cultivar?.call('jobs.list', {})
    ])
  )
  expect(answers.map((answer) => (answer?.ok ? 'ok' : answer?.error.code))).toEqual([
    'forbidden',
    'forbidden',
    'bad-input',
    'bad-input',
    'bad-input',
    'ok'
  ])
})

test('the scheme serves nothing but the window and pictures by id', async () => {
  const addresses = [
    'app://cultivar/%2e%2e/%2e%2e/etc/passwd',
    'app://cultivar/..%2f..%2fpackage.json',
    'app://cultivar//etc/passwd',
    'app://cultivar/..\\..\\package.json',
    'app://cultivar/index.html%00',
    'app://cultivar/image/source/999999999?edge=64',
    'app://cultivar/image/..%2fcatalogue.sqlite',
    'app://cultivar/image/source/1?edge=0'
  ]
  const statuses = await page.evaluate(
    (all) => Promise.all(all.map(async (address) => (await fetch(address)).status)),
    addresses
  )
  for (const [at, status] of statuses.entries()) {
    expect(status, addresses[at]).toBeGreaterThanOrEqual(400)
    expect(status, addresses[at]).toBeLessThan(500)
  }
  const others = await page.evaluate(async () => [
    (await fetch('app://cultivar/', { method: 'HEAD' })).status,
    (await fetch('app://cultivar/', { method: 'POST' })).status
  ])
  expect(others).toEqual([200, 405])
  const foreign = await page.evaluate(() =>
    Promise.all(
      ['app://other/', 'file:///etc/passwd', 'http://127.0.0.1:1/'].map((address) =>
        fetch(address).then(
          () => 'answered',
          () => 'refused'
        )
      )
    )
  )
  expect(foreign).toEqual(['refused', 'refused', 'refused'])
})

test('a dropped file reaches main by its path, and the window stays where it is', async () => {
  const file = join(profile, 'dropped.png')
  await writeFile(file, 'no picture')
  await page.evaluate(() => {
    const input = document.createElement('input')
    input.type = 'file'
    input.id = 'test-file'
    input.hidden = true
    document.body.append(input)
  })
  await page.locator('#test-file').setInputFiles(file)
  const imported = await page.evaluate(async () => {
    const input = document.querySelector<HTMLInputElement>('#test-file')
    const made = new File(['made in the page'], 'made.png')
    return [
      await window.cultivar?.importDropped([...(input?.files ?? [])], { copy: false }),
      await window.cultivar?.importDropped([made], { copy: false })
    ]
  })
  expect(imported).toEqual([{ jobId: expect.any(Number) }, null])
  await page.evaluate(() => {
    const transfer = new DataTransfer()
    transfer.items.add(new File(['<script>alert(1)</script>'], 'page.html', { type: 'text/html' }))
    document.body.dispatchEvent(
      new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true })
    )
    document.querySelector('#test-file')?.remove()
  })
  expect(await page.evaluate(() => location.origin + location.pathname)).toBe('app://cultivar/')
})

test('an engine that is killed comes back, and so does the workspace', async () => {
  test.skip(
    process.platform !== 'linux',
    'Elsewhere the engine is a process of Electron that looks like its others'
  )
  const title = () =>
    page.evaluate(async () => {
      const result = await window.cultivar?.call('workspace.status', {})
      return result?.ok ? (result.value as { title: string } | null)?.title : result?.error.code
    })
  await expect.poll(title).toBe('Sample')
  // In an object, because the promise itself would be waited for here, and the engine must not die before this listens.
  const heard = await page.evaluateHandle(() => ({
    states: new Promise<string[]>((resolve) => {
      const states: string[] = []
      window.cultivar?.subscribe((event) => {
        if (event.event !== 'engine') return
        states.push(event.state)
        if (event.state === 'running') resolve(states)
      })
    })
  }))
  const processes = execFileSync('ps', ['-eo', 'pid,ppid,args'], { encoding: 'utf8' }).split('\n')
  const engine = processes.find(
    (line) => line.includes('out/main/engine.js') && line.trim().split(/\s+/)[1] === String(app.process().pid)
  )
  const pid = Number(engine?.trim().split(/\s+/)[0])
  expect(pid).toBeGreaterThan(0)
  process.kill(pid, 'SIGKILL')
  expect(await heard.evaluate(({ states }) => states)).toEqual(['restarting', 'running'])
  expect(await title()).toBe('Sample')
})

// Last, because Playwright waits for the end of a navigation that was refused before it touches the page again.
test('the window cannot navigate or open other windows', async () => {
  await page.evaluate(() => {
    location.href = 'https://example.invalid/'
  })
  await page.evaluate(() => {
    location.assign('data:text/html,elsewhere')
  })
  const opened = await page.evaluate(() => [
    window.open('https://example.invalid/'),
    window.open('about:blank')
  ])
  expect(opened).toEqual([null, null])
  await page.evaluate(() => {
    const link = document.createElement('a')
    link.href = 'file:///etc/passwd'
    link.target = '_blank'
    document.body.append(link)
    link.click()
    link.remove()
  })
  expect(await page.evaluate(() => location.origin + location.pathname)).toBe('app://cultivar/')
  expect(app.windows()).toHaveLength(1)
})

test('a table is chosen and imported without its path reaching the window', async () => {
  const table = join(profile, 'secret-folder', 'plants.csv')
  await mkdir(join(profile, 'secret-folder'), { recursive: true })
  await writeFile(table, 'file,label\nimg/0.png,fern\n')
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
  }, table)
  const chosen = await page.evaluate(() => window.cultivar?.chooseTable())
  expect(chosen).toMatchObject({
    name: 'plants.csv',
    header: ['file', 'label'],
    rows: [['img/0.png', 'fern']]
  })
  expect(JSON.stringify(chosen)).not.toContain('secret-folder')
  // Only what came out of a dialog can be imported.
  const columns = { path: 'file' }
  const foreign = page.evaluate(
    (columns) =>
      window.cultivar?.importTable('6f1c1f4e-3c0a-4d57-9d5e-0a8f7f3f2b11', { copy: false, columns }),
    columns
  )
  await expect(foreign).rejects.toThrow(/not chosen in a dialog/)
  const started = await page.evaluate(
    ([handle, columns]) => window.cultivar?.importTable(handle, { copy: false, columns }),
    [chosen?.handle ?? '', columns] as const
  )
  expect(started?.jobId).toBeGreaterThan(0)
})
