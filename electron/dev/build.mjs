/** Whether the built program is newer than its sources, and building it when it is not. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { environmentWithNode24, projectRoot } from './node24.mjs'
import { npmCommand, runForwarding } from './run.mjs'

const sources = ['shared', 'electron', 'renderer', 'electron.vite.config.ts', 'package.json']
const outputs = [
  'out/main/main.js',
  'out/main/engine.js',
  'out/main/cli.js',
  'out/preload/preload.cjs',
  'out/renderer/index.html'
]

/** The latest change below a path, in ms; a folder's own time counts, since it tells of deleted files. */
function newest(path) {
  const stats = statSync(path)
  if (!stats.isDirectory()) return stats.mtimeMs
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), stats.mtimeMs)
}

/** True when every output exists and none is older than any source. */
export function isBuildCurrent(root = projectRoot) {
  const built = outputs.map((path) => join(root, path))
  if (!built.every((path) => existsSync(path))) return false
  const oldest = Math.min(...built.map((path) => statSync(path).mtimeMs))
  return sources.every((path) => newest(join(root, path)) <= oldest)
}

/** Builds when needed. Resolves to the exit code, 0 when nothing had to be done. */
export async function ensureBuild() {
  if (isBuildCurrent()) return 0
  console.log('Building Cultivar ...')
  const [command, args] = npmCommand(['run', '--silent', 'build'])
  return runForwarding(command, args, { cwd: projectRoot, env: environmentWithNode24() })
}
