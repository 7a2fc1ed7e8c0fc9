/**
 * Measures ours against the peers: `npm run bench [-- --quick | --rounds N | --only photos,digits,memory | --write |
 * --window]`. Results go to out/bench; `--write` makes docs/performance.md of them.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { versions } from '../../electron/engine/versions.ts'
import { benchFolder, readArgs, root } from './args.ts'
import { measureImport } from './import.ts'
import { measureWork, type WorkResult } from './measure.ts'
import { measureMemory } from './memory.ts'
import { type BenchResult, report } from './report.ts'
import { installPeers, removeRuns } from './run.ts'
import { measureLimit, measureScaling } from './scaling.ts'
import { lastWindowResult, measureWindow } from './window.ts'
import { type Work, works } from './works.ts'

const options = readArgs(process.argv.slice(2))
const isWanted = (id: string): boolean => options.only.length === 0 || options.only.includes(id)

/** A few pictures and no peers: whether all of it still runs. */
function smaller(work: Work): Work {
  if (work.kind === 'digits') return { ...work, copies: 1, peers: [] }
  const { width, height } = work.input
  const input = { count: 2, width: Math.round(width / 4), height: Math.round(height / 4) }
  return { ...work, copies: 2, input, peers: [] }
}

const resultFile = join(benchFolder, options.isQuick ? 'quick.json' : 'result.json')

/** What was not measured this time stays as it was measured last. */
function withOlder(result: BenchResult): BenchResult {
  if (options.only.length === 0 || !existsSync(resultFile)) return result
  const older = JSON.parse(readFileSync(resultFile, 'utf8')) as BenchResult
  return {
    ...result,
    works: works.flatMap(({ id }) => [...result.works, ...older.works].find((one) => one.id === id) ?? []),
    scaling: isWanted('scaling') ? result.scaling : older.scaling,
    memory: isWanted('memory') ? result.memory : older.memory,
    imports: isWanted('import') ? result.imports : (older.imports ?? null),
    measuredAt: { ...older.measuredAt, ...result.measuredAt }
  }
}

async function main(): Promise<void> {
  mkdirSync(benchFolder, { recursive: true })
  if (options.window) {
    await measureWindow()
    return
  }
  if (!options.isQuick) installPeers()
  const results: WorkResult[] = []
  for (const work of works.filter(({ id }) => isWanted(id))) {
    results.push(await measureWork(options.isQuick ? smaller(work) : work, options.rounds))
  }
  const isLinux = process.platform === 'linux'
  const at = new Date().toISOString()
  const result = withOlder({
    at,
    rounds: options.rounds,
    versions: versions(),
    works: results,
    scaling: isWanted('scaling') ? await measureScaling(options.isQuick) : [],
    limit: await measureLimit(options.isQuick ? 3 : 100),
    memory: isLinux && isWanted('memory') ? await measureMemory(options.isQuick ? 20 : 100_000) : null,
    imports: isLinux && isWanted('import') ? await measureImport(options.isQuick ? 40 : 100_000) : null,
    window: lastWindowResult(),
    measuredAt: Object.fromEntries(
      [...results.map(({ id }) => id), 'scaling', 'memory', 'import']
        .filter(isWanted)
        .map((part) => [part, at])
    )
  })
  writeFileSync(resultFile, `${JSON.stringify(result, null, 2)}\n`)
  const page = report(result)
  console.log(page)
  if (options.writes) writeFileSync(join(root, 'docs/performance.md'), page)
}

try {
  await main()
} finally {
  removeRuns()
}
