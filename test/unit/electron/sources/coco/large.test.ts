import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { coco } from '../../../../../electron/sources/coco.ts'
import { annotationsOfPicture } from '../../../../../electron/sources/coco/picture.ts'
import { findPictures, type Pictures } from '../../../../../electron/sources/coco/pictures.ts'
import { ranges, recordsOf } from '../../../../../electron/sources/coco/records.ts'
import { openGiven } from '../../../../../electron/sources/given.ts'
import { labelFiles } from '../../../../../electron/sources/labelFiles.ts'
import { writeCocoSet } from '../../../../bench/cocoInput.ts'
import { findingsOf } from '../../../../fixtures/findings.ts'
import { tempFolders } from '../../../../fixtures/tempFolder.ts'

const temp = tempFolders()
const images = 1200
const boxes = 5

async function madeSet(): Promise<string> {
  const folder = temp()
  await writeCocoSet(folder, { images, boxes, picture: new Uint8Array(1) })
  return folder
}

/** The objects of each picture, by the plain way: the whole file with JSON.parse. */
function plainly(folder: string): ReadonlyMap<string, readonly number[]> {
  const text = readFileSync(join(folder, 'annotations/instances_train.json'), 'utf8')
  const file = JSON.parse(text) as {
    readonly images: readonly { readonly id: number; readonly file_name: string }[]
    readonly annotations: readonly { readonly id: number; readonly image_id: number }[]
  }
  const byImage = Map.groupBy(file.annotations, ({ image_id }) => image_id)
  return new Map(
    file.images.map(({ id, file_name }) => [
      `images/${file_name}`,
      (byImage.get(id) ?? []).map((one) => one.id)
    ])
  )
}

async function listed(folder: string): Promise<Pictures> {
  const { files } = await labelFiles(await openGiven([folder]), ['json'])
  const finding = findPictures(files, undefined)
  for (;;) {
    const next = await finding.next()
    if (next.done === true) return next.value
  }
}

describe('a large COCO file', () => {
  it('gives every picture its own annotations, wherever they stand', async () => {
    const folder = await madeSet()
    const expected = plainly(folder)
    const { images: found, problems, classes } = await findingsOf(coco, folder)
    expect(problems).toEqual([])
    expect(classes.length).toBe(80)
    expect(found.length).toBe(images)
    for (const { name, annotations } of found) {
      const ids = annotations?.objects
        .filter(({ kind }) => kind === 'box')
        .map((one) => one.attributes?.['id'])
      expect(ids).toEqual(expected.get(name))
    }
  })

  it('gives the same in many readings as in one', async () => {
    const folder = await madeSet()
    const { listings, pictures } = await listed(folder)
    const readIn = async (limit: number): Promise<readonly unknown[]> => {
      const all: unknown[] = []
      for (const range of ranges(pictures, limit))
        all.push(...(await recordsOf(listings, range, undefined)).records.map(annotationsOfPicture))
      return all
    }
    const total = pictures.reduce((sum, { length }) => sum + length, 0)
    expect(ranges(pictures, total).length).toBe(1)
    expect(ranges(pictures, total / 3).length).toBeGreaterThan(3)
    expect(await readIn(total / 3)).toEqual(await readIn(total))
  })

  it('is left at once when the import is cancelled', async () => {
    const folder = await madeSet()
    const controller = new AbortController()
    const finding = coco.find(await openGiven([folder]), controller.signal)
    await finding.next()
    controller.abort()
    await expect(
      (async () => {
        for await (const _ of finding) expect(_.kind).toBe('class')
      })()
    ).rejects.toThrow('The import was cancelled.')
  })

  it('that shrinks between two readings gives what is left of it, and says so', async () => {
    const folder = await madeSet()
    const path = join(folder, 'annotations/instances_train.json')
    const { listings, pictures } = await listed(folder)
    const text = readFileSync(path, 'utf8')
    writeFileSync(path, text.slice(0, text.length / 2))
    const { records, problems } = await recordsOf(listings, [0, pictures.length], undefined)
    const count = records.reduce((sum, { annotations }) => sum + annotations.length, 0)
    expect(problems).toEqual([
      { kind: 'problem', path, reason: 'The file ends before its last bracket is closed.' }
    ])
    expect(count).toBeGreaterThan(0)
    expect(count).toBeLessThan(images * boxes)
  })
})
