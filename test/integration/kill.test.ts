import Database from 'better-sqlite3'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { redo, undo } from '../../electron/catalogue/decisions.ts'
import { openWorkspace } from '../../electron/catalogue/open.ts'
import { cli, cliJson } from '../fixtures/cli.ts'
import { readManifest } from '../fixtures/manifest.ts'
import { recipe } from '../fixtures/openEngine.ts'
import { png, putFiles } from '../fixtures/pictures.ts'
import { tempFolders } from '../fixtures/tempFolder.ts'

const temp = tempFolders()
const kills = 5
/** Below this a process has only just begun. Unit: milliseconds. */
const startMs = 250

/** Numbers from 0 to 1, the same in every run (Lehmer's generator), so that a failure can be looked at again. */
function lehmer(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
}

async function pictures(count: number): Promise<string> {
  const folder = temp()
  for (let n = 0; n < count; n++) {
    putFiles(folder, {
      [`${n % 2 === 0 ? 'cat' : 'dog'}/${n}.png`]: await png(n + 1, { width: 64, height: 48 })
    })
  }
  return folder
}

function assertSound(workspace: string): void {
  const db = new Database(join(workspace, 'catalogue.sqlite'), { fileMustExist: true })
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(db.pragma('foreign_key_check')).toEqual([])
  } finally {
    db.close()
  }
}

interface Killing {
  readonly workspace: string
  /** What the command is the first of in this workspace. */
  readonly kind: 'import' | 'draw' | 'export'
  readonly seed: number
  /** How long the whole command takes, more or less. Unit: milliseconds. */
  readonly wholeMs: number
  readonly afterKill?: () => void
}

/**
 * Runs a command that is killed some times at random moments, then lets it finish. Returns its answer; undefined when
 * all was done before the process could say so, for the same command would then find nothing to do.
 */
async function killedOften(
  args: readonly string[],
  { workspace, kind, seed, wholeMs, afterKill }: Killing
): Promise<unknown> {
  const random = lehmer(seed)
  for (let n = 0; n < kills; n++) {
    const run = await cli([...args, '--json'], {
      killAfterMs: startMs + random() * Math.max(100, wholeMs - startMs)
    })
    assertSound(workspace)
    afterKill?.()
    if (run.signal === null) {
      expect(run.code, run.stderr).toBe(0)
      return JSON.parse(run.stdout)
    }
    if (query(workspace, `SELECT 1 FROM job WHERE kind = '${kind}' AND state = 'done'`).length > 0)
      return undefined
  }
  const { json, code, stderr } = await cliJson(...args)
  expect(code, stderr).toBe(0)
  return json
}

async function timed(...args: readonly string[]): Promise<{ json: unknown; wholeMs: number }> {
  const begin = performance.now()
  const { json, code, stderr } = await cliJson(...args)
  expect(code, stderr).toBe(0)
  return { json, wholeMs: performance.now() - begin }
}

const query = (workspace: string, text: string): readonly unknown[] => {
  const db = new Database(join(workspace, 'catalogue.sqlite'), { readonly: true })
  try {
    return db.prepare(text).all()
  } finally {
    db.close()
  }
}
const sourcesOf = (workspace: string): readonly unknown[] =>
  query(workspace, 'SELECT name, content_hash, class_id, state FROM source ORDER BY name')
const variantsOf = (workspace: string): readonly unknown[] =>
  query(
    workspace,
    'SELECT content_hash, copy_index, parameters, redraws, status FROM variant JOIN source ON source.id = source_id ORDER BY 1, 2'
  )

/** Two workspaces with the same pictures, and a file with a recipe. */
async function two(
  count: number
): Promise<{ whole: string; killed: string; folder: string; recipeFile: string }> {
  const folder = await pictures(count)
  const [whole, killed] = [join(temp(), 'whole.cultivar'), join(temp(), 'killed.cultivar')]
  for (const workspace of [whole, killed]) await cliJson('create', workspace)
  putFiles(folder, { '.recipe/recipe.json': JSON.stringify(recipe) })
  return { whole, killed, folder, recipeFile: join(folder, '.recipe/recipe.json') }
}

