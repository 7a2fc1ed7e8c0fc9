import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openEngine, recipe, type TestEngine } from '../fixtures/openEngine.ts'
import { png, putFiles } from '../fixtures/pictures.ts'
import { tempFolders } from '../fixtures/tempFolder.ts'

const temp = tempFolders()

interface Ready extends TestEngine {
  readonly pictures: string
  readonly at: string
}

/** Six pictures: two in a folder that gives them the class "cat", four in folders that say nothing. */
async function ready(): Promise<Ready> {
  const pictures = temp()
  for (const [n, name] of [
    'cat/0.png',
    'cat/1.png',
    'x/2.png',
    'x/3.png',
    'x/y/4.png',
    'z/5.png'
  ].entries()) {
    putFiles(pictures, { [name]: await png(n + 1) })
  }
  const at = join(temp(), 'a.cultivar')
  const engine = await openEngine(at, 'create')
  await engine.job('import.start', { paths: [pictures], format: 'folder' })
  // What folders said is taken away where the test wants none.
  await engine.call('sources.label', { which: { ids: [3, 4, 5, 6] }, className: null })
  return { ...engine, pictures, at }
}

const classesOf = async ({ call }: TestEngine): Promise<readonly (string | null)[]> =>
  (await call('sources.page', {})).items.map(({ className }) => className)

describe('giving pictures a class', () => {
  it('works for some, for a folder and for all that have none; the numbers follow', async () => {
    const engine = await ready()
    const { call } = engine
    expect((await call('workspace.status', {}))?.unlabelled).toBe(4)
    expect((await call('sources.page', { unlabelled: true })).total).toBe(4)
    expect((await call('sources.page', { folder: 'x' })).items.map(({ id }) => id)).toEqual([3, 4, 5])
    expect(await call('sources.label', { which: { folder: 'x' }, className: 'dog' })).toEqual({ changed: 3 })
    expect(await call('sources.label', { which: { unlabelled: true }, className: ' cow ' })).toEqual({
      changed: 1
    })
    expect(await classesOf(engine)).toEqual(['cat', 'cat', 'dog', 'dog', 'dog', 'cow'])
    const status = await call('workspace.status', {})
    expect(status?.classes.map(({ name, sources }) => [name, sources])).toEqual([
      ['cat', 2],
      ['cow', 1],
      ['dog', 3]
    ])
    expect(status?.undo).toBe('Label 1 source "cow"')
    await expect(call('sources.label', { which: { ids: [1] }, className: '  ' })).rejects.toThrow(/className/)
  })

  it('is taken back and repeated, after closing and opening as well', async () => {
    const engine = await ready()
    await engine.call('sources.label', { which: { ids: [3, 4] }, className: 'dog' })
    await engine.engine.close()
    const again = await openEngine(engine.at, 'open')
    expect(await again.call('review.undo', {})).toEqual({ changed: 2, title: 'Label 2 sources "dog"' })
    expect(await classesOf(again)).toEqual(['cat', 'cat', null, null, null, null])
    expect(await again.call('review.redo', {})).toEqual({ changed: 2, title: 'Label 2 sources "dog"' })
    expect(await classesOf(again)).toEqual(['cat', 'cat', 'dog', 'dog', null, null])
  })

  it('stays when the same pictures are imported again, and goes into the export', async () => {
    const engine = await ready()
    await engine.call('sources.label', { which: { unlabelled: true }, className: 'dog' })
    await engine.call('sources.label', { which: { ids: [1] }, className: 'lion' })
    await engine.job('import.start', { paths: [engine.pictures], format: 'folder' })
    const classes = ['lion', 'cat', 'dog', 'dog', 'dog', 'dog']
    expect(await classesOf(engine)).toEqual(classes)
    const options = { format: 'folder', originals: true }
    const done = await engine.job('export.start', { folder: join(temp(), 'out'), options })
    expect(done.result).toMatchObject({ files: 6 })
  })

  it('takes the variants along', async () => {
    const engine = await ready()
    await engine.job('draw.start', { recipe, profileId: 'any', amount: { copies: 2 } })
    await engine.call('sources.label', { which: { ids: [3] }, className: 'dog' })
    const variants = await engine.call('review.variants', { filter: {}, sourceIds: [2, 3, 4] })
    expect(variants.map(({ className }) => className)).toEqual(['cat', 'cat', 'dog', 'dog', null, null])
    const { rows } = await engine.call('review.rows', { filter: { className: 'dog' } })
    expect(rows).toEqual([{ sourceId: 3, variants: 2 }])
  })
})

describe('a program that is killed while somebody labels', () => {
  it('has every label that it had answered for', async () => {
    const engine = await ready()
    await engine.engine.close()
    const loop = spawn(process.execPath, [join(import.meta.dirname, '../fixtures/labelLoop.ts'), engine.at], {
      stdio: ['ignore', 'pipe', 'inherit']
    })
    const told: [number, string][] = []
    let rest = ''
    for await (const chunk of loop.stdout as AsyncIterable<Buffer>) {
      const lines = (rest + chunk.toString()).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) told.push(JSON.parse(line) as [number, string])
      if (told.length >= 40 && !loop.killed) loop.kill('SIGKILL')
    }
    if (loop.exitCode === null && loop.signalCode === null) await once(loop, 'exit')
    const last = new Map(told)
    const again = await openEngine(engine.at, 'open')
    const found = (await again.call('sources.get', { ids: [...last.keys()] })).map(
      ({ id, className }) => [id, className] as const
    )
    // The last one that was told of may have been followed by one more that was not.
    const [newest] = told.at(-1) ?? [0]
    const isOlder = ([id]: readonly [number, unknown]): boolean => id !== (newest % 6) + 1
    expect(found.filter(isOlder)).toEqual([...last].filter(isOlder).toSorted(([a], [b]) => a - b))
    expect(told.length).toBeGreaterThanOrEqual(40)
  })
})
