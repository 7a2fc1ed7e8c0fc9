/** What a window in a browser may ask its host for, and how far that reaches. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  base,
  engine,
  home,
  letIn,
  own,
  ownHost,
  post,
  send,
  sendRaw,
  uploads
} from '../fixtures/browserHost.ts'

describe('what a window may ask for', () => {
  it('makes calls of the contract, but none that names a path', async () => {
    const cookie = await letIn()
    const good = await post(cookie, '/api/call', { name: 'jobs.list', input: {} })
    expect(JSON.parse(good.text)).toEqual({ ok: true, value: { jobId: 7 } })
    const refused = [
      'import.start',
      'export.start',
      'workspace.open',
      'workspace.create',
      'toString',
      '__proto__',
      'x'
    ]
    for (const name of refused) {
      const answer = await post(cookie, '/api/call', { name, input: { folder: '/etc', paths: ['/etc'] } })
      expect(JSON.parse(answer.text), name).toMatchObject({ ok: false })
    }
    expect((await post(cookie, '/api/other', {})).status).toBe(404)
    expect(engine.calls).toEqual([{ name: 'jobs.list', input: {} }])
  })

  it('shows folders below the root only, without dot folders and links that lead out', async () => {
    const cookie = await letIn()
    const browse = async (folder: string | null) =>
      JSON.parse((await post(cookie, '/api/browse', { folder })).text)
    expect(await browse(null)).toEqual({
      folder: home,
      parent: null,
      entries: [{ name: 'pictures', kind: 'folder' }]
    })
    expect(await browse(join(home, 'pictures'))).toEqual({
      folder: join(home, 'pictures'),
      parent: home,
      entries: [
        { name: 'cats', kind: 'folder' },
        { name: 'a.png', kind: 'file' }
      ]
    })
    const outside = [
      base,
      `${home}/..`,
      `${home}2`,
      join(home, '.ssh'),
      join(home, 'pictures/out'),
      join(home, 'pictures/out/home2'),
      '/',
      'pictures',
      `${home}\0`
    ]
    for (const folder of outside) {
      expect(await browse(folder), folder).toMatchObject({ ok: false, error: { code: 'forbidden' } })
    }
    expect(await browse(join(home, 'nowhere'))).toMatchObject({ ok: false, error: { code: 'not-found' } })
  })

  it('imports, exports and opens what lies below the root', async () => {
    const cookie = await letIn()
    const host = async (body: unknown) => JSON.parse((await post(cookie, '/api/host', body)).text)
    const options = {}
    await host({ action: 'import', paths: [join(home, 'pictures/cats')], copy: false })
    await host({ action: 'export', folder: join(home, 'new'), options })
    await host({ action: 'open', folder: join(home, 'pictures') })
    await host({ action: 'create', folder: join(home, 'My.cultivar') })
    expect(engine.calls.map(({ name }) => name)).toEqual([
      'import.start',
      'export.start',
      'workspace.open',
      'workspace.create'
    ])
    expect(engine.calls[1]?.input).toMatchObject({
      folder: join(home, 'new'),
      options: { include: 'accepted' }
    })
    engine.calls.length = 0
    for (const path of [
      '/etc',
      `${home}/../x`,
      join(home, 'pictures/out/x'),
      join(home, '.ssh/id'),
      'x',
      home + '2/x'
    ]) {
      for (const body of [
        { action: 'import', paths: [join(home, 'pictures'), path], copy: true },
        { action: 'table', path },
        { action: 'importTable', path, copy: false, columns: { path: 'file' } },
        { action: 'export', folder: path, options },
        { action: 'open', folder: path },
        { action: 'create', folder: path }
      ]) {
        expect(await host(body), JSON.stringify(body)).toMatchObject({ ok: false })
      }
    }
    expect(engine.calls).toEqual([])
  })
})

describe('uploads', () => {
  const batch = '6f1c1f4e-3c0a-4d57-9d5e-0a8f7f3f2b11'
  const upload = (cookie: string, name: string, body: string | Uint8Array, to = batch) =>
    send({
      method: 'POST',
      path: `/api/upload?name=${encodeURIComponent(name)}&batch=${encodeURIComponent(to)}`,
      headers: { ...own(cookie), 'Content-Type': 'image/png' },
      body
    })

  it('are kept in a folder per drop, imported as a copy and then deleted', async () => {
    const cookie = await letIn()
    const bytes = Uint8Array.from({ length: 3_000_000 }, (_, at) => at % 251)
    expect((await upload(cookie, 'birds/red/ä 1.png', bytes)).status).toBe(200)
    expect((await upload(cookie, 'birds/blue/2.png', 'two')).status).toBe(200)
    expect(readFileSync(join(uploads, batch, 'birds/red/ä 1.png')).equals(bytes)).toBe(true)
    const answer = await post(cookie, '/api/host', { action: 'importUploads', batch, copy: false })
    expect(JSON.parse(answer.text)).toEqual({ ok: true, value: { jobId: 7 } })
    expect(engine.calls).toEqual([
      { name: 'import.start', input: { paths: [join(uploads, batch, 'birds')], copy: true, format: 'auto' } }
    ])
    const job = {
      id: 7,
      kind: 'import',
      title: 'Import',
      state: 'done',
      done: 2,
      total: 2,
      failures: 0
    } as const
    const times = {
      perSecond: null,
      etaSeconds: null,
      startedAt: null,
      finishedAt: null,
      result: null,
      error: null
    }
    engine.emit({ event: 'job', job: { ...job, ...times } })
    await expect.poll(() => readdirSync(uploads)).toEqual([])
  })

  it('cannot leave their folder, whatever their names', async () => {
    const cookie = await letIn()
    const names = [
      '../x.png',
      'a/../../x.png',
      '/etc/x.png',
      'a//b.png',
      './x.png',
      '',
      '.',
      '..',
      'a/',
      'x\0.png',
      'a\\..\\x.png',
      'C:/x.png',
      'C:x.png',
      'CON',
      'nul.png',
      'a/COM1.png',
      'x.',
      'x ',
      'a\nb.png',
      'x'.repeat(256),
      'a/'.repeat(40) + 'x'
    ]
    for (const name of names) expect((await upload(cookie, name, 'x')).status, JSON.stringify(name)).toBe(400)
    for (const to of ['', '..', '../x', `${batch}/..`, 'x']) {
      expect((await upload(cookie, 'x.png', 'x', to)).status, to).toBe(400)
    }
    expect(() => readdirSync(uploads)).toThrow('ENOENT')
    for (const to of ['..', '/etc', '00000000-0000-4000-8000-000000000000']) {
      const answer = await post(cookie, '/api/host', { action: 'importUploads', batch: to })
      expect(JSON.parse(answer.text)).toMatchObject({ ok: false })
    }
  })

  it('never overwrite, and are refused when they are announced as too large', async () => {
    const cookie = await letIn()
    expect((await upload(cookie, 'x.png', 'first')).status).toBe(200)
    expect((await upload(cookie, 'x.png', 'second')).status).toBe(409)
    expect(readFileSync(join(uploads, batch, 'x.png'), 'utf8')).toBe('first')
    const head = `POST /api/upload?name=y.png&batch=${batch} HTTP/1.1\r\nHost: ${ownHost()}\r\nCookie: ${cookie}\r\nOrigin: http://${ownHost()}\r\nX-Cultivar: 1\r\nContent-Length: 536870913\r\n\r\n`
    expect(await sendRaw(head)).toMatch(/^HTTP\/1\.1 413 /)
    expect(
      (await send({ method: 'POST', path: `/api/upload?name=z&batch=${batch}`, headers: own('') })).status
    ).toBe(401)
    expect(readdirSync(join(uploads, batch))).toEqual(['x.png'])
  })
})
