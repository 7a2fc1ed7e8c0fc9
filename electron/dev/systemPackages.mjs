/**
 * The Debian and Ubuntu packages that Electron and the tests need: which are missing, and installing them.
 *
 * As a program: `node electron/dev/systemPackages.mjs [--tests]`, exit code 1 when something stays missing.
 */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { capture, runForwarding } from './run.mjs'

/** What Electron needs to open a window. */
export const electronPackages = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libxtst6',
  'libnotify4'
]

/** What the tests need besides: a display, a browser, and programs that are not ours to compare with. */
export const testPackages = [
  'xvfb',
  'xauth',
  'chromium',
  'python3-torchvision',
  'python3-opencv',
  'python3-skimage',
  'python3-scipy'
]

const browsers = ['chromium', 'google-chrome', 'google-chrome-stable']

/** The Chromium to test with: CULTIVAR_CHROMIUM, or the first one on PATH; undefined when there is none. */
export function findChromium(environment = process.env) {
  if (environment.CULTIVAR_CHROMIUM) return environment.CULTIVAR_CHROMIUM
  const folders = (environment.PATH ?? '').split(delimiter).filter(Boolean)
  const candidates = browsers.flatMap((name) => folders.map((folder) => join(folder, name)))
  return candidates.find((path) => existsSync(path))
}

/**
 * The names in `wanted` that the output of dpkg-query does not report as installed.
 * Since 2024 the distributions call some of these libraries `NAMEt64`; that counts.
 */
export function missingFrom(wanted, dpkgOutput) {
  const lines = dpkgOutput.split('\n').map((line) => line.trim().split(/\s+/))
  const installed = new Set(lines.filter(([, status]) => status === 'installed').map(([name]) => name))
  return wanted.filter((name) => !installed.has(name) && !installed.has(`${name}t64`))
}

/** The missing packages; an empty list where there is no dpkg to ask. */
export function missingPackages(wanted) {
  const needed = wanted.filter((name) => name !== 'chromium' || findChromium() === undefined)
  const names = needed.flatMap((name) => [name, `${name}t64`])
  // Why the exit code is ignored: it is 1 as soon as one of the names is unknown.
  const { stdout } = capture('dpkg-query', ['-W', '-f=${Package} ${db:Status-Status}\\n', ...names])
  return isDebian() ? missingFrom(needed, stdout) : []
}

function isDebian() {
  return process.platform === 'linux' && capture('dpkg-query', ['--version']).ok
}

/** The name that apt knows: on newer distributions the plain name is only virtual. */
function aptName(name) {
  const { stdout } = capture('apt-cache', ['policy', `${name}t64`])
  return /Candidate: (?!\(none\))/.test(stdout) ? `${name}t64` : name
}

/**
 * Installs what is missing when this process may (root with apt-get); else prints the command to type.
 * Resolves to true when everything is there at the end.
 */
export async function ensureSystemPackages(wanted) {
  const missing = missingPackages(wanted)
  if (missing.length === 0) return true
  if (process.getuid?.() !== 0 || !capture('apt-get', ['--version']).ok) {
    console.log(`These system packages are missing: ${missing.join(' ')}. Install them with:`)
    console.log(`  sudo apt-get update && sudo apt-get install -y ${missing.map(aptName).join(' ')}`)
    return false
  }
  console.log(`Installing system packages (you are root): ${missing.join(' ')}`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await runForwarding('apt-get', ['update', '-qq'], { env })
  const args = ['install', '-y', '-qq', '--no-install-recommends', ...missing.map(aptName)]
  const code = await runForwarding('apt-get', ['-o', 'Dpkg::Use-Pty=0', ...args], { env })
  const still = missingPackages(wanted)
  if (still.length > 0) console.error(`apt-get ended with ${code}; still missing: ${still.join(' ')}`)
  return still.length === 0
}

if (process.argv[1] === import.meta.filename) {
  const withTests = process.argv.includes('--tests')
  const wanted = withTests ? [...electronPackages, ...testPackages] : electronPackages
  process.exitCode = (await ensureSystemPackages(wanted)) ? 0 : 1
}
