/**
 * `npm start [-- WORKSPACE] [-- --browser]`: opens Cultivar, on the sample data set when no workspace is named.
 *
 * In a window where there is a display, else (or with --browser) in the browser host.
 */
import { join, resolve } from 'node:path'
import { ensureBuild } from './build.mjs'
import { ensureElectron } from './electronRuntime.mjs'
import { ensureNode24, environmentWithNode24, findNode24, projectRoot } from './node24.mjs'
import { runForwarding } from './run.mjs'
import { electronPackages, ensureSystemPackages } from './systemPackages.mjs'

function hasDisplay() {
  if (process.platform !== 'linux') return true
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

/** Where the user was when typing `npm start`: npm itself changes to the project's folder. */
function workspaceFrom(args) {
  const named = args.find((argument) => !argument.startsWith('-'))
  return named === undefined ? undefined : resolve(process.env.INIT_CWD ?? process.cwd(), named)
}

function startBrowserHost(workspace, reason) {
  console.log(`${reason} Starting the browser host: open the address below in a browser.`)
  const args = [join(projectRoot, 'out/main/cli.js'), 'serve', workspace ?? '--sample']
  return runForwarding(findNode24(), args, { env: environmentWithNode24() })
}

async function electronPath() {
  if (!(await ensureSystemPackages(electronPackages))) return undefined
  const { distPath, note } = await ensureElectron()
  console.log(note)
  return distPath
}

function startWindow(distPath, workspace) {
  // Why: Chromium refuses to run its sandbox for root. Everybody else keeps it.
  const sandbox = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const args = [...sandbox, projectRoot, ...(workspace === undefined ? [] : [workspace])]
  const env = environmentWithNode24({ ELECTRON_OVERRIDE_DIST_PATH: distPath })
  return runForwarding(findNode24(), [join(projectRoot, 'node_modules/electron/cli.js'), ...args], { env })
}

async function main(args) {
  const workspace = workspaceFrom(args)
  const code = await ensureBuild()
  if (code !== 0) return code
  if (args.includes('--browser')) return startBrowserHost(workspace, 'As asked:')
  if (!hasDisplay()) return startBrowserHost(workspace, 'There is no display here.')
  const distPath = await electronPath()
  if (distPath === undefined) return startBrowserHost(workspace, 'Electron cannot start here.')
  return startWindow(distPath, workspace)
}

await ensureNode24()
process.exitCode = await main(process.argv.slice(2))
