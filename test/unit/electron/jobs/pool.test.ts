import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPixelPool, type PixelPool } from '../../../../electron/jobs/pool.ts'
import type { RenderTask } from '../../../../electron/jobs/renderTask.ts'
import { noise } from '../pixels/rasters.ts'

let folder: string
let photo: string
let pools: PixelPool[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cultivar-pool-'))
  photo = join(folder, 'photo.png')
  const { width, height, data } = noise({ width: 60, height: 40 }, 3)
  await sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toFile(photo)
})

afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.close()))
  await rm(folder, { recursive: true })
})

function pool(workers: number, workerUrl?: URL): PixelPool {
  const made = createPixelPool(workerUrl === undefined ? { workers } : { workers, workerUrl })
  pools = [...pools, made]
  return made
}

const task = (changes: Partial<RenderTask> = {}): RenderTask => ({
  source: { path: photo, entry: null, width: 60, height: 40 },
  steps: JSON.stringify([{ transform: 'rotate', angleDeg: 12 }]),
  sampling: { fillMode: 'reflect', fillValue: [0], interpolation: 'bilinear' },
  output: { kind: 'full' },
  encoding: { format: 'png', quality: 90 },
  ...changes
})

describe('rendering in worker threads', () => {
  it('gives the same bytes twice, with one worker or two', async () => {
    const [one, two] = [pool(1), pool(2)]
    const answers = await Promise.all(
      [one, two, two, two, one].map((each) => each.run({ kind: 'render', task: task() }))
    )
    expect(new Set(answers.map(({ pixelSha256 }) => pixelSha256)).size).toBe(1)
    for (const { bytes } of answers)
      expect(Buffer.from(bytes).equals(answers[0]?.bytes ?? Buffer.of())).toBe(true)
  })

  it('hands out raw samples again and again, and their hash', async () => {
    const one = pool(1)
    const unchanged = task({ steps: '[]', encoding: null })
    const expected = noise({ width: 60, height: 40 }, 3).data
    for (let i = 0; i < 2; i++) {
      const { bytes, pixelSha256 } = await one.run({ kind: 'render', task: unchanged })
      expect(bytes).toEqual(expected)
      expect(pixelSha256).toBe(createHash('sha256').update(expected).digest('hex'))
    }
  })

  it('keeps proportions in a preview and enlarges none', async () => {
    const one = pool(1)
    const sizeOf = async (output: RenderTask['output']): Promise<readonly number[]> => {
      const { width, height, bytes } = await one.run({ kind: 'render', task: task({ output }) })
      const header = await sharp(bytes).metadata()
      expect([header.width, header.height]).toEqual([width, height])
      return [width, height]
    }
    expect(await sizeOf({ kind: 'fit', edge: 30 })).toEqual([30, 20])
    expect(await sizeOf({ kind: 'fit', edge: 256 })).toEqual([60, 40])
    expect(await sizeOf({ kind: 'size', width: 50, height: 50 })).toEqual([50, 50])
    expect(await sizeOf({ kind: 'size', width: 10, height: 12 })).toEqual([10, 12])
  })

  it('lays transparent pictures on the fill colour for JPEG', async () => {
    const path = join(folder, 'clear.png')
    const { width, height, data } = noise({ width: 8, height: 8 }, 4)
    await sharp(data.fill(0), { raw: { width, height, channels: 4 } })
      .png()
      .toFile(path)
    const sampling = { fillMode: 'constant', fillValue: [200, 100, 50], interpolation: 'bilinear' } as const
    const encoding = { format: 'jpeg', quality: 95 } as const
    const source = { path, entry: null, width, height }
    const made = await pool(1).run({ kind: 'render', task: task({ source, sampling, encoding }) })
    const pixels = Buffer.alloc(192, Buffer.from([200, 100, 50]))
    expect([made.channels, made.pixelSha256]).toEqual([3, createHash('sha256').update(pixels).digest('hex')])
  })

  it('says what is wrong with one source and goes on', async () => {
    const one = pool(1)
    const missing = { path: join(folder, 'none.png'), entry: null, width: 60, height: 40 }
    await expect(one.run({ kind: 'render', task: task({ source: missing }) })).rejects.toMatchObject({
      code: 'not-found',
      file: missing.path
    })
    for (const other of [{ width: 61 }, { contentHash: '00' }]) {
      const changed = { ...task().source, ...other }
      await expect(one.run({ kind: 'render', task: task({ source: changed }) })).rejects.toMatchObject({
        code: 'source-changed'
      })
    }
    await expect(one.run({ kind: 'render', task: task() })).resolves.toMatchObject({ width: 60 })
  })

  it('inspects a source, and renders it while it has the content found then', async () => {
    const one = pool(1)
    const found = await one.run({ kind: 'inspect', sources: [{ path: photo, entry: null }] })
    const [first] = found
    if (first?.ok !== true) throw new Error('Expected the picture to be readable')
    const source = { ...task().source, contentHash: first.value.sha256 }
    await expect(one.run({ kind: 'render', task: task({ source }) })).resolves.toMatchObject({ width: 60 })
    expect(first.value.facts).toMatchObject({ format: 'png', width: 60, height: 40, channels: 3, depth: 8 })
    expect(first.value.sha256).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('the queue', () => {
  /** A worker that answers with its message's path and the order of its arrival, and dies when it is told to. */
  async function fake(name: string, body: string): Promise<URL> {
    const file = join(folder, name)
    await writeFile(
      file,
      `import { existsSync, writeFileSync } from 'node:fs'\nlet count = 0\nexport default async ({ sources: [{ path }] }) => {\n${body}\nreturn { ok: true, value: { path, order: count++ } } }\n`
    )
    return pathToFileURL(file)
  }
  const ask = (on: PixelPool, path: string, options = {}): Promise<unknown> =>
    on.run({ kind: 'inspect', sources: [{ path, entry: null }] }, options)

  it('starts interactive work before waiting batch work', async () => {
    const one = pool(1, await fake('order.mjs', ''))
    const answers = await Promise.all([
      ask(one, 'first'),
      ask(one, 'batch'),
      ask(one, 'shown', { priority: 'interactive' })
    ])
    expect(answers).toEqual([
      { path: 'first', order: 0 },
      { path: 'batch', order: 2 },
      { path: 'shown', order: 1 }
    ])
  })

  it('tries work again once when its thread dies', async () => {
    const mark = join(folder, 'died')
    const body = `if (path === 'once' && !existsSync(${JSON.stringify(mark)})) { writeFileSync(${JSON.stringify(mark)}, ''); process.exit(1) }\nif (path === 'always') process.exit(1)`
    const one = pool(1, await fake('dying.mjs', body))
    await expect(ask(one, 'once')).resolves.toMatchObject({ path: 'once' })
    await expect(ask(one, 'always')).rejects.toMatchObject({ code: 'internal', file: 'always' })
    await expect(ask(one, 'other')).resolves.toMatchObject({ path: 'other' })
  })

  it('drops cancelled work and refuses work when closed', async () => {
    const one = pool(1, await fake('quiet.mjs', ''))
    const control = new AbortController()
    const first = ask(one, 'first')
    const second = ask(one, 'second', { signal: control.signal })
    control.abort()
    await expect(second).rejects.toMatchObject({ code: 'cancelled' })
    await expect(ask(one, 'third', { signal: control.signal })).rejects.toMatchObject({ code: 'cancelled' })
    await first
    // The thread is free for the next work once the event loop has turned.
    await new Promise((resolve) => setImmediate(resolve))
    const [running, waiting] = [ask(one, 'fourth'), ask(one, 'fifth')]
    const [done, dropped] = await Promise.allSettled([running, waiting, one.close()])
    expect(done).toMatchObject({ status: 'fulfilled', value: { path: 'fourth', order: 1 } })
    expect(dropped).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } })
    await expect(ask(one, 'sixth')).rejects.toMatchObject({ code: 'cancelled' })
  })
})
