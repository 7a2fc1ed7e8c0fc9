/**
 * What a window may load, the same in Electron and in a browser: the files of the built renderer and pictures by id.
 *
 * The files are listed once, when the host starts, and looked up by their exact path; nothing that a request holds is
 * ever made into a path of the file system.
 */
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { sheetType } from '../../shared/api/sheet.ts'
import { CultivarError } from '../../shared/errors.ts'
import type { Engine } from '../engine/engine.ts'

export interface SiteRequest {
  readonly method: string
  /** Path and query as they were sent, never decoded; begins with a slash. */
  readonly url: string
}

export interface SiteAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array<ArrayBuffer> | null
}

export type Site = (request: SiteRequest) => Promise<SiteAnswer>

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm'
}

/** Why no SVG: pictures of a data set come from anywhere, and an SVG can hold a script. */
const pictureTypes = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif', sheetType])

const picturePath =
  /^\/image\/((?:source|variant|preview|sheet)(?:\/[A-Za-z0-9_-]{1,128}){1,2}(?:\?[A-Za-z0-9=&_-]{0,128})?)$/

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  // Why unsafe-inline: Mantine sets style attributes and adds style elements.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "font-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'"
].join('; ')

/** On every answer of every host. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'private, no-store'
}

/** An answer of one sentence, for a person who looks into the developer tools. */
export function plainAnswer(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {}
): SiteAnswer {
  return {
    status,
    headers: { ...securityHeaders, 'Content-Type': 'text/plain; charset=utf-8', ...headers },
    body: new TextEncoder().encode(message)
  }
}

/** Path as the window asks for it -> file. */
function listFiles(folder: string, prefix = '/'): ReadonlyMap<string, string> {
  const files = new Map<string, string>()
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) {
      for (const [url, file] of listFiles(path, `${prefix}${entry.name}/`)) files.set(url, file)
    } else if (entry.isFile() && Object.hasOwn(contentTypes, extname(entry.name))) {
      files.set(`${prefix}${entry.name}`, path)
    }
  }
  return files
}

function listSite(root: string): ReadonlyMap<string, string> {
  try {
    return listFiles(root)
  } catch (cause) {
    throw new CultivarError('not-found', 'The window of Cultivar is not built yet.', {
      file: root,
      remedy: 'Run: npm run build',
      cause
    })
  }
}

async function staticAnswer(path: string, file: string): Promise<SiteAnswer> {
  // Why kept for a year: Vite puts a hash of the content into the names of what it lays in assets/.
  const isHashed = path.startsWith('/assets/')
  return {
    status: 200,
    headers: {
      ...securityHeaders,
      'Content-Type': contentTypes[extname(file)] ?? 'application/octet-stream',
      ...(isHashed ? { 'Cache-Control': 'private, max-age=31536000, immutable' } : {})
    },
    body: new Uint8Array(await readFile(file))
  }
}

async function pictureAnswer(engine: Engine, path: string): Promise<SiteAnswer> {
  const answer = await engine.image(path)
  if (!answer.ok) return plainAnswer(answer.status, answer.message)
  if (!pictureTypes.has(answer.type)) return plainAnswer(500, 'Expected a picture.')
  return {
    status: 200,
    headers: { ...securityHeaders, 'Content-Type': answer.type },
    body: new Uint8Array(answer.bytes)
  }
}

/**
 * @param options.root folder of the built renderer
 * @throws {CultivarError} `not-found` when the renderer is not built
 */
export function createSite({ root, engine }: { readonly root: string; readonly engine: Engine }): Site {
  const files = listSite(root)
  const find = (url: string): Promise<SiteAnswer> => {
    const picture = picturePath.exec(url)?.[1]
    if (picture !== undefined) return pictureAnswer(engine, picture)
    const path = url.split('?', 1)[0] === '/' ? '/index.html' : url
    const file = files.get(path)
    if (file === undefined) return Promise.resolve(plainAnswer(404, 'There is nothing here.'))
    return staticAnswer(path, file)
  }
  return async ({ method, url }) => {
    if (method !== 'GET' && method !== 'HEAD') return plainAnswer(405, 'Only GET.', { Allow: 'GET, HEAD' })
    try {
      const answer = await find(url)
      return method === 'HEAD' ? { ...answer, body: null } : answer
    } catch (error) {
      console.error(`Could not answer ${url}:`, error)
      return plainAnswer(500, 'This could not be read.')
    }
  }
}
