import { protocol } from 'electron'
import { plainAnswer, type Site, type SiteAnswer } from './site.ts'

export const appOrigin = 'app://cultivar'

/** True for addresses of our own pages. Why not URL.origin: it is "null" for schemes that the standard does not know. */
export function isAppUrl(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, host } = new URL(address)
  return protocol === 'app:' && host === 'cultivar'
}

/** Has to be called before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } }
  ])
}

function toResponse({ status, headers, body }: SiteAnswer): Response {
  return new Response(body, { status, headers })
}

/** Serves the renderer and the pictures under `app://cultivar/`. */
export function handleAppProtocol(site: Site): void {
  protocol.handle('app', async (request) => {
    if (!isAppUrl(request.url)) return toResponse(plainAnswer(404, 'There is nothing here.'))
    const { pathname, search } = new URL(request.url)
    return toResponse(await site({ method: request.method, url: `${pathname}${search}` }))
  })
}
