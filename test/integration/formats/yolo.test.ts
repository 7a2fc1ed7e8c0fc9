import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listClasses } from '../../../electron/catalogue/classes.ts'
import { openGiven } from '../../../electron/sources/given.ts'
import { detectFormat } from '../../../electron/sources/index.ts'
import { zipOf } from '../../fixtures/archives.ts'
import { openEngine } from '../../fixtures/openEngine.ts'
import { png, putFiles } from '../../fixtures/pictures.ts'
import { roundedMarks } from '../../fixtures/roundedMarks.ts'
import { knownPictures, roundTrip } from '../../fixtures/roundTrip.ts'
import { tempFolders } from '../../fixtures/tempFolder.ts'

const temp = tempFolders()

/** Rows of two pictures of 40 x 30 by task; a third picture has no label file. */
const rows = {
  detect: ['0 0.5 0.5 0.25 0.2\n2 0.3333 0.77 0.123456 0.05\n', '1 0.0625 0.05 0.125 0.1\n'],
  segment: ['0 0.1 0.1 0.9 0.15 0.5123 0.75\n2 0 0 1 0 1 1 0.3 0.4 0 1\n', '1 0.25 0.25 0.5 0.25 0.5 0.5\n'],
  pose: ['0 0.5 0.5 0.25 0.2 0.5 0.5 2 0.4 0.45 1\n', '1 0.5 0.5 0.25 0.2 0.5 0.5 2 0 0 0\n'],
  obb: ['0 0.5 0.1 0.75 0.5 0.5 0.9 0.25 0.5\n', '2 0.1 0.1 0.3 0.1 0.3 0.2 0.1 0.2\n']
} as const

const extra = { pose: 'kpt_shape: [2, 3]\nflip_idx: [1, 0]\n', detect: '', segment: '', obb: '' } as const

async function yoloSet(task: keyof typeof rows): Promise<Readonly<Record<string, Uint8Array | string>>> {
  return {
    'data.yaml': `train: images/train\nval: images/val\ntest: images/test\n${extra[task]}names: ['cat', 'no', 'a b']\n`,
    'images/train/a.png': await png(1),
    'labels/train/a.txt': rows[task][0],
    'images/val/b.png': await png(2),
    'labels/val/b.txt': rows[task][1],
    'images/test/empty.png': await png(3)
  }
}

describe('YOLO', () => {
  it.each(['detect', 'segment', 'pose', 'obb'] as const)(
    'keeps everything when it goes in, out and in again: %s',
    async (task) => {
      const folder = temp()
      putFiles(folder, await yoloSet(task))
      const { before, after, failures, target } = await roundTrip({
        folder: temp(),
        paths: [folder],
        format: 'yolo'
      })
      expect(failures).toEqual([])
      expect((await detectFormat(await openGiven([target]))).id).toBe('yolo')
      expect(before.map(({ split }) => String(split)).sort()).toEqual(['test', 'train', 'val'])
      expect(before.flatMap(({ annotations }) => annotations.objects).length).toBeGreaterThan(1)
      expect(roundedMarks(after)).toEqual(roundedMarks(before))
      expect(readdirSync(join(target, 'labels')).sort()).toEqual(['test', 'train', 'val'])
      expect(readFileSync(join(target, 'labels/test/empty.txt'), 'utf8')).toBe('')
      expect(readFileSync(join(target, 'data.yaml'), 'utf8')).toContain(`task: ${task}\n`)
      // Rows are the same numbers: what stood in the file stands in it again.
      const numbers = (text: string): readonly number[] => text.trim().split(/\s+/).map(Number)
      const made = numbers(readFileSync(join(target, 'labels/train/a.txt'), 'utf8'))
      const given = numbers(rows[task][0])
      expect(made.length).toBe(given.length)
      made.forEach((value, at) => expect(value).toBeCloseTo(given[at] ?? NaN, 7))
    }
  )

  it('keeps pictures without parts without parts', async () => {
    const folder = temp()
    putFiles(folder, { 'images/a.png': await png(1), 'labels/a.txt': rows.detect[1] })
    const { before, after } = await roundTrip({ folder: temp(), paths: [folder], format: 'yolo' })
    expect(before.map(({ split }) => split)).toEqual([null])
    expect(roundedMarks(after)).toEqual(roundedMarks(before))
  })

  it('is read out of an archive as out of a folder', async () => {
    const path = join(temp(), 'set.zip')
    const files = Object.entries(await yoloSet('pose'))
    writeFileSync(path, zipOf(files.map(([name, content]) => ({ name, content, isDeflated: true }))))
    const { before, after } = await roundTrip({ folder: temp(), paths: [path], format: 'yolo' })
    expect(before.length).toBe(3)
    expect(before.flatMap(({ annotations }) => annotations.objects).length).toBe(4)
    expect(roundedMarks(after)).toEqual(roundedMarks(before))
  })

  it('is folders of classes where nothing is marked, and read as such', async () => {
    const folder = temp()
    putFiles(folder, {
      'train/cat/a.png': await png(1),
      'train/dog/b.png': await png(2),
      'val/cat/c.png': await png(3)
    })
    const first = await openEngine(join(temp(), 'a.cultivar'))
    await first.job('import.start', { paths: [folder], format: 'auto', copy: false })
    const target = join(temp(), 'out')
    await first.job('export.start', { folder: target, options: { format: 'yolo', originals: true } })
    expect(existsSync(join(target, 'data.yaml'))).toBe(false)
    const second = await openEngine(join(temp(), 'b.cultivar'))
    await second.job('import.start', { paths: [target], format: 'auto', copy: false })
    const known = knownPictures(second)
    expect(known.map(({ className, split }) => `${split} ${className}`).sort()).toEqual([
      'train cat',
      'train dog',
      'val cat'
    ])
    expect(known).toEqual(knownPictures(first))
  })

  it('keeps the numbers of its classes and the mirror images of their keypoints', async () => {
    const folder = temp()
    putFiles(folder, await yoloSet('pose'))
    const engine = await openEngine(join(temp(), 'a.cultivar'))
    await engine.job('import.start', { paths: [folder], format: 'auto', copy: false })
    const known = listClasses(engine.workspace.db)
    expect(known.map(({ name, details }) => [name, details.number])).toEqual([
      ['cat', 0],
      ['no', 1],
      ['a b', 2]
    ])
    expect(known[0]?.details.mirroredKeypoints).toEqual([1, 0])
  })
})
