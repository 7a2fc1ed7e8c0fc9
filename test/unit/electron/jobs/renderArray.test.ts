import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createPixelPool, type PixelPool } from '../../../../electron/jobs/pool.ts'
import type { RenderTask } from '../../../../electron/jobs/renderTask.ts'
import { idxPair, png } from '../../../fixtures/pictures.ts'

let folder: string
let pool: PixelPool

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cultivar-array-'))
  await writeFile(join(folder, 'digits'), idxPair([0, 1, 2]).images)
  await writeFile(join(folder, 'photo.png'), await png(3))
  pool = createPixelPool({ workers: 1 })
})

afterAll(async () => {
  await pool.close()
  await rm(folder, { recursive: true })
})

const task = (name: string, entry: number | null, size: { width: number; height: number }): RenderTask => ({
  source: { path: join(folder, name), entry, ...size },
  steps: JSON.stringify([{ transform: 'rotate', angleDeg: 20 }]),
  sampling: { fillMode: 'reflect', fillValue: [0], interpolation: 'bilinear' },
  output: { kind: 'full' },
  encoding: null
})
const digit = (entry: number): RenderTask => task('digits', entry, { width: 5, height: 4 })

it('an array holds the same samples as single renderings, one after another', async () => {
  const tasks = [0, 1, 2].map(digit)
  const { data, failures } = await pool.run({
    kind: 'array',
    tasks,
    width: 5,
    height: 4,
    channels: 1
  })
  const single = await Promise.all(tasks.map((one) => pool.run({ kind: 'render', task: one })))
  expect(Buffer.from(data)).toEqual(Buffer.concat(single.map(({ bytes }) => bytes)))
  expect(failures).toEqual([])
})

it('an array is grey or colour as asked', async () => {
  const photo = task('photo.png', null, { width: 40, height: 30 })
  const request = { kind: 'array', tasks: [photo, digit(1)], width: 40, height: 30 } as const
  const colour = (await pool.run({ ...request, channels: 3 })).data
  const grey = (await pool.run({ ...request, channels: 1 })).data
  expect([colour.length, grey.length]).toEqual([2 * 40 * 30 * 3, 2 * 40 * 30])
  for (let i = 0; i < 1200; i++) {
    const [r = 0, g = 0, b = 0] = colour.subarray(3 * i, 3 * i + 3)
    // Rec. 601, rounded.
    expect(Math.abs((grey[i] ?? 0) - (0.299 * r + 0.587 * g + 0.114 * b))).toBeLessThan(0.51)
    const own = grey[1200 + i]
    expect([...colour.subarray(3600 + 3 * i, 3603 + 3 * i)]).toEqual([own, own, own])
  }
})

it('an array has zeros where a picture cannot be made, and says why', async () => {
  const tasks = [digit(0), digit(7), digit(2)]
  const { data, failures } = await pool.run({
    kind: 'array',
    tasks,
    width: 5,
    height: 4,
    channels: 1
  })
  expect(failures).toMatchObject([{ index: 1, error: { code: 'not-found', file: join(folder, 'digits') } }])
  expect([...data.subarray(20, 40)]).toEqual(Array.from({ length: 20 }, () => 0))
  expect(data.subarray(40).some((value) => value > 0)).toBe(true)
})
