import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { exportableSources } from '../../electron/catalogue/sources.ts'
import { variantsOf } from '../../electron/catalogue/variants.ts'
import { createPixelPool, type PixelPool } from '../../electron/jobs/pool.ts'
import type { RenderTask } from '../../electron/jobs/renderTask.ts'
import { createRenderTask } from '../../electron/jobs/variantTask.ts'
import { openEngine } from '../fixtures/openEngine.ts'
import { putClasses } from '../fixtures/pictures.ts'
import { tempFolders } from '../fixtures/tempFolder.ts'

const temp = tempFolders()
const pools: PixelPool[] = []
afterEach(async () => {
  for (const pool of pools.splice(0)) await pool.close()
})

/** Geometry, fields and noise from seeds, a mix of two sources and a policy. */
const steps = [
  { transform: 'rotate', probability: 1, angleDegRange: [-30, 30] },
  { transform: 'elastic', probability: 0.5, strengthFractionRange: [0.01, 0.03] },
  { transform: 'mixUp', probability: 0.5 },
  { transform: 'randAugment', probability: 1 },
  { transform: 'gaussianNoise', probability: 1, deviationRange: [0.02, 0.08] }
]

async function tasksOf(): Promise<readonly RenderTask[]> {
  const folder = temp()
  await putClasses(folder, ['cat', 'dog'], 6)
  const { job, workspace } = await openEngine(join(temp(), 'a.cultivar'))
  await job('import.start', { paths: [folder], format: 'auto', copy: false })
  const recipe = { version: 1, seed: 5, steps }
  await job('draw.start', { recipe, profileId: 'any', amount: { copies: 4 } })
  const settings = { output: { kind: 'full' }, encoding: null } as const
  const found = exportableSources(workspace.db, { statuses: ['pending'], withoutVariants: false })
  return found.flatMap(({ source }) =>
    variantsOf(workspace.db, { status: 'pending' }, [source.id]).map((variant) =>
      createRenderTask(workspace, { source, variant }, settings)
    )
  )
}

/** The hash of every picture, the tasks asked for in the given order. */
async function hashes(
  tasks: readonly RenderTask[],
  workers: number,
  order: readonly number[]
): Promise<readonly string[]> {
  const pool = createPixelPool({ workers })
  pools.push(pool)
  const made: string[] = []
  await Promise.all(
    order.map(async (index) => {
      const task = tasks[index] as RenderTask
      made[index] = (await pool.run({ kind: 'render', task })).pixelSha256
    })
  )
  return made
}

it('the same key gives the same pixels, in any order, on one worker or two', async () => {
  const tasks = await tasksOf()
  expect(tasks.length).toBe(48)
  expect(tasks.some(({ partners }) => partners !== undefined)).toBe(true)
  const forwards = tasks.map((_, index) => index)
  const shuffled = forwards.toSorted((a, b) => ((a * 29) % 48) - ((b * 29) % 48))
  const expected = await hashes(tasks, 1, forwards)
  expect(new Set(expected).size).toBe(48)
  expect(await hashes(tasks, 1, forwards.toReversed())).toEqual(expected)
  expect(await hashes(tasks, 2, shuffled)).toEqual(expected)
})
