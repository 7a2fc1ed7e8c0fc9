/** The browser host attacked with plain sockets, as another program or another site's page would. */
import * as fc from 'fast-check'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import {
  code,
  engine,
  letIn,
  own,
  ownHost,
  port,
  post,
  send,
  sendRaw,
  type Sent
} from '../fixtures/browserHost.ts'

describe('getting in', () => {
  it('swaps the code for a cookie of this port, once', async () => {
    const first = await send({ path: `/?code=${code}` })
    expect(first).toMatchObject({ status: 303, headers: { location: '/' } })
    const [cookie = ''] = first.headers['set-cookie'] as string[]
    expect(cookie).toMatch(new RegExp(`^cultivar-${port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`))
    // 32 random bytes make 43 characters of base64url.
    expect(code).toMatch(/^[\w-]{43}$/)
    expect((await send({ path: `/?code=${code}` })).status).toBe(401)
    expect((await send({ headers: { Cookie: cookie.split(';')[0] } })).text).toBe('the window')
    expect((await send({ path: `/?code=${code}`, headers: { Cookie: cookie.split(';')[0] } })).status).toBe(
      303
    )
  })

  it('gives nothing without a session, neither for a wrong code nor a wrong cookie', async () => {
    const swapped = code.toLowerCase() === code ? code.toUpperCase() : code.toLowerCase()
    for (const wrong of ['', 'x', swapped, `${code}=`]) {
      expect((await send({ path: `/?code=${wrong}` })).status).toBe(401)
    }
    const cookie = await letIn()
    for (const path of ['/', '/assets/main.js', '/image/source/1?edge=64', '/api/events']) {
      for (const wrong of [
        undefined,
        cookie.toUpperCase(),
        `${cookie}x`,
        cookie.slice(0, -1),
        `cultivar-${port}=`
      ]) {
        expect((await send({ path, headers: { Cookie: wrong } })).status, `${path} ${wrong}`).toBe(401)
      }
    }
    expect((await post('', '/api/call', { name: 'jobs.list', input: {} })).status).toBe(401)
    expect(engine.calls).toEqual([])
    expect(engine.images).toEqual([])
  })
})

