import { readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openEngine, type TestEngine } from '../fixtures/openEngine.ts'
import { idxPair, picture, png, putClasses, putFiles } from '../fixtures/pictures.ts'
import { tempFolders } from '../fixtures/tempFolder.ts'

const temp = tempFolders()

async function imported(
  paths: readonly string[],
  more: object = {}
): Promise<TestEngine & { result: unknown }> {
  const opened = await openEngine(join(temp(), 'a.cultivar'))
  const { result } = await opened.job('import.start', { paths, format: 'auto', copy: false, ...more })
  return { ...opened, result }
}

const rows = (opened: TestEngine): Record<string, unknown>[] =>
  opened.workspace.db
    .prepare(
      'SELECT source.name, class.name AS class, split, state FROM source LEFT JOIN class ON class.id = class_id ORDER BY source.id'
    )
    .all() as Record<string, unknown>[]

describe('importing a folder', () => {
  it('takes the subfolders for classes', async () => {
    const folder = temp()
    await putClasses(folder, ['cat', 'dog'], 2)
    const opened = await imported([folder])
    expect(opened.result).toEqual({ added: 4, skipped: 0 })
    expect(rows(opened)).toEqual(
      ['cat', 'dog'].flatMap((name) =>
        ['p0', 'p1'].map((file) => ({ name: `${name}/${file}.png`, class: name, split: null, state: 'ok' }))
      )
    )
  })

  it('takes train, val and test above the classes for splits', async () => {
    const folder = temp()
    for (const [n, split] of ['train', 'val', 'test'].entries()) {
      putFiles(folder, {
        [`${split}/cat/a.png`]: await png(n + 1),
        [`${split}/dog/b.png`]: await png(n + 11)
      })
    }
    const { call } = await imported([folder])
    const status = await call('workspace.status', {})
    expect(status?.splits).toEqual({ train: 2, val: 2, test: 2 })
    expect(status?.classes.map(({ name, sources }) => [name, sources])).toEqual([
      ['cat', 3],
      ['dog', 3]
    ])
  })

  it('keeps a row with the reason for each file that cannot be read, and imports the rest', async () => {
    const folder = temp()
    const good = await png(1)
    const vast = Buffer.from('P5 60000 60000 255\n')
    putFiles(folder, {
      'cat/good.png': good,
      'cat/cut.png': good.subarray(0, Math.floor(good.length / 2)),
      'cat/text.png': 'this is no picture',
      'cat/empty.jpg': '',
      'cat/vast.pgm': vast,
      'cat/also.png': await png(2)
    })
    const opened = await imported([folder])
    expect(opened.result).toEqual({ added: 2, skipped: 0 })
    const problems = await opened.call('sources.page', { states: ['failed'], after: 0, limit: 10 })
    expect(problems.items.map(({ name }) => name).sort()).toEqual([
      'cat/cut.png',
      'cat/empty.jpg',
      'cat/text.png',
      'cat/vast.pgm'
    ])
    for (const { reason } of problems.items) expect(reason).toMatch(/\w+.*\./)
    const [job] = await opened.call('jobs.list', {})
    expect(job?.failures).toBe(4)
  })

  it('adds only what is new when it is done again', async () => {
    const folder = temp()
    await putClasses(folder, ['cat'], 3)
    const { job } = await imported([folder])
    putFiles(folder, { 'cat/new.png': await png(50) })
    const again = await job('import.start', { paths: [folder], format: 'auto', copy: false })
    expect(again.result).toEqual({ added: 1, skipped: 3 })
  })

  it('notices the same picture twice, and says of which class the other one is', async () => {
    const folder = temp()
    const one = await png(1)
    putFiles(folder, { 'cat/a.png': one, 'dog/b.png': one })
    const opened = await imported([folder])
    expect(opened.result).toEqual({ added: 1, skipped: 1 })
    const { items } = await opened.call('sources.page', { states: ['duplicate'], after: 0, limit: 10 })
    expect(items.map(({ name, reason }) => [name, reason])).toEqual([
      ['dog/b.png', 'It has the same content as "cat/a.png", which has the class "cat".']
    ])
  })

  it('puts the new content of a changed file beside the old one, which keeps its variants', async () => {
    const folder = temp()
    putFiles(folder, { 'cat/a.png': await png(1) })
    const opened = await imported([folder])
    const { steps } = { steps: [{ transform: 'invert', probability: 1 }] }
    await opened.job('draw.start', {
      recipe: { version: 1, seed: 1, steps },
      profileId: 'any',
      amount: { copies: 2 }
    })
    writeFileSync(join(folder, 'cat/a.png'), await png(2))
    const again = await opened.job('import.start', { paths: [folder], format: 'auto', copy: false })
    expect(again.result).toEqual({ added: 1, skipped: 0 })
    expect(rows(opened).map(({ state }) => state)).toEqual(['changed', 'ok'])
    expect(
      opened.workspace.db.prepare('SELECT source_id, count(*) AS n FROM variant GROUP BY source_id').all()
    ).toEqual([{ source_id: 1, n: 2 }])
  })

  it('keeps what is known of a source whose file broke later, and takes it back when it is whole again', async () => {
    const folder = temp()
    const whole = await png(1)
    putFiles(folder, { 'cat/a.png': whole })
    const opened = await imported([folder])
    writeFileSync(join(folder, 'cat/a.png'), 'broken')
    await opened.job('import.start', { paths: [folder], format: 'auto', copy: false })
    expect(rows(opened)).toEqual([{ name: 'cat/a.png', class: 'cat', split: null, state: 'changed' }])
    writeFileSync(join(folder, 'cat/a.png'), whole)
    await opened.job('import.start', { paths: [folder], format: 'auto', copy: false })
    expect(rows(opened)).toEqual([{ name: 'cat/a.png', class: 'cat', split: null, state: 'ok' }])
  })

  it('copies the files when asked to, so that the originals may go', async () => {
    const folder = temp()
    const bytes = await png(1)
    putFiles(folder, { 'cat/a.png': bytes })
    const { engine, workspace } = await imported([folder], { copy: true })
    rmSync(folder, { recursive: true })
    const { path } = workspace.db.prepare('SELECT path FROM source').get() as { path: string }
    expect(readFileSync(join(workspace.folder, path)).equals(Buffer.from(bytes))).toBe(true)
    expect((await engine.image('source/1?edge=full')).ok).toBe(true)
  })
})

