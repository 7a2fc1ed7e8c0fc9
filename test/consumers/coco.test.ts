import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cocoAnnotations, cocoCaptions, cocoCategories, putCocoSet } from '../fixtures/cocoSet.ts'
import { readManifest } from '../fixtures/manifest.ts'
import { openEngine } from '../fixtures/openEngine.ts'
import { tempFolders } from '../fixtures/tempFolder.ts'
import { missingPython, runPython } from '../reference/python.ts'
import { missingPycocotools } from './pycocotools.ts'

const temp = tempFolders()

/** An export of the originals of the small set, or of mirrored variants of it. */
async function exportedSet({ mirrored = false } = {}): Promise<string> {
  const folder = temp()
  await putCocoSet(folder)
  const engine = await openEngine(join(temp(), 'a.cultivar'))
  await engine.job('import.start', { paths: [folder], format: 'coco', copy: false })
  const target = join(temp(), 'out')
  if (mirrored) {
    const steps = [{ transform: 'horizontalFlip', probability: 1 }]
    const recipe = { version: 1, seed: 1, steps }
    await engine.job('draw.start', { recipe, profileId: 'any', amount: { copies: 1 } })
  }
  const options = {
    format: 'coco',
    originals: !mirrored,
    include: 'pending',
    variantsIn: 'all',
    image: 'png'
  }
  const done = await engine.job('export.start', { folder: target, options })
  if (done.state !== 'done') throw new Error(JSON.stringify(done))
  return target
}

interface Read {
  readonly file: string
  readonly category: string
  readonly categoryId: number
  readonly bbox: readonly number[]
  readonly area: number
  readonly iscrowd: number
  readonly keypoints: readonly number[] | null
}

/** What pycocotools and torchvision make of a split; masks are arrays by number. */
const script = `
from pycocotools.coco import COCO
from torchvision.datasets import CocoDetection, CocoCaptions
root, split = values['root'], values['split']
images, instances = os.path.join(root, 'images', split), os.path.join(root, 'annotations', f'instances_{split}.json')
coco = COCO(instances)
rows = []
for ann in coco.loadAnns(coco.getAnnIds()):
    category = coco.loadCats([ann['category_id']])[0]
    rows.append({'file': coco.loadImgs([ann['image_id']])[0]['file_name'], 'category': category['name'],
                 'categoryId': category['id'], 'bbox': ann['bbox'], 'area': ann['area'], 'iscrowd': ann['iscrowd'],
                 'keypoints': ann.get('keypoints')})
    if ann['segmentation']: outputs[f"mask{len(rows) - 1}"] = coco.annToMask(ann)
found = CocoDetection(images, instances)
sizes = [[*picture.size, len(target)] for picture, target in found]
captions = os.path.join(root, 'annotations', f'captions_{split}.json')
told = [list(target) for _, target in CocoCaptions(images, captions)] if os.path.exists(captions) else []
answer = {'rows': rows, 'sizes': sizes, 'captions': told}
`

interface Answer {
  readonly rows: readonly Read[]
  readonly sizes: readonly (readonly number[])[]
  readonly captions: readonly (readonly string[])[]
}

const nameOf = (id: number): string | undefined => cocoCategories.find((category) => category.id === id)?.name

