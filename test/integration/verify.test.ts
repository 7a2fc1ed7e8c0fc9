import {
  appendFileSync,
  copyFileSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPixelPool, type PixelPool } from '../../electron/jobs/pool.ts'
import type { Finding } from '../../electron/verify/findings.ts'
import { type Verified, verify } from '../../electron/verify/verify.ts'
import { exportOptionsSchema } from '../../shared/api/types.ts'
import { openEngine, recipe } from '../fixtures/openEngine.ts'
import { png, putClasses, putFiles } from '../fixtures/pictures.ts'
import { tempFolders } from '../fixtures/tempFolder.ts'

const temp = tempFolders()
const samples = join(import.meta.dirname, '../../resources/sample/characters/bald')
let pool: PixelPool
beforeAll(() => {
  pool = createPixelPool({ workers: 1 })
})
afterAll(() => pool.close())

/** An export of three sources of each of two classes, with two variants of each. */
async function exported(more: object = {}): Promise<string> {
  const folder = temp()
  await putClasses(folder, ['cat', 'dog'], 3)
  const opened = await openEngine(join(temp(), 'a.cultivar'))
  await opened.job('import.start', { paths: [folder], format: 'auto', copy: false })
  await opened.job('draw.start', { recipe, profileId: 'any', amount: { copies: 2 } })
  const target = join(temp(), 'set')
  const options = exportOptionsSchema.parse({
    originals: true,
    include: 'pending',
    split: [60, 0, 40],
    ...more
  })
  const job = await opened.job('export.start', { folder: target, options })
  expect(job.error).toBeNull()
  return target
}

const checkOf = (folder: string): Promise<Verified> => verify(folder, { pool })
const wrong = ({ findings }: Verified): readonly Finding[] => findings.kept.filter(({ isWrong }) => isWrong)
const told = (verified: Verified): readonly string[] =>
  wrong(verified)
    .map(({ check, file }) => `${check} ${file}`)
    .sort()

/** The first picture of a part of an export in folders. */
function pictureOf(folder: string, part: string, className: string): string {
  const [name = ''] = readdirSync(join(folder, part, className)).sort()
  return `${part}/${className}/${name}`
}

describe('verifying an export', () => {
  it('finds nothing wrong with what was written', async () => {
    const verified = await checkOf(await exported())
    expect(wrong(verified)).toEqual([])
    expect(verified).toMatchObject({ pictures: 18, hasSums: true, hasManifest: true })
  })

  it('finds nothing wrong with an export without splits, and with one of arrays', async () => {
    expect(wrong(await checkOf(await exported({ split: null })))).toEqual([])
    const arrays = await checkOf(await exported({ format: 'npz', size: { width: 20, height: 20 } }))
    expect(wrong(arrays)).toEqual([])
    expect(arrays.pictures).toBe(18)
  })

  it('tells of files that are missing, changed or too many, and of pictures that cannot be read', async () => {
    const folder = await exported()
    const [gone, cut] = [pictureOf(folder, 'train', 'cat'), pictureOf(folder, 'train', 'dog')]
    rmSync(join(folder, gone))
    writeFileSync(join(folder, cut), readFileSync(join(folder, cut)).subarray(0, 60))
    appendFileSync(join(folder, 'provenance.json'), ' ')
    writeFileSync(join(folder, 'train/notes.txt'), 'mine')
    expect(told(await checkOf(folder))).toEqual(
      [
        `missing ${gone}`,
        `changed ${cut}`,
        `pictures ${cut}`,
        'changed provenance.json',
        'extra train/notes.txt'
      ].sort()
    )
  })

  it('tells of pictures without checksums that no line of the manifest has', async () => {
    const folder = await exported()
    rmSync(join(folder, 'SHA256SUMS'))
    putFiles(folder, { 'train/cat/more.png': await png(77) })
    const verified = await checkOf(folder)
    expect(verified.hasSums).toBe(false)
    expect(told(verified)).toEqual(['extra train/cat/more.png'])
  })

  it('tells of a source in two splits, and of a picture that changed its class', async () => {
    const folder = await exported()
    rmSync(join(folder, 'SHA256SUMS'))
    const manifest = readFileSync(join(folder, 'manifest.csv'), 'utf8')
    // The variants of one source of the training part are moved to the test part, manifest and all.
    const moved = pictureOf(folder, 'train', 'cat')
    const to = moved.replace('train/', 'test/')
    renameSync(join(folder, moved), join(folder, to))
    const dog = pictureOf(folder, 'test', 'dog')
    const asCat = dog.replace('/dog/', '/cat/')
    renameSync(join(folder, dog), join(folder, asCat))
    writeFileSync(
      join(folder, 'manifest.csv'),
      manifest.replace(`${moved},train,`, `${to},test,`).replace(`${dog},`, `${asCat},`)
    )
    const verified = await checkOf(folder)
    expect(verified.findings.counts).toMatchObject({ sources: 1 })
    expect(
      wrong(verified)
        .map(({ check, text }) => `${check}: ${text}`)
        .sort()
    ).toEqual([
      expect.stringMatching(/^classes: manifest\.csv says "dog", the labels say "cat"\.$/),
      expect.stringMatching(/^sources: Its source "cat\/p\d\.png" lies in two splits, /)
    ])
  })

  it('is not led astray by a manifest that is none', async () => {
    const folder = await exported()
    rmSync(join(folder, 'SHA256SUMS'))
    writeFileSync(join(folder, 'manifest.csv'), 'name,colour\na,b\n')
    const verified = await checkOf(folder)
    expect(verified.hasManifest).toBe(false)
    expect(told(verified)).toEqual(['lists manifest.csv'])
  })
})