describe('other sites and other names', () => {
  it('are refused by their Host before anything else, also with a session', async () => {
    const cookie = await letIn()
    const hosts = [
      'evil.test',
      `evil.test:${port}`,
      '127.0.0.1',
      '127.0.0.1:1',
      `127.0.0.1:${port}.evil.test`,
      ''
    ]
    for (const host of hosts) {
      expect((await send({ headers: { Host: host, Cookie: cookie } })).status, host).toBe(403)
      expect((await send({ path: `/?code=${code}`, headers: { Host: host } })).status, host).toBe(403)
    }
    expect((await send({ headers: { Host: `localhost:${port}`, Cookie: cookie } })).status).toBe(200)
  })

  it('are refused when Host is missing or sent twice', async () => {
    expect(await sendRaw('GET / HTTP/1.1\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /)
    expect(await sendRaw('GET / HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 403 /)
    const twice = `GET / HTTP/1.1\r\nHost: ${ownHost()}\r\nHost: evil.test\r\nConnection: close\r\n\r\n`
    expect(await sendRaw(twice)).toMatch(/^HTTP\/1\.1 40[03] /)
  })

  it('are refused by their Origin', async () => {
    const cookie = await letIn()
    const origins = [
      'http://evil.test',
      'null',
      `https://${ownHost()}`,
      `http://localhost:${port}`,
      `http://${ownHost()}/`
    ]
    for (const origin of origins) {
      expect((await send({ headers: { Cookie: cookie, Origin: origin } })).status, origin).toBe(403)
    }
    const headers = { Cookie: cookie, 'X-Cultivar': '1', 'Content-Type': 'application/json' }
    const body = JSON.stringify({ name: 'jobs.list', input: {} })
    expect((await send({ method: 'POST', path: '/api/call', headers, body })).status).toBe(403)
    expect(engine.calls).toEqual([])
  })

  it('are refused by Sec-Fetch-Site', async () => {
    const cookie = await letIn()
    for (const site of ['cross-site', 'same-site', 'SAME-ORIGIN', '']) {
      expect((await send({ headers: { Cookie: cookie, 'Sec-Fetch-Site': site } })).status, site).toBe(403)
    }
    for (const site of ['same-origin', 'none']) {
      expect((await send({ headers: { Cookie: cookie, 'Sec-Fetch-Site': site } })).status, site).toBe(200)
    }
  })

  it('get no leave by CORS', async () => {
    const cookie = await letIn()
    const preflight = { Origin: 'http://evil.test', 'Access-Control-Request-Method': 'POST' }
    const answers = [
      await send({ method: 'OPTIONS', path: '/api/call', headers: preflight }),
      await send({ headers: { Cookie: cookie } }),
      await post(cookie, '/api/call', { name: 'jobs.list', input: {} })
    ]
    for (const { headers } of answers) {
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
    }
    expect(answers[0]?.status).toBe(405)
  })
})

describe('requests that are out of shape', () => {
  it('are refused: absolute addresses, other methods, long headers', async () => {
    const cookie = await letIn()
    for (const target of [`http://${ownHost()}/`, 'http://evil.test/', '//evil.test/', '*']) {
      const answer = await sendRaw(
        `GET ${target} HTTP/1.1\r\nHost: ${ownHost()}\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`
      )
      expect(answer, target).toMatch(/^HTTP\/1\.1 400 /)
      expect(answer).not.toContain('the window')
    }
    for (const method of ['TRACE', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      expect((await send({ method, headers: own(cookie) })).status, method).toBe(405)
    }
    expect((await send({ headers: { Cookie: cookie, 'X-Long': 'x'.repeat(9000) } })).status).toBe(431)
  })

  it('are refused: posts without the header, of another type, too long or not JSON', async () => {
    const cookie = await letIn()
    const path = '/api/call'
    const body = JSON.stringify({ name: 'jobs.list', input: {} })
    const json = { ...own(cookie), 'Content-Type': 'application/json' }
    const status = async (headers: Sent['headers'], sent: string) =>
      (await send({ method: 'POST', path, headers: headers ?? {}, body: sent })).status
    expect(await status({ ...json, 'X-Cultivar': undefined }, body)).toBe(403)
    expect(await status({ ...json, 'Content-Type': 'text/plain' }, body)).toBe(415)
    expect(await status({ ...json, 'Content-Type': undefined }, body)).toBe(415)
    expect(await status(json, 'no json')).toBe(400)
    expect(await status(json, '{"name":"jobs.list","input":{"__proto__":{"polluted":true}}}')).toBe(400)
    expect(await status(json, '{"__proto__":{"name":"jobs.list"},"input":{}}')).toBe(400)
    expect(engine.calls).toEqual([])
    expect('polluted' in {}).toBe(false)
    const chunked = { ...json, 'Transfer-Encoding': 'chunked' }
    expect(await status(chunked, `"${'x'.repeat(2 ** 20)}"`)).toBe(413)
    const announced = `POST ${path} HTTP/1.1\r\nHost: ${ownHost()}\r\nCookie: ${cookie}\r\nOrigin: http://${ownHost()}\r\nX-Cultivar: 1\r\nContent-Type: application/json\r\nContent-Length: 1073741824\r\n\r\n`
    expect(await sendRaw(announced)).toMatch(/^HTTP\/1\.1 413 /)
  })

  it('of any path get 4xx or a file of the window', async () => {
    const cookie = await letIn()
    const piece = fc.constantFrom(
      '..',
      '.',
      '/',
      '\\',
      '%2e%2e',
      '%252e',
      '%2f',
      '%00',
      'assets',
      'secret.txt',
      'image',
      '?',
      ';'
    )
    const ascii = fc.string({
      unit: fc.integer({ min: 33, max: 126 }).map((unit) => String.fromCharCode(unit))
    })
    const path = fc.oneof(
      ascii,
      fc.array(piece).map((pieces) => pieces.join(''))
    )
    await fc.assert(
      fc.asyncProperty(path, async (tail) => {
        const { status, text } = await send({ path: `/${tail}`, headers: { Cookie: cookie } })
        if (status === 200) expect(['the window', 'the script']).toContain(text)
        else expect(status).toBeGreaterThanOrEqual(400)
        expect(status).toBeLessThan(500)
      }),
      { numRuns: 300 }
    )
  })
})

describe('the upgrade for events', () => {
  /** The status of the refusal, or the socket. */
  function open(path: string, headers: Record<string, string>): Promise<number | WebSocket> {
    return new Promise((done) => {
      const socket = new WebSocket(`ws://${ownHost()}${path}`, { headers })
      socket.on('unexpected-response', (_request, response) => done(response.statusCode ?? 0))
      socket.on('open', () => done(socket))
      socket.on('error', () => undefined)
    })
  }

  it('needs the session, the own Origin and Host, and the one path', async () => {
    const cookie = await letIn()
    const origin = `http://${ownHost()}`
    const refused: readonly [string, Record<string, string>][] = [
      ['/api/events', { Origin: origin }],
      ['/api/events', { Cookie: cookie }],
      ['/api/events', { Cookie: cookie, Origin: 'http://evil.test' }],
      ['/api/events', { Cookie: cookie, Origin: 'null' }],
      ['/api/events', { Cookie: cookie, Origin: origin, Host: `evil.test:${port}` }],
      ['/api/events', { Cookie: cookie, Origin: origin, 'Sec-Fetch-Site': 'cross-site' }],
      ['/api/other', { Cookie: cookie, Origin: origin }]
    ]
    for (const [path, headers] of refused)
      expect(await open(path, headers), JSON.stringify(headers)).toBe(403)
  })

  it('tells of events and hangs up on whoever talks', async () => {
    const cookie = await letIn()
    const socket = await open('/api/events', { Cookie: cookie, Origin: `http://${ownHost()}` })
    if (typeof socket === 'number') throw new Error(`Expected a socket but received ${socket}`)
    const heard = once(socket, 'message')
    engine.emit({ event: 'changed', areas: ['sources'] })
    expect(JSON.parse(String((await heard)[0]))).toEqual({ event: 'changed', areas: ['sources'] })
    const closed = once(socket, 'close')
    socket.send('hello')
    expect((await closed)[0]).toBe(1008)
  })
})
