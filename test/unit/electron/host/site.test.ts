import * as fc from 'fast-check'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSite, type Site } from '../../../../electron/host/site.ts'
import { createFakeEngine } from '../../../fixtures/fakeEngine.ts'

const root = mkdtempSync(join(tmpdir(), 'cultivar-site-'))
const engine = createFakeEngine()
let site: Site

beforeAll(() => {
  mkdirSync(join(root, 'web/assets'), { recursive: true })
  writeFileSync(join(root, 'secret.html'), 'secret')
  writeFileSync(join(root, 'web/index.html'), '<title>window</title>')
  writeFileSync(join(root, 'web/assets/main-a1.js'), 'let a')
  writeFileSync(join(root, 'web/assets/main-a1.js.map'), '{}')
  symlinkSync(join(root, 'secret.html'), join(root, 'web/link.html'))
  site = createSite({ root: join(root, 'web'), engine })
})

afterAll(() => rmSync(root, { recursive: true }))

const get = (url: string) => site({ method: 'GET', url })
const text = (body: Uint8Array | null) => new TextDecoder().decode(body ?? new Uint8Array())

describe('the site', () => {
  it('serves the page at the root and files by their type', async () => {
    for (const url of ['/', '/?code=x', '/index.html'])
      expect(text((await get(url)).body)).toBe('<title>window</title>')
    expect(await get('/assets/main-a1.js')).toMatchObject({
      status: 200,
      headers: { 'Content-Type': 'text/javascript; charset=utf-8' }
    })
  })

  it('puts the security headers on every answer, errors too', async () => {
    for (const url of ['/', '/nothing', '/image/source/1?edge=64', '/image/source/7?edge=64']) {
      const { headers } = await get(url)
      expect(headers['Content-Security-Policy']).toContain("default-src 'none'; script-src 'self';")
      expect(headers).toMatchObject({ 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' })
    }
  })

  it('knows neither links, source maps nor anything beside its folder', async () => {
    const urls = [
      '/link.html',
      '/assets/main-a1.js.map',
      '/../secret.html',
      '/%2e%2e/secret.html',
      '/%252e%252e/secret.html',
      '/..%2fsecret.html',
      '/..\\secret.html',
      '/assets/../../secret.html',
      '//etc/passwd',
      '/index.html\0',
      '/index.html%00',
      '/assets',
      '/__proto__',
      '/constructor',
      ''
    ]
    for (const url of urls) expect((await get(url)).status, url).toBe(404)
  })

  it('asks the engine for pictures by id alone', async () => {
    engine.images.length = 0
    const picture = await get('/image/source/1?edge=64')
    expect(picture).toMatchObject({ status: 200, headers: { 'Content-Type': 'image/png' } })
    expect([...(picture.body ?? [])]).toEqual([137, 80, 78, 71])
    expect((await get('/image/preview/abc123/4')).status).toBe(404)
    expect((await get('/image/sheet/abc123')).status).toBe(404)
    expect(engine.images).toEqual(['source/1?edge=64', 'preview/abc123/4', 'sheet/abc123'])
    for (const url of [
      '/image/../secret',
      '/image/source/..',
      '/image/source/%2e',
      '/image/',
      '/image/file/1'
    ])
      expect((await get(url)).status, url).toBe(404)
    expect(engine.images).toHaveLength(3)
  })

  it('never passes on what is no picture', async () => {
    const bytes = new TextEncoder().encode('<svg onload="alert(1)"/>')
    const hostile = { ...engine, image: async () => ({ ok: true, type: 'image/svg+xml', bytes }) as const }
    const answer = await createSite({ root: join(root, 'web'), engine: hostile })({
      method: 'GET',
      url: '/image/source/1?edge=64'
    })
    expect(answer.status).toBe(500)
    expect(text(answer.body)).not.toContain('svg')
  })

  it('answers GET and HEAD only', async () => {
    expect(await site({ method: 'HEAD', url: '/' })).toMatchObject({ status: 200, body: null })
    for (const method of ['POST', 'PUT', 'DELETE', 'TRACE', 'OPTIONS']) {
      expect((await site({ method, url: '/' })).status).toBe(405)
    }
  })

  it('answers every address with a file of its own, a picture or 4xx', async () => {
    const own = new Set(['<title>window</title>', 'let a'])
    const piece = fc.constantFrom(
      '..',
      '.',
      '/',
      '\\',
      '%2e',
      '%2f',
      'index.html',
      'assets',
      'secret.html',
      '?',
      '#',
      '\0'
    )
    const address = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece).map((pieces) => `/${pieces.join('')}`)
    )
    await fc.assert(
      fc.asyncProperty(address, async (url) => {
        const { status, body } = await get(url)
        if (status === 200) expect(own).toContain(text(body))
        else expect(status).toBeGreaterThanOrEqual(400)
        expect(status).toBeLessThan(500)
      }),
      { numRuns: 1000 }
    )
  })

  it('says how to build the window when it is not built', () => {
    expect(() => createSite({ root: join(root, 'nowhere'), engine })).toThrow('not built')
  })
})
