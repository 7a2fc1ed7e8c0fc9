import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sourcePlace } from '../../electron/catalogue/sources.ts'
import { getVariant } from '../../electron/catalogue/variants.ts'
import { createRenderTask } from '../../electron/jobs/variantTask.ts'
import { openEngine, recipe, type TestEngine } from '../fixtures/openEngine.ts'
import { png, putClasses, putFiles } from '../fixtures/pictures.ts'
import { tempFolders } from '../fixtures/tempFolder.ts'

const temp = tempFolders()

async function opened(paths: readonly string[], workers = 1): Promise<TestEngine> {
  const made = await openEngine(join(temp(), 'a.cultivar'), 'create', { workers })
  for (const path of paths) await made.job('import.start', { paths: [path], format: 'auto', copy: false })
  return made
}

const draw = (engine: TestEngine, amount: object, more: object = {}): ReturnType<TestEngine['job']> =>
  engine.job('draw.start', { recipe, profileId: 'any', amount, ...more })

const perClass = ({ workspace }: TestEngine): unknown =>
  Object.fromEntries(
    (
      workspace.db
        .prepare('SELECT name, count(*) AS n FROM variant JOIN class ON class.id = class_id GROUP BY name')
        .all() as { name: string; n: number }[]
    ).map(({ name, n }) => [name, n])
  )

describe('drawing', () => {
  it('draws so many of each source, and again nothing', async () => {
    const folder = temp()
    await putClasses(folder, ['cat', 'dog'], 3)
    const engine = await opened([folder])
    expect((await draw(engine, { copies: 4 })).result).toMatchObject({ drawn: 24 })
    expect((await draw(engine, { copies: 4 })).result).toMatchObject({ drawn: 0 })
    expect((await draw(engine, { copies: 5 })).result).toMatchObject({ drawn: 6 })
  })

  it('balances: more of rare classes, up to N each, and again nothing', async () => {
    const folder = temp()
    await putClasses(folder, ['cat'], 7)
    putFiles(folder, { 'dog/a.png': await png(300), 'dog/b.png': await png(301) })
    const engine = await opened([folder])
    await draw(engine, { balance: 10 })
    expect(perClass(engine)).toEqual({ cat: 10, dog: 10 })
    expect((await draw(engine, { balance: 10 })).result).toMatchObject({ drawn: 0 })
  })

  it('draws anew in the place of rejected ones when it balances', async () => {
    const folder = temp()
    await putClasses(folder, ['cat'], 2)
    const engine = await opened([folder])
    await draw(engine, { balance: 6 })
    await engine.call('review.decide', { which: { ids: [1, 2] }, status: 'rejected' })
    expect((await draw(engine, { balance: 6 })).result).toMatchObject({ drawn: 2 })
  })

  it('removes undecided variants of other recipes when asked to, and no decided ones', async () => {
    const folder = temp()
    await putClasses(folder, ['cat'], 2)
    const engine = await opened([folder])
    await draw(engine, { copies: 3 })
    await engine.call('review.decide', { which: { ids: [1] }, status: 'accepted' })
    await engine.call('review.decide', { which: { ids: [2] }, status: 'rejected' })
    await draw(engine, { copies: 2 }, { recipe: { ...recipe, seed: 43 }, replacePending: true })
    const status = await engine.call('workspace.status', {})
    expect(status?.variants).toEqual({ pending: 4, accepted: 1, rejected: 1 })
  })
})

/** Parameters and pixels of all variants, by what they are made of and not by row. */
async function everything({ engine, workspace }: TestEngine): Promise<ReadonlyMap<string, unknown>> {
  const ids = workspace.db.prepare('SELECT id FROM variant ORDER BY id').all() as { id: number }[]
  const made = await Promise.all(
    ids.map(async ({ id }) => {
      const variant = getVariant(workspace.db, id)
      const source = sourcePlace(workspace.db, variant?.sourceId ?? 0)
      if (variant === undefined || source === undefined) throw new Error(`Expected variant ${id}`)
      const task = createRenderTask(
        workspace,
        { source, variant },
        { output: { kind: 'full' }, encoding: null }
      )
      const picture = await engine.session()?.pool.run({ kind: 'render', task })
      return [
        `${source.contentHash} ${variant.copyIndex}`,
        [variant.parameters, picture?.pixelSha256]
      ] as const
    })
  )
  return new Map(made.sort(([a], [b]) => (a < b ? -1 : 1)))
}

describe('the same recipe, seed and sources', () => {
  it('give the same parameters and pixels in another workspace, order and number of threads', async () => {
    const [one, two] = [temp(), temp()]
    await putClasses(one, ['cat'], 3)
    putFiles(two, { 'dog/x.png': await png(400), 'dog/y.png': await png(401) })
    const first = await opened([one, two], 1)
    const second = await opened([two, one], 2)
    await draw(first, { copies: 3 })
    await draw(second, { copies: 1 })
    await draw(second, { copies: 3 })
    const expected = await everything(first)
    expect(expected.size).toBe(15)
    expect(await everything(second)).toEqual(expected)
    const other = await opened([one, two])
    await draw(other, { copies: 3 }, { recipe: { ...recipe, seed: 43 } })
    expect(await everything(other)).not.toEqual(expected)
  })
})