describe('pycocotools and torchvision', () => {
  it('read an export of originals: counts, categories, boxes, keypoints, captions and pixels of masks', async ({
    skip
  }) => {
    const missing = missingPycocotools()
    if (missing !== undefined) return skip(missing)
    const root = await exportedSet()
    const { answer, arrays } = runPython(script, { values: { root, split: 'train' } })
    const { rows, sizes, captions } = answer as Answer
    expect(
      rows.map(({ file, category, categoryId, bbox, iscrowd }) => [file, category, categoryId, bbox, iscrowd])
    ).toEqual(
      cocoAnnotations.train.map(({ image_id, category_id, bbox, iscrowd }) => [
        image_id === 1 ? 'a.png' : 'b.png',
        nameOf(category_id),
        category_id,
        bbox,
        iscrowd
      ])
    )
    expect(rows[0]?.keypoints).toEqual(cocoAnnotations.train[0].keypoints)
    expect(rows[1]?.area).toBe(8 * 7)
    expect(sizes).toEqual([
      [40, 30, 2],
      [40, 30, 1]
    ])
    expect(captions).toEqual([[], cocoCaptions])
    // The mask of the bottle: columns 6 to 13, rows 5 to 11.
    expect(arrays['mask1']?.shape).toEqual([30, 40])
    expect([...(arrays['mask1']?.data ?? [])]).toEqual(
      Array.from({ length: 1200 }, (_, at) => {
        const [x, y] = [at % 40, Math.floor(at / 40)]
        return x >= 6 && x < 14 && y >= 5 && y < 12 ? 1 : 0
      })
    )
    const val = runPython(script, { values: { root, split: 'val' } }).answer as Answer
    expect(val.rows.map(({ file, category, bbox }) => [file, category, bbox])).toEqual([
      ['c.png', 'dog', [1, 1, 10, 12]]
    ])
  })

  it('read mirrored variants: a box at W - x - w, a keypoint at W - 1 - x, a mask mirrored pixel by pixel', async ({
    skip
  }) => {
    const missing = missingPycocotools()
    if (missing !== undefined) return skip(missing)
    const root = await exportedSet({ mirrored: true })
    const { answer, arrays } = runPython(script, { values: { root, split: 'train' } })
    const { rows } = answer as Answer
    // Why not all: a picture with captions is not mirrored, as they may speak of sides.
    const flipped = readManifest(root).find(
      ({ source, parameters }) => source === 'train2017/a.png' && parameters.includes('horizontalFlip')
    )
    const first = rows.findIndex(({ file }) => flipped?.file === `images/train/${file}`)
    const [person, bottle] = [rows[first]?.bbox ?? [], rows[first + 1]?.bbox ?? []]
    expect(person[0]).toBeCloseTo(40 - 2.5 - 20, 6)
    expect(person.slice(1)).toEqual([3, 20, 22.25].map((value) => expect.closeTo(value, 6)))
    expect(bottle).toEqual([26, 5, 8, 7].map((value) => expect.closeTo(value, 6)))
    expect(rows[first]?.keypoints?.slice(0, 2)).toEqual([expect.closeTo(39 - 5, 6), expect.closeTo(6, 6)])
    const pixels = [...(arrays[`mask${first + 1}`]?.data ?? [])]
    expect(pixels.filter((value) => value === 1).length).toBe(56)
    expect(pixels.every((value, at) => (value === 1) === isIn(at % 40, Math.floor(at / 40)))).toBe(true)
  })
})

/** The mirrored bottle: columns 39 - 13 to 39 - 6. */
const isIn = (x: number, y: number): boolean => x >= 26 && x <= 33 && y >= 5 && y < 12

/** The algorithm of maskApi.c, written down once more with nothing but numpy. */
const ownReader = `
def decode(rle):
    height, width = rle['size']
    counts, text, at = [], rle['counts'], 0
    while at < len(text):
        value, shift, more = 0, 0, True
        while more:
            bits = ord(text[at]) - 48
            value |= (bits & 31) << shift
            more, shift, at = bits & 32, shift + 5, at + 1
            if not more and bits & 16: value |= -1 << shift
        counts.append(value + (counts[-2] if len(counts) > 2 else 0))
    flat = np.concatenate([np.full(count, place % 2, np.uint8) for place, count in enumerate(counts)])
    return flat.reshape((height, width), order='F')
with open(os.path.join(values, 'annotations', 'instances_train.json')) as file: found = json.load(file)
outputs['mask'] = decode(found['annotations'][1]['segmentation'])
answer = [len(found['images']), len(found['annotations']), [one['id'] for one in found['categories']]]
`

describe('numpy', () => {
  it('reads an export by the published algorithm', async ({ skip }) => {
    const missing = missingPython(['numpy'])
    if (missing !== undefined) return skip(missing)
    const { answer, arrays } = runPython(ownReader, { values: await exportedSet() })
    expect(answer).toEqual([2, 3, [1, 18, 44]])
    const pixels = [...(arrays['mask']?.data ?? [])]
    // The bottle as the set has it: columns 6 to 13, rows 5 to 11.
    expect(pixels.every((value, at) => (value === 1) === isIn(39 - (at % 40), Math.floor(at / 40)))).toBe(
      true
    )
    expect(pixels.length).toBe(1200)
  })
})
