import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPixelPool, type PixelPool } from '../../electron/jobs/pool.ts'
import { verify } from '../../electron/verify/verify.ts'
import { exportFormats } from '../../shared/api/formats.ts'
import { exportOptionsSchema } from '../../shared/api/types.ts'
import { openEngine, recipe, type TestEngine } from '../fixtures/openEngine.ts'
import { idxPair, png, putFiles } from '../fixtures/pictures.ts'
import { tempFolders } from '../fixtures/tempFolder.ts'

const temp = tempFolders()
let pool: PixelPool
beforeAll(() => {
  pool = createPixelPool({ workers: 1 })
})
afterAll(() => pool.close())

const pictures = 6

/** COCO: boxes of two classes in six pictures, one of them with an outline. */
async function cocoSet(): Promise<string> {
  const folder = temp()
  const ids = Array.from({ length: pictures }, (_, index) => index + 1)
  for (const id of ids) putFiles(folder, { [`p${id}.png`]: await png(id) })
  const annotations = ids.flatMap((id) => [
    { id, image_id: id, category_id: 1 + (id % 2), bbox: [3, 4, 12 + id, 10], area: 1, iscrowd: 0 },
    {
      id: id + 100,
      image_id: id,
      category_id: 1,
      bbox: [20, 6, 12, 12],
      area: 1,
      iscrowd: 0,
      segmentation: [[20, 6, 32, 6, 32, 18, 20, 18]]
    }
  ])
  const images = ids.map((id) => ({ id, file_name: `p${id}.png`, width: 40, height: 30 }))
  const categories = ['car', 'bus'].map((name, index) => ({ id: index + 1, name }))
  putFiles(folder, { 'labels.json': JSON.stringify({ images, annotations, categories }) })
  return folder
}

/** Grey pictures with numbers for classes, which is what IDX holds. */
function greySet(): string {
  const folder = temp()
  const { images, labels } = idxPair(Array.from({ length: pictures }, (_, index) => index % 2))
  putFiles(folder, { 'train-images-idx3-ubyte': images, 'train-labels-idx1-ubyte': labels })
  return folder
}

async function withVariants(folder: string): Promise<TestEngine> {
  const opened = await openEngine(join(temp(), 'a.cultivar'))
  await opened.job('import.start', { paths: [folder], format: 'auto', copy: false })
  await opened.job('draw.start', { recipe, profileId: 'any', amount: { copies: 1 } })
  return opened
}

async function exportedTo(opened: TestEngine, target: string, more: object): Promise<string> {
  const options = exportOptionsSchema.parse({
    originals: true,
    include: 'pending',
    split: [50, 0, 50],
    size: { width: 40, height: 30 },
    ...more
  })
  const job = await opened.job('export.start', { folder: target, options })
  expect(job.error).toBeNull()
  return target
}

describe('verifying what is exported', () => {
  it.each(exportFormats)('finds every picture of the format %s, and nothing wrong', async (format) => {
    const opened = await withVariants(format === 'idx' ? greySet() : await cocoSet())
    const set = await exportedTo(opened, join(temp(), 'set'), { format })
    const { findings, ...found } = await verify(set, { pool })
    expect(findings.kept.filter(({ isWrong }) => isWrong)).toEqual([])
    expect(found).toMatchObject({ pictures: 2 * pictures, hasSums: true, hasManifest: true })
  })

  it('reads a set in a ZIP file without unpacking it', async () => {
    const opened = await withVariants(await cocoSet())
    const set = await exportedTo(opened, join(temp(), 'set.zip'), { format: 'coco', archive: 'zip' })
    const { findings, ...found } = await verify(set, { pool })
    expect(findings.kept.filter(({ isWrong }) => isWrong)).toEqual([])
    expect(found).toMatchObject({ pictures: 2 * pictures, hasSums: true, hasManifest: true })
  })
})
