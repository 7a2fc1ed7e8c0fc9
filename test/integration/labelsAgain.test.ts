import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { annotationsOf, importedAnnotations } from '../../electron/catalogue/annotations.ts'
import { openEngine, type TestEngine } from '../fixtures/openEngine.ts'
import { png, putFiles } from '../fixtures/pictures.ts'
import { tempFolders } from '../fixtures/tempFolder.ts'

const temp = tempFolders()

const objectsOf = ({ workspace }: TestEngine): number =>
  annotationsOf(importedAnnotations(workspace.db, 1)?.json ?? '').objects.length

/** One picture with a box, as YOLO and as COCO have it. */
async function marked(): Promise<{ readonly folder: string; readonly engine: TestEngine }> {
  const folder = temp()
  putFiles(folder, {
    'images/a.png': await png(1),
    'labels/a.txt': '0 0.5 0.5 0.5 0.5\n',
    'data.yaml': 'train: images\nnames: [thing]\n',
    'labelled.csv': 'file,label\nimages/a.png,cat\n'
  })
  const engine = await openEngine(join(temp(), 'a.cultivar'))
  await engine.job('import.start', { paths: [folder], format: 'yolo', copy: false })
  expect(objectsOf(engine)).toBe(1)
  return { folder, engine }
}

it.each(['coco', 'csv', 'folder', 'voc', 'hf', 'labelme'] as const)(
  'marks stay when the same pictures are imported as %s, which says nothing of them',
  async (format) => {
    const { folder, engine } = await marked()
    await engine.job('import.start', { paths: [folder], format, copy: false })
    expect(objectsOf(engine)).toBe(1)
  }
)

it('marks of COCO stay when YOLO takes the same pictures for background', async () => {
  const folder = temp()
  const picture = { id: 1, file_name: 'a.png' }
  const box = { id: 1, image_id: 1, category_id: 1, bbox: [0, 0, 1, 1] }
  const set = { images: [picture], annotations: [box], categories: [{ id: 1, name: 'thing' }] }
  putFiles(folder, { 'images/a.png': await png(1), 'instances.json': JSON.stringify(set) })
  const engine = await openEngine(join(temp(), 'a.cultivar'))
  await engine.job('import.start', { paths: [folder], format: 'coco', copy: false })
  const again = await engine.job('import.start', { paths: [folder], format: 'yolo', copy: false })
  expect(again.result).toEqual({ added: 0, skipped: 1 })
  expect(objectsOf(engine)).toBe(1)
})

it('marks that were taken out of the files that said them are gone after the next import, others are mended', async () => {
  const { folder, engine } = await marked()
  const labels = join(folder, 'labels/a.txt')
  writeFileSync(labels, `${readFileSync(labels, 'utf8')}0 0.25 0.25 0.1 0.1\n`)
  const again = await engine.job('import.start', { paths: [folder], format: 'yolo', copy: false })
  expect(again.result).toMatchObject({ added: 0, skipped: 1, updated: 1 })
  expect(objectsOf(engine)).toBe(2)
  writeFileSync(labels, '')
  await engine.job('import.start', { paths: [folder], format: 'yolo', copy: false })
  expect(objectsOf(engine)).toBe(0)
})
