import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureElectron } from '../../electron/dev/electronRuntime.mjs'
import { benchFolder, root } from './args.ts'
import { photoInput } from './input.ts'

export interface WindowResult {
  readonly at: string
  readonly presses: number
  /** From the key press to the frame in which all draws are new. Unit: milliseconds. */
  readonly recipesMs: Readonly<Record<string, { readonly median: number; readonly most: number }>>
}

/** What was measured last, if anything was. */
export function lastWindowResult(): WindowResult | null {
  const file = join(benchFolder, 'window.json')
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as WindowResult) : null
}

/** Builds the program and measures the preview in its real window; without a display in a virtual one. */
export async function measureWindow(): Promise<void> {
  const { distPath } = await ensureElectron()
  const folder = await photoInput({ count: 2, width: 1024, height: 768 })
  const label = join(folder, 'even')
  const [photo = ''] = readdirSync(label)
  const env = {
    ...process.env,
    CULTIVAR_BENCH_PHOTO: join(label, photo),
    ...(distPath === undefined ? {} : { ELECTRON_OVERRIDE_DIST_PATH: distPath })
  }
  const options = { stdio: 'inherit', cwd: root, env } as const
  execFileSync('electron-vite', ['build', '--logLevel', 'error'], options)
  const isHeadless = process.platform === 'linux' && process.env['DISPLAY'] === undefined
  const display = isHeadless ? ['xvfb-run', '-a', '-s', '-screen 0 1400x900x24'] : []
  const [command, ...args] = [
    ...display,
    'playwright',
    'test',
    '-c',
    'test/bench/window/playwright.config.ts'
  ]
  execFileSync(command, args, options)
}
