/**
 * What Electron's own default app does, for a runtime that was built without one: `electron [-r FILE] FOLDER`.
 *
 * Runs inside Electron (Node 20), packed into default_app.asar. Never part of a packaged Cultivar.
 */
import { app } from 'electron'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const requireAt = createRequire(join(process.cwd(), 'electron'))

/** Options up to the app folder; what follows belongs to the app. */
function parse(args) {
  const preload = []
  for (let at = 0; at < args.length; at += 1) {
    if (args[at] === '--version' || args[at] === '-v') return { preload, version: true }
    if (args[at] === '-r' || args[at] === '--require') preload.push(args[(at += 1)])
    else if (!args[at].startsWith('-')) return { preload, folder: resolve(args[at]) }
  }
  return { preload }
}

function fail(message) {
  console.error(message)
  process.exit(1)
}

const { preload, folder, version } = parse(process.argv.slice(1))
if (version) {
  console.log(`v${process.versions.electron}`)
  process.exit(0)
}
if (folder === undefined || !existsSync(join(folder, 'package.json'))) {
  fail('Usage: electron [options] FOLDER, where FOLDER holds the package.json of an app')
}
const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
app.name = manifest.productName ?? manifest.name
app.setVersion(manifest.version ?? '0.0.0')
app.setDesktopName(manifest.desktopName ?? `${app.name}.desktop`)
app.setAppPath(folder)
for (const file of preload) requireAt(file)
// Why awaited: Electron holds back `ready` until this module is evaluated, so the app can register its schemes.
await import(pathToFileURL(requireAt.resolve(folder)).href)
