/** Starts the built application in a real Electron, the way `npm start` does. */
import { _electron, type ElectronApplication } from '@playwright/test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export const projectRoot = resolve(import.meta.dirname, '../..')

/** The sandbox stays on except for root on Linux, for whom Chromium refuses it. */
export const canSandbox = process.platform !== 'linux' || process.getuid?.() !== 0

function present(env: NodeJS.ProcessEnv): Record<string, string> {
  const entries = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return Object.fromEntries(entries)
}

/**
 * Launches `electron [--no-sandbox] PROJECT ...args` with an empty profile of its own.
 *
 * Which Electron is decided by the package `electron`: ELECTRON_OVERRIDE_DIST_PATH, which `npm test` sets, or
 * the official build. The profile is deleted when the application has ended.
 */
export async function launchElectron(
  args: readonly string[],
  env: Record<string, string> = {}
): Promise<ElectronApplication> {
  const profile = await mkdtemp(join(tmpdir(), 'cultivar-profile-'))
  const app = await _electron.launch({
    args: [`--user-data-dir=${profile}`, ...(canSandbox ? [] : ['--no-sandbox']), projectRoot, ...args],
    chromiumSandbox: canSandbox,
    cwd: projectRoot,
    env: { ...present(process.env), ...env }
  })
  app.on('close', () => {
    void rm(profile, { recursive: true, force: true, maxRetries: 5 })
  })
  return app
}

/** The application on a profile and a folder of its own, both of which `stop` takes away again. */
export interface FreshElectron {
  readonly app: ElectronApplication
  readonly folder: string
  stop(): Promise<void>
}

export async function launchFresh(): Promise<FreshElectron> {
  const folder = await mkdtemp(join(tmpdir(), 'cultivar-fresh-'))
  const app = await launchElectron([], { CULTIVAR_USER_DATA: join(folder, 'profile') })
  return {
    app,
    folder,
    stop: async () => {
      await app.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    }
  }
}
