/**
 * `npm test [-- --only STAGE[,STAGE]]`: everything there is to check, stage by stage, on a fresh machine.
 *
 * The last line is `N passed, N failed`; the exit code is 0 only when nothing failed.
 */
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureElectron } from './electronRuntime.mjs'
import { ensureNode24, environmentWithNode24, projectRoot } from './node24.mjs'
import { npmCommand, runForwarding } from './run.mjs'
import { electronPackages, ensureSystemPackages, findChromium, testPackages } from './systemPackages.mjs'
import { addUp, countPlaywright, countVitest, playwrightFailures, vitestFailures } from './testReport.mjs'

const resultsFolder = join(projectRoot, 'out/test-results')
const isCi = Boolean(process.env.CI) && process.env.CI !== 'false'
const extraEnvironment = {}

async function npmRun(script, args = [], wrapper = []) {
  const [command, npmArgs] = npmCommand([
    'run',
    '--silent',
    script,
    ...(args.length > 0 ? ['--', ...args] : [])
  ])
  const [first, ...rest] = [...wrapper, command, ...npmArgs]
  const env = environmentWithNode24(extraEnvironment)
  return { ok: (await runForwarding(first, rest, { cwd: projectRoot, env })) === 0 }
}

function readCounts(name, count) {
  const path = join(resultsFolder, name)
  return existsSync(path) ? count(JSON.parse(readFileSync(path, 'utf8'))) : undefined
}

async function systemStage() {
  const complete = await ensureSystemPackages([...electronPackages, ...testPackages])
  return { ok: complete || !isCi }
}

async function runtimeStage() {
  const { distPath, note } = await ensureElectron()
  console.log(note)
  if (distPath !== undefined) extraEnvironment.ELECTRON_OVERRIDE_DIST_PATH = distPath
  const chromium = findChromium()
  if (chromium !== undefined) extraEnvironment.CULTIVAR_CHROMIUM = chromium
  return { ok: distPath !== undefined || !isCi }
}

async function unitStage() {
  const json = join(resultsFolder, 'vitest.json')
  const args = ['--reporter=default', '--reporter=json', `--outputFile.json=${json}`]
  const { ok } = await npmRun('test:unit', args)
  return {
    ok,
    counts: readCounts('vitest.json', countVitest),
    failures: readCounts('vitest.json', vitestFailures)
  }
}

/** Without a display on Linux a virtual one is made. Without Electron only the browser's half is run. */
async function e2eStage() {
  const headless = process.platform === 'linux' && !process.env.DISPLAY
  const display = headless ? ['xvfb-run', '-a', '-s', '-screen 0 1600x1000x24'] : []
  const args = extraEnvironment.ELECTRON_OVERRIDE_DIST_PATH === undefined ? ['--project=browser'] : []
  const { ok } = await npmRun('test:e2e', args, display)
  return {
    ok,
    counts: readCounts('playwright.json', countPlaywright),
    failures: readCounts('playwright.json', playwrightFailures)
  }
}

const stages = {
  system: systemStage,
  runtime: runtimeStage,
  format: () => npmRun('format:check'),
  lint: () => npmRun('lint'),
  typecheck: () => npmRun('typecheck'),
  build: () => npmRun('build'),
  unit: unitStage,
  e2e: e2eStage
}

function chosenStages(args) {
  const at = args.indexOf('--only')
  if (at === -1) return Object.keys(stages)
  const names = (args[at + 1] ?? '').split(',')
  const unknown = names.filter((name) => !(name in stages))
  if (unknown.length > 0) {
    console.error(`No stage "${unknown.join(', ')}". There are: ${Object.keys(stages).join(', ')}`)
    process.exit(2)
  }
  // Why: the end-to-end tests have to be told where Electron and Chromium are.
  return names.includes('e2e') && !names.includes('runtime') ? ['runtime', ...names] : names
}

async function runStage(name) {
  console.log(`\n── ${name} ${'─'.repeat(60 - name.length)}`)
  const started = performance.now()
  const { ok, counts, failures } = await stages[name]()
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`── ${name}: ${ok ? 'ok' : 'FAILED'} in ${seconds} s`)
  return { name, ok, counts, failures: failures ?? [], seconds }
}

function describe({ name, ok, counts, seconds }) {
  const tests = counts ? `  ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped` : ''
  return `${ok ? 'ok    ' : 'FAILED'}  ${name.padEnd(10)} ${seconds.padStart(7)} s${tests}`
}

await ensureNode24()
const names = chosenStages(process.argv.slice(2))
await rm(resultsFolder, { recursive: true, force: true })
await mkdir(resultsFolder, { recursive: true })
const results = []
for (const name of names) results.push(await runStage(name))
const failures = results.flatMap((result) => result.failures)
// Why at the end once more: whoever sees only the end of a long log still learns what failed.
if (failures.length > 0) console.log(`\nFailed:\n${failures.map((line) => `  ${line}`).join('\n')}`)
const { passed, failed } = addUp(results)
console.log(`\n${results.map(describe).join('\n')}\n`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
