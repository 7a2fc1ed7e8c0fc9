/** The browser host: the same window as in Electron, in any browser of this machine. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { homedir } from 'node:os'
import type { Duplex } from 'node:stream'
import { CultivarError, toEnvelope } from '../shared/errors.ts'
import type { Engine } from './engine/engine.ts'
import { type Api, createApi } from './host/http/api.ts'
import { readJsonBody } from './host/http/body.ts'
import { createConfinement } from './host/http/confine.ts'
import { createEventSockets, type EventSockets } from './host/http/eventSockets.ts'
import { guard } from './host/http/guard.ts'
import { createSession, type Session } from './host/http/session.ts'
import { createUploads, type Uploads } from './host/http/uploads.ts'
import { createSite, plainAnswer, securityHeaders, type Site, type SiteAnswer } from './host/site.ts'

export interface ServeOptions {
  /** 0, the default, takes any free one. */
  readonly port?: number
  /** What the browser may see of the file system; the home folder unless given. */
  readonly root?: string
  /** Folder of the built renderer. */
  readonly rendererRoot: string
  /** Where dropped files wait until they are imported. */
  readonly uploadsDir: string
}

export interface RunningServer {
  /** Lets one browser in, once. */
  readonly url: string
  close(): Promise<void>
}

/** What a request may reach. */
interface Parts {
  readonly site: Site
  readonly api: Api
  readonly uploads: Uploads
  readonly sockets: EventSockets
  readonly session: Session
  readonly port: number
}

const loopback = '127.0.0.1'
const headerLimitMs = 10_000
const longestHeaderBytes = 8192
const mostConnections = 256

const noSession = plainAnswer(
  401,
  'This browser was not let in. Open the address that Cultivar printed when it started; it works once. To get another one, start Cultivar again.'
)

const redirect = (headers: Readonly<Record<string, string>>): SiteAnswer => ({
  status: 303,
  headers: { ...securityHeaders, Location: '/', ...headers },
  body: null
})

function jsonAnswer(value: unknown): SiteAnswer {
  const type = { 'Content-Type': 'application/json; charset=utf-8' }
  return {
    status: 200,
    headers: { ...securityHeaders, ...type },
    body: new TextEncoder().encode(JSON.stringify(value))
  }
}

/** Swaps the code of the printed address for a session. */
function enter(code: string, isAdmitted: boolean, session: Session): SiteAnswer {
  const cookie = session.redeem(code)
  if (cookie !== null) return redirect({ 'Set-Cookie': cookie })
  return isAdmitted ? redirect({}) : noSession
}

async function answerUpload(
  request: IncomingMessage,
  query: URLSearchParams,
  uploads: Uploads
): Promise<SiteAnswer> {
  try {
    await uploads.store(request, query.get('name') ?? '', query.get('batch') ?? '')
    return jsonAnswer({ ok: true, value: null })
  } catch (error) {
    const status = error instanceof CultivarError ? (error.code === 'image-too-large' ? 413 : 400) : 409
    return { ...jsonAnswer({ ok: false, error: toEnvelope(error) }), status }
  }
}

async function answerPost(
  request: IncomingMessage,
  url: string,
  { api, uploads }: Parts
): Promise<SiteAnswer> {
  const [path = '', query] = url.split('?', 2)
  if (path === '/api/upload') return answerUpload(request, new URLSearchParams(query), uploads)
  const body = await readJsonBody(request)
  if ('refusal' in body) return body.refusal
  const value = await api.answer(path, body.json)
  return value === null ? plainAnswer(404, 'There is nothing here.') : jsonAnswer(value)
}

async function answer(request: IncomingMessage, parts: Parts): Promise<SiteAnswer> {
  const refusal = guard(request, parts.port)
  if (refusal !== null) return refusal
  const { method = '', url = '', headers } = request
  const isAdmitted = parts.session.admits(headers.cookie)
  const code = url.startsWith('/?') ? new URLSearchParams(url.slice(2)).get('code') : null
  if (method === 'GET' && code !== null) return enter(code, isAdmitted, parts.session)
  if (!isAdmitted) return noSession
  return method === 'POST' ? answerPost(request, url, parts) : parts.site({ method, url })
}

async function respond(request: IncomingMessage, response: ServerResponse, parts: Parts): Promise<void> {
  const given = await answer(request, parts).catch((error: unknown) => {
    console.error(`Could not answer ${request.method} ${request.url}:`, error)
    return plainAnswer(500, 'This went wrong; the terminal that runs Cultivar says why.')
  })
  // Why: a body that was not read to its end would be taken for the next request.
  const closing = request.complete || request.method !== 'POST' ? {} : { Connection: 'close' }
  response.writeHead(given.status, { ...given.headers, ...closing })
  response.end(given.body ?? undefined)
}

function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, parts: Parts): void {
  const isAllowed = guard(request, parts.port) === null && parts.session.admits(request.headers.cookie)
  if (isAllowed && request.url === '/api/events') return parts.sockets.accept(request, socket, head)
  socket.on('error', () => undefined)
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
}

async function listen(port: number): Promise<Server> {
  const server = createServer({ maxHeaderSize: longestHeaderBytes, headersTimeout: headerLimitMs })
  server.maxConnections = mostConnections
  server.listen(port, loopback)
  try {
    await once(server, 'listening')
  } catch (cause) {
    throw new CultivarError('bad-input', `The port ${port} cannot be used.`, {
      remedy: 'Choose another --port.',
      cause
    })
  }
  return server
}

/**
 * Serves the engine to one browser of this machine.
 * @throws {CultivarError} `bad-input` when the port is taken, `not-found` when the renderer is not built or the root
 * does not exist
 */
export async function serve(engine: Engine, options: ServeOptions): Promise<RunningServer> {
  const site = createSite({ root: options.rendererRoot, engine })
  const confinement = await createConfinement(options.root ?? homedir())
  const uploads = createUploads(options.uploadsDir)
  const server = await listen(options.port ?? 0)
  const { port } = server.address() as AddressInfo
  const sockets = createEventSockets(engine)
  const api = createApi({ engine, confinement, uploads })
  const parts: Parts = { site, api, uploads, sockets, session: createSession(port), port }
  server.on('request', (request, response) => void respond(request, response, parts))
  server.on('upgrade', (request, socket, head) => upgrade(request, socket, head, parts))
  return {
    url: `http://${loopback}:${port}/?code=${parts.session.code}`,
    async close() {
      api.close()
      sockets.close()
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    }
  }
}
