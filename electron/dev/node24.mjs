/**
 * Where Node 24 is. The npm package `node` carries it, so a machine whose own Node is 20 works.
 *
 * Why it matters: better-sqlite3 13 needs N-API 10 and crashes the process on Node 20.
 */
import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { runForwarding } from './run.mjs'

export const projectRoot = resolve(import.meta.dirname, '../..')

/** True from Node 22 on: what the engine, vitest and the packaging tools need. */
export function isModernNode(version = process.versions.node) {
  return Number(version.split('.')[0]) >= 22
}

/** The Node >= 22 binary to run things with, or undefined when the package `node` has none. */
export function findNode24() {
  if (isModernNode()) return process.execPath
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const path = resolve(projectRoot, 'node_modules/node/bin', name)
  return existsSync(path) ? path : undefined
}

/** What to type when `findNode24` finds nothing. */
export const node24Remedy =
  'Node 24 is missing: the install script of the package "node" did not run. Run: npm rebuild node'

/** The environment for child processes: Node 24 and the project's own tools come first on PATH. */
export function environmentWithNode24(extra = {}) {
  const node = findNode24()
  const separator = process.platform === 'win32' ? ';' : ':'
  const pathKey = Object.keys(process.env).find((key) => key.toLowerCase() === 'path') ?? 'PATH'
  const folders = [resolve(projectRoot, 'node_modules/.bin'), node && dirname(node), process.env[pathKey]]
  return { ...process.env, [pathKey]: folders.filter(Boolean).join(separator), ...extra }
}

/**
 * Runs this very script again under Node 24 when the present Node is too old, and ends with its exit code.
 * Returns at once, without doing anything, on a modern Node.
 */
export async function ensureNode24() {
  if (isModernNode()) return
  const node = findNode24()
  if (node === undefined) {
    console.error(node24Remedy)
    process.exit(2)
  }
  process.exit(await runForwarding(node, process.argv.slice(1), { env: environmentWithNode24() }))
}
