import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openEngine } from '../fixtures/openEngine.ts'
import { picture, putFiles } from '../fixtures/pictures.ts'
import { encode } from '../../electron/pixels/codec.ts'
import { tempFolders } from '../fixtures/tempFolder.ts'
import { missingPython, runPython } from '../reference/python.ts'

const missing = missingPython(['numpy', 'PIL', 'torchvision'])
const temp = tempFolders()

/** COCO's file of two pictures of 40 x 30 that VOC has to hold: boxes, an outline and a mask. */
const annotations = {
  images: [
    { id: 1, file_name: 'a.png', width: 40, height: 30 },
    { id: 2, file_name: 'b.png', width: 40, height: 30 }
  ],
  categories: [
    { id: 1, name: 'cat' },
    { id: 2, name: 'dog & co' }
  ],
  annotations: [
    // Whole pixels 5 to 14 and 6 to 9, counted from 0.
    { id: 1, image_id: 1, category_id: 2, bbox: [5, 6, 10, 4], area: 40, iscrowd: 0 },
    {
      id: 2,
      image_id: 1,
      category_id: 1,
      bbox: [20, 10, 10, 8],
      area: 80,
      iscrowd: 0,
      segmentation: [[20, 10, 30, 10, 30, 18, 20, 18]]
    },
    { id: 3, image_id: 2, category_id: 1, bbox: [0, 0, 40, 30], area: 1200, iscrowd: 0 }
  ]
}

const script = `
from torchvision.datasets import VOCDetection, VOCSegmentation
root, split = values['root'], values['split']
detection = VOCDetection(root, year='2012', image_set=split)
rows = []
for at in range(len(detection)):
    image, target = detection[at]
    rows.append({'size': image.size, 'annotation': target['annotation']})
    outputs[f'image{at}'] = np.asarray(image.convert('RGB'))
segmentation = VOCSegmentation(root, year='2012', image_set=split)
for at in range(len(segmentation)):
    image, mask = segmentation[at]
    assert mask.mode == 'P', mask.mode
    outputs[f'mask{at}'] = np.asarray(mask)
    outputs[f'colours{at}'] = np.asarray(mask.convert('RGB'))
answer = rows
`

interface Row {
  readonly size: readonly number[]
  readonly annotation: {
    readonly filename: string
    readonly size: Readonly<Record<string, string>>
    readonly object?: readonly {
      readonly name: string
      readonly difficult: string
      readonly bndbox: Readonly<Record<string, string>>
    }[]
  }
}

/** COCO's file of one of the pictures. */
const part = (id: number): string =>
  JSON.stringify({
    ...annotations,
    images: annotations.images.filter((image) => image.id === id),
    annotations: annotations.annotations.filter((one) => one.image_id === id)
  })

/** An export laid where torchvision looks for the year 2012. */
async function exportedSet({
  hasParts = false,
  ...options
}: {
  readonly originals: boolean
  readonly hasParts?: boolean
}): Promise<string> {
  const folder = temp()
  putFiles(folder, {
    'images/a.png': await encode(picture(1), { format: 'png' }),
    'images/b.png': await encode(picture(2), { format: 'png' }),
    ...(hasParts
      ? { 'annotations/instances_train.json': part(1), 'annotations/instances_val.json': part(2) }
      : { 'annotations/instances.json': JSON.stringify(annotations) })
  })
  const engine = await openEngine(join(temp(), 'a.cultivar'))
  await engine.job('import.start', { paths: [folder], format: 'coco', copy: false })
  const recipe = { version: 1, seed: 1, steps: [{ transform: 'horizontalFlip', probability: 1 }] }
  await engine.job('draw.start', { recipe, profileId: 'any', amount: { copies: 1 } })
  const target = join(temp(), 'out')
  const done = await engine.job('export.start', {
    folder: target,
    options: { format: 'voc', image: 'jpeg', include: 'pending', variantsIn: 'all', ...options }
  })
  expect(done).toMatchObject({ state: 'done', failures: 0 })
  const root = temp()
  mkdirSync(join(root, 'VOCdevkit'))
  symlinkSync(target, join(root, 'VOCdevkit/VOC2012'))
  return root
}

const boxOf = ({ bndbox }: { readonly bndbox: Readonly<Record<string, string>> }): readonly number[] =>
  ['xmin', 'ymin', 'xmax', 'ymax'].map((name) => Number(bndbox[name]))

describe.skipIf(missing !== undefined)("torchvision's VOCDetection and VOCSegmentation", () => {
  it('read boxes in pixels from 1, classes, and masks by index', async () => {
    const root = await exportedSet({ originals: true })
    const { answer, arrays } = runPython(script, { values: { root, split: 'trainval' } })
    const rows = answer as readonly Row[]
    expect(rows.map(({ annotation }) => annotation.filename).sort()).toEqual([
      'a.jpg',
      'a__000.jpg',
      'b.jpg',
      'b__000.jpg'
    ])
    const at = rows.findIndex(({ annotation }) => annotation.filename === 'a.jpg')
    const row = rows[at]
    expect(row?.size).toEqual([40, 30])
    expect(row?.annotation.size).toEqual({ width: '40', height: '30', depth: '3' })
    expect(row?.annotation.object?.map((one) => [one.name, ...boxOf(one)])).toEqual([
      ['dog & co', 6, 7, 15, 10],
      ['cat', 21, 11, 30, 18]
    ])
    const mask = arrays[`mask${at}`]
    expect(mask?.shape).toEqual([30, 40])
    // cat is the first class; the box of the dog has no pixels of its own.
    const expected = Array.from({ length: 1200 }, (_, n) => {
      const [x, y] = [n % 40, Math.floor(n / 40)]
      return x >= 20 && x < 30 && y >= 10 && y < 18 ? 1 : 0
    })
    expect([...(mask?.data ?? [])]).toEqual(expected)
    expect([
      ...(arrays[`colours${at}`]?.data.subarray(3 * (12 * 40 + 25), 3 * (12 * 40 + 25) + 3) ?? [])
    ]).toEqual([128, 0, 0])
  })

  it('read mirrored pictures with everything mirrored', async () => {
    const root = await exportedSet({ originals: false })
    const { answer, arrays } = runPython(script, { values: { root, split: 'trainval' } })
    const rows = answer as readonly Row[]
    const at = rows.findIndex(({ annotation }) => annotation.filename === 'a__000.jpg')
    // 41 less what it was, and the sides exchanged.
    expect(rows[at]?.annotation.object?.map((one) => [one.name, ...boxOf(one)])).toEqual([
      ['dog & co', 26, 7, 35, 10],
      ['cat', 11, 11, 20, 18]
    ])
    const inside = [...(arrays[`mask${at}`]?.data ?? [])].flatMap((value, n) => (value === 1 ? [n % 40] : []))
    expect([inside.length, Math.min(...inside), Math.max(...inside)]).toEqual([80, 10, 19])
  })

  it('find the parts', async () => {
    const root = await exportedSet({ originals: true, hasParts: true })
    const namesOf = (split: string): readonly string[] => {
      const rows = runPython(script, { values: { root, split } }).answer as readonly Row[]
      return rows.map(({ annotation }) => annotation.filename).sort()
    }
    expect(namesOf('train')).toEqual(['a.jpg', 'a__000.jpg'])
    expect(namesOf('val')).toEqual(['b.jpg', 'b__000.jpg'])
  })
})