describe.each([false, true])('importing IDX files (packed: %s)', (isPacked) => {
  it('makes a source of every record, with its label as the class', async () => {
    const folder = temp()
    const pair = idxPair([7, 1, 7, 0], { isPacked })
    const ending = isPacked ? '.gz' : ''
    putFiles(folder, {
      [`train-images-idx3-ubyte${ending}`]: pair.images,
      [`train-labels-idx1-ubyte${ending}`]: pair.labels
    })
    const opened = await imported([folder])
    expect(opened.result).toEqual({ added: 4, skipped: 0, readAs: 'IDX files, as MNIST has them' })
    expect(rows(opened).map((row) => row['class'])).toEqual(['7', '1', '7', '0'])
    const again = await opened.job('import.start', { paths: [folder], format: 'idx', copy: false })
    expect(again.result).toEqual({ added: 0, skipped: 4 })
  })
})

describe('a source whose file is gone or is another one', () => {
  it('says so when it is looked at, is listed among the problems, and is well again when the file is back', async () => {
    const folder = temp()
    const bytes = await png(1)
    putFiles(folder, { 'cat/a.png': bytes, 'cat/b.png': await png(2) })
    const { engine, call } = await imported([folder])
    const states = async (): Promise<unknown[]> =>
      (await call('sources.page', { states: ['ok', 'missing', 'changed'], after: 0, limit: 9 })).items.map(
        ({ state }) => state
      )
    rmSync(join(folder, 'cat/a.png'))
    expect(await engine.image('source/1?edge=64')).toMatchObject({
      ok: false,
      message: expect.stringContaining('not there')
    })
    expect(await states()).toEqual(['missing', 'ok'])
    putFiles(folder, { 'cat/a.png': await png(9) })
    expect(await engine.image('source/1?edge=64')).toMatchObject({
      ok: false,
      message: expect.stringContaining('not the one')
    })
    expect(await states()).toEqual(['changed', 'ok'])
    putFiles(folder, { 'cat/a.png': bytes })
    utimesSync(join(folder, 'cat/a.png'), 1, 1)
    expect((await engine.image('source/1?edge=64')).ok).toBe(true)
    expect(await states()).toEqual(['ok', 'ok'])
  })
})

it('the pictures of these tests differ from each other', () => {
  const all = [1, 2, 9, 50, 101].map((seed) => Buffer.from(picture(seed).data).toString('hex'))
  expect(new Set(all).size).toBe(all.length)
})
