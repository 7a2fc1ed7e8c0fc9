/**
 * Runs after `npm install` in this repository: makes `npx cultivar` work, and looks whether Node 24 arrived.
 *
 * Never fails the installation: a missing Node 24 is reported with the command that helps.
 */
import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { isModernNode, node24Remedy, projectRoot } from './node24.mjs'
import { capture, npmCommand } from './run.mjs'

/** npm links the `bin` of dependencies, but not that of the project itself. */
function writeCommand(binFolder) {
  const command = resolve(binFolder, 'cultivar')
  // Why: a link of an older npm must not be written through.
  rmSync(command, { force: true })
  writeFileSync(command, "#!/usr/bin/env node\nimport('../../electron/dev/cultivar.mjs')\n")
  chmodSync(command, 0o755)
  if (process.platform !== 'win32') return
  writeFileSync(`${command}.cmd`, '@node "%~dp0..\\..\\electron\\dev\\cultivar.mjs" %*\r\n')
}

function hasNode24(folder) {
  const node = resolve(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (!existsSync(node)) return false
  const { ok, stdout } = capture(node, ['-p', 'process.versions.node'])
  return ok && isModernNode(stdout.trim())
}

/** The package `node` fetches its binary in an install script, which a newer npm may have blocked. */
function ensureNodeBinary(folder) {
  if (!existsSync(folder) || hasNode24(folder)) return
  console.log('Node 24 is missing from the package "node": fetching it (npm rebuild node) ...')
  const [command, args] = npmCommand(['rebuild', 'node', '--foreground-scripts'])
  const result = capture(command, args, { cwd: projectRoot })
  if (!result.ok || !hasNode24(folder)) console.error(`${node24Remedy}\n${result.stderr.trim()}`)
}

const binFolder = resolve(projectRoot, 'node_modules/.bin')
// Why: when somebody installs Cultivar as a dependency there is no such folder, and nothing to do.
if (existsSync(binFolder)) {
  writeCommand(binFolder)
  ensureNodeBinary(resolve(projectRoot, 'node_modules/node'))
}