describe('killed at random moments and started again', () => {
  it('an import comes to the same sources and numbers', async () => {
    const { whole, killed, folder } = await two(400)
    const { json, wholeMs } = await timed('import', whole, folder)
    const killing = { workspace: killed, kind: 'import', seed: 1, wholeMs } as const
    expect((await killedOften(['import', killed, folder], killing)) ?? json).toEqual(json)
    expect(sourcesOf(killed)).toEqual(sourcesOf(whole))
  }, 300_000)

  it('drawing comes to the same variants and numbers', async () => {
    const { whole, killed, folder, recipeFile } = await two(60)
    for (const workspace of [whole, killed]) await cliJson('import', workspace, folder)
    const args = (workspace: string, copies: number): readonly string[] => [
      ...['draw', workspace, '--recipe', recipeFile],
      ...['--domain', 'upright', '--copies', String(copies)]
    ]
    const { json, wholeMs } = await timed(...args(whole, 500))
    const killing = { workspace: killed, kind: 'draw', seed: 2, wholeMs } as const
    expect((await killedOften(args(killed, 500), killing)) ?? json).toEqual(json)
    expect(variantsOf(killed)).toEqual(variantsOf(whole))
    // And with `resume` in place of the same command.
    await cliJson(...args(whole, 1000))
    await cli(args(killed, 1000), { killAfterMs: startMs + (wholeMs - startMs) / 2 })
    assertSound(killed)
    const resumed = await cliJson('resume', killed)
    const left = (resumed.json as { resumed: unknown[] }).resumed
    expect(resumed.code).toBe(0)
    expect(left.length).toBeLessThanOrEqual(1)
    await cliJson(...args(killed, 1000))
    expect(variantsOf(killed)).toEqual(variantsOf(whole))
    expect((await cliJson('resume', killed)).json).toEqual({ resumed: [], failed: [] })
  }, 300_000)

  it('an export is whole or not there, and comes to the same files', async () => {
    const { whole, killed, folder, recipeFile } = await two(30)
    for (const workspace of [whole, killed]) {
      await cliJson('import', workspace, folder)
      await cliJson('draw', workspace, '--recipe', recipeFile, '--domain', 'upright', '--copies', '6')
      await cliJson('decide', workspace, '--accept', '--all')
    }
    const [one, other] = [join(temp(), 'set'), join(temp(), 'set')]
    const args = (workspace: string, target: string): readonly string[] => [
      ...['export', workspace, target],
      ...['--split', '80,10,10', '--originals', '--size', '40x40']
    ]
    const { json, wholeMs } = await timed(...args(whole, one))
    const afterKill = (): void => {
      if (existsSync(other)) assertWhole(other, 210)
    }
    const killing = { workspace: killed, kind: 'export', seed: 3, wholeMs, afterKill } as const
    expect((await killedOften(args(killed, other), killing)) ?? json).toEqual(json)
    assertWhole(other, 210)
    expect(readFileSync(join(other, 'manifest.csv'), 'utf8')).toBe(
      readFileSync(join(one, 'manifest.csv'), 'utf8')
    )
    expect(readdirSync(dirname(other))).toEqual(['set'])
  }, 300_000)

  it('an export of arrays is whole or not there, and comes to the same bytes', async () => {
    const { whole, killed, folder, recipeFile } = await two(40)
    for (const workspace of [whole, killed]) {
      await cliJson('import', workspace, folder)
      await cliJson('draw', workspace, '--recipe', recipeFile, '--domain', 'upright', '--copies', '60')
    }
    const [one, other] = [join(temp(), 'set'), join(temp(), 'set')]
    const args = (workspace: string, target: string): readonly string[] => [
      ...['export', workspace, target, '--format', 'npz', '--include', 'pending'],
      ...['--split', '80,10,10', '--originals', '--normalise', 'featurewise-centre']
    ]
    const { json, wholeMs } = await timed(...args(whole, one))
    const same = (file: string): void => {
      expect(sha256Of(join(other, file))).toBe(sha256Of(join(one, file)))
    }
    const afterKill = (): void => {
      if (existsSync(other)) same('arrays.npz')
    }
    const killing = { workspace: killed, kind: 'export', seed: 5, wholeMs, afterKill } as const
    expect((await killedOften(args(killed, other), killing)) ?? json).toEqual(json)
    for (const file of ['arrays.npz', 'manifest.csv', 'statistics.json']) same(file)
    expect(readManifest(other).length).toBe(40 * 61)
    expect(readdirSync(dirname(other))).toEqual(['set'])
  }, 300_000)

  it('no decision is lost that was reported, and undo still works', async () => {
    const { killed, folder, recipeFile } = await two(20)
    await cliJson('import', killed, folder)
    await cliJson('draw', killed, '--recipe', recipeFile, '--domain', 'upright', '--copies', '200')
    const random = lehmer(4)
    const reported = new Map<number, string>()
    for (let n = 0; n < kills; n++) {
      const loop = join(import.meta.dirname, '../fixtures/decideLoop.ts')
      const from = Math.max(0, ...reported.keys()) + 1
      const child = spawn(process.execPath, [loop, killed, String(from)], {
        stdio: ['ignore', 'pipe', 'inherit']
      })
      let text = ''
      child.stdout.setEncoding('utf8').on('data', (more: string) => (text += more))
      await once(child.stdout, 'data')
      setTimeout(() => child.kill('SIGKILL'), random() * 150)
      await once(child, 'close')
      // Why without the last line: it may be torn.
      const lines = text.split('\n').slice(0, -1)
      for (const line of lines) reported.set(...(JSON.parse(line) as [number, string]))
      assertSound(killed)
      const statuses = new Map(
        (query(killed, 'SELECT id, status FROM variant') as { id: number; status: string }[]).map(
          ({ id, status }) => [id, status]
        )
      )
      // The last one reported as decided may have been undone already, without a word about it.
      const last = Math.max(...reported.keys())
      if (statuses.get(last) === 'pending') reported.set(last, 'pending')
      for (const [id, status] of reported) expect([id, statuses.get(id)]).toEqual([id, status])
    }
    expect(reported.size).toBeGreaterThan(kills)
    const opened = openWorkspace(killed, 'test')
    expect(opened.notices).toEqual([])
    expect(undo(opened.db, killed).changed).toBe(1)
    expect(redo(opened.db, killed).changed).toBe(1)
    opened.close()
  }, 300_000)
})

const sha256Of = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')

function assertWhole(folder: string, files: number): void {
  const rows = readManifest(folder)
  expect(rows.length).toBe(files)
  for (const { file, sha256 } of rows) {
    expect(sha256Of(join(folder, file))).toBe(sha256)
  }
  expect(existsSync(join(folder, 'provenance.json'))).toBe(true)
}
