/**
 * Measures ours against the peers: `npm run bench [-- --quick | --rounds N | --only photos,digits,memory | --write |
 * --window]`. Results go to out/bench; `--write` makes docs/performance.md of them.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { versions } from '../../electron/engine/versions.ts'
import { benchFolder, readArgs, root } from './args.ts'
import { measureWork, type WorkResult } from './measure.ts'
import { measureMemory } from './memory.ts'
import { type BenchResult, report } from './report.ts'
import { installPeers } from './run.ts'
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
  const result: BenchResult = {
    at: new Date().toISOString(),
    rounds: options.rounds,
    versions: versions(),
    works: results,
    scaling: isWanted('scaling') ? await measureScaling(options.isQuick) : [],
    limit: await measureLimit(options.isQuick ? 3 : 100),
    memory: isLinux && isWanted('memory') ? await measureMemory(options.isQuick ? 20 : 100_000) : null,
    window: lastWindowResult()
  }
  writeFileSync(join(benchFolder, 'result.json'), `${JSON.stringify(result, null, 2)}\n`)
  const page = report(result)
  console.log(page)
  if (options.writes) writeFileSync(join(root, 'docs/performance.md'), page)
}

await main()
