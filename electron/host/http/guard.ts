/** The checks that every request and every upgrade passes before anything else is done with it. */
import type { IncomingMessage } from 'node:http'
import { plainAnswer, type SiteAnswer } from '../site.ts'

const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST'])
const fetchSites: ReadonlySet<string> = new Set(['same-origin', 'none'])

const isSentOnce = (request: IncomingMessage, name: string): boolean =>
  request.rawHeaders.filter((entry, at) => at % 2 === 0 && entry.toLowerCase() === name).length === 1

/** Why first: a page of another site whose name was made to point here (DNS rebinding) sends its own name. */
function isOwnHost(request: IncomingMessage, port: number): boolean {
  const { host } = request.headers
  if (host === undefined || !isSentOnce(request, 'host')) return false
  return [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`].includes(host)
}

function isOwnOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers
  const isReading = request.method === 'GET' || request.method === 'HEAD'
  const isUpgrade = request.headers.upgrade !== undefined
  // Why stricter for upgrades: a browser always sends the origin there, and lets any page open a socket.
  if (origin === undefined) return isReading && !isUpgrade
  return origin === `http://${host}`
}

/** The refusal, or null when the request may go on. */
export function guard(request: IncomingMessage, port: number): SiteAnswer | null {
  if (!isOwnHost(request, port)) return plainAnswer(403, 'This address is not the one of Cultivar.')
  const url = request.url ?? ''
  if (!url.startsWith('/') || url.startsWith('//')) return plainAnswer(400, 'Expected a path.')
  if (!methods.has(request.method ?? ''))
    return plainAnswer(405, 'Only GET and POST.', { Allow: 'GET, HEAD, POST' })
  if (!isOwnOrigin(request)) return plainAnswer(403, 'Other sites may not ask Cultivar for anything.')
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && (typeof site !== 'string' || !fetchSites.has(site))) {
    return plainAnswer(403, 'Other sites may not ask Cultivar for anything.')
  }
  if (request.method === 'POST' && request.headers['x-cultivar'] !== '1') {
    return plainAnswer(403, 'Expected the header X-Cultivar.')
  }
  return null
}