describe('verifying a data set of others', () => {
  it('tells of equal and of similar pictures in two splits', async () => {
    const folder = temp()
    const [first = '', second = ''] = readdirSync(samples).sort()
    const recompressed = await sharp(join(samples, first)).flatten().jpeg({ quality: 60 }).toBuffer()
    putFiles(folder, {
      'train/a/one.png': await sharp(join(samples, first)).flatten().png().toBuffer(),
      'test/a/similar.jpg': recompressed,
      'train/a/two.png': await png(1),
      'val/a/two.png': await png(1)
    })
    copyFileSync(join(samples, second), join(folder, 'val/a', second))
    const verified = await checkOf(folder)
    expect(verified).toMatchObject({ hasSums: false, hasManifest: false, pictures: 5 })
    expect(told(verified)).toEqual(['near train/a/one.png', 'sources val/a/two.png'])
  })

  it('tells of annotations outside their pictures and of classes that are not there', async () => {
    const folder = temp()
    const box = (id: number, bbox: readonly number[], category = 1): object => ({
      id,
      image_id: 1,
      category_id: category,
      bbox,
      area: 1,
      iscrowd: 0
    })
    putFiles(folder, {
      'a.png': await png(1),
      'labels.json': JSON.stringify({
        images: [{ id: 1, file_name: 'a.png', width: 40, height: 30 }],
        categories: [{ id: 1, name: 'cat' }],
        // The picture is 40 x 30: inside, rounded over the edge, far over the right edge, of no known class.
        annotations: [
          box(1, [0, 0, 40, 30]),
          box(2, [10, 10, 30.4, 20.4]),
          box(3, [30, 5, 20, 5]),
          box(4, [1, 1, 5, 5], 9)
        ]
      })
    })
    const verified = await checkOf(folder)
    const outside = wrong(verified).filter(({ check }) => check === 'outside')
    expect(outside).toEqual([
      expect.objectContaining({ file: 'a.png', text: expect.stringContaining('30, 5, 50, 10') as string })
    ])
    expect(wrong(verified).some(({ check, text }) => check === 'labels' && text.includes('9'))).toBe(true)
  })

  it('refuses a place where there is nothing', async () => {
    await expect(checkOf(join(temp(), 'nowhere'))).rejects.toMatchObject({ code: 'not-found' })
  })
})
