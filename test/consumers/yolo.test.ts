import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { encode } from '../../electron/pixels/codec.ts'
import { openEngine } from '../fixtures/openEngine.ts'
import { picture, putFiles } from '../fixtures/pictures.ts'
import { tempFolders } from '../fixtures/tempFolder.ts'
import { missingPython, runPython } from '../reference/python.ts'

const missing = missingPython(['numpy', 'PIL', 'yaml', 'cv2'])
const temp = tempFolders()

/**
 * A reader by the rules that are published at docs.ultralytics.com/datasets and by what data/utils.py of ultralytics
 * refuses: numbers below 0 or above 1, classes beyond the names, rows of other lengths. Boxes and corners in pixels; outlines
 * are filled as its training does, with fillPoly.
 */
const script = `
import yaml, cv2
from PIL import Image
root = values
with open(os.path.join(root, 'data.yaml')) as file: data = yaml.safe_load(file)
assert 'train' in data and 'val' in data and 'path' not in data
names, found = data['names'], []
assert list(names) == list(range(len(names))), names
count, numbers = data.get('kpt_shape', [0, 0])
for split in ('train', 'val', 'test'):
    if split not in data: continue
    part = os.path.join(root, data[split])
    for name in sorted(os.listdir(part)):
        path = os.path.join(part, name)
        if os.path.isdir(path): continue
        width, height = Image.open(path).size
        sa, sb = f'{os.sep}images{os.sep}', f'{os.sep}labels{os.sep}'
        label = sb.join(path.rsplit(sa, 1)).rsplit('.', 1)[0] + '.txt'
        with open(label) as file: rows = [row.split() for row in file.read().strip().splitlines() if row]
        things = []
        for row in rows:
            number, rest = int(row[0]), np.array(row[1:], dtype=np.float64)
            assert number < len(names)
            if data['task'] == 'detect': assert len(rest) == 4
            if data['task'] == 'obb': assert len(rest) == 8
            if data['task'] == 'segment': assert len(rest) >= 6 and len(rest) % 2 == 0
            if data['task'] == 'pose': assert len(rest) == 4 + count * numbers
            places = rest.copy()
            if data['task'] == 'pose': places = np.concatenate([rest[:4], rest[4:].reshape(count, numbers)[:, :2].ravel()])
            assert places.min() >= 0 and places.max() <= 1, (label, places)
            thing = {'class': names[number]}
            if data['task'] in ('detect', 'pose'):
                x, y, w, h = rest[:4] * [width, height, width, height]
                thing['box'] = [x - w / 2, y - h / 2, x + w / 2, y + h / 2]
            if data['task'] == 'pose':
                points = rest[4:].reshape(count, numbers)
                thing['points'] = [[x * width, y * height, v] for x, y, v in points.tolist()]
            if data['task'] in ('obb', 'segment'):
                thing['corners'] = (rest.reshape(-1, 2) * [width, height]).tolist()
            if data['task'] == 'segment':
                # On a picture of 16 times the size, so that the border pixels that fillPoly adds hardly count.
                big = np.zeros((height * 16, width * 16), np.uint8)
                cv2.fillPoly(big, [np.round(rest.reshape(-1, 2) * [width * 16, height * 16]).astype(np.int32)], 1)
                thing['area'] = float(big.sum()) / 256
            things.append(thing)
        found.append({'split': split, 'file': name, 'things': things})
answer = {'data': data, 'found': found}
`

interface Thing {
  readonly class: string
  readonly box?: readonly number[]
  readonly points?: readonly (readonly number[])[]
  readonly corners?: readonly (readonly number[])[]
  readonly area?: number
}

interface Read {
  readonly data: Readonly<Record<string, unknown>>
  readonly found: readonly {
    readonly split: string
    readonly file: string
    readonly things: readonly Thing[]
  }[]
}

const ring = [20, 10, 30, 10, 30, 18, 20, 18]
/** Runs of COCO, column by column, of 40 x 30: x 2 to 9 and y 3 to 12 with a hole of x 4 to 5 and y 6 to 8. */
const counts = Array.from({ length: 1200 }, (_, n) => [Math.floor(n / 30), n % 30] as const).reduce<number[]>(
  (runs, [x, y]) => {
    const isHole = x >= 4 && x < 6 && y >= 6 && y < 9
    const isIn = x >= 2 && x < 10 && y >= 3 && y < 13 && !isHole
    if ((runs.length % 2 === 0) !== isIn) runs.push(0)
    runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1
    return runs
  },
  [0]
)
const shapes = {
  detect: {},
  segment: { segmentation: [ring] },
  pose: { keypoints: [25, 14, 2, 20, 10, 1, 0, 0, 0], num_keypoints: 2 }
} as const

const categories = [
  { id: 3, name: 'no' },
  { id: 5, name: 'cat', keypoints: ['nose', 'tail', 'ear'], skeleton: [] }
]

/** A set that came as COCO, one of its pictures without objects, as YOLO writes it for a task. */
async function read(
  task: string,
  shape: object,
  { hasParts = false, ...options }: { readonly hasParts?: boolean; readonly task?: string } = {}
): Promise<Read> {
  const thing = { category_id: 5, area: 80, iscrowd: 0 }
  const more =
    task === 'segment'
      ? [{ ...thing, id: 2, image_id: 1, bbox: [2, 3, 8, 10], segmentation: { size: [30, 40], counts } }]
      : []
  const folder = temp()
  const document = (images: readonly object[], annotations: readonly object[]): string =>
    JSON.stringify({ images, annotations, categories })
  const [a, b] = ['a.png', 'b.png'].map((name, at) => ({
    id: at + 1,
    file_name: name,
    width: 40,
    height: 30
  }))
  const things = [{ ...thing, id: 1, image_id: 1, bbox: [20, 10, 10, 8], ...shape }, ...more]
  putFiles(folder, {
    'images/a.png': await encode(picture(1), { format: 'png' }),
    'images/b.png': await encode(picture(2), { format: 'png' }),
    ...(hasParts
      ? {
          'annotations/instances_train.json': document([a ?? {}], things),
          'annotations/instances_val.json': document([b ?? {}], [])
        }
      : { 'annotations/instances.json': document([a ?? {}, b ?? {}], things) })
  })
  const engine = await openEngine(join(temp(), 'a.cultivar'))
  await engine.job('import.start', { paths: [folder], format: 'coco', copy: false })
  const recipe = { version: 1, seed: 1, steps: [{ transform: 'horizontalFlip', probability: 1 }] }
  await engine.job('draw.start', { recipe, profileId: 'any', amount: { copies: 1 } })
  const target = join(temp(), 'out')
  const done = await engine.job('export.start', {
    folder: target,
    options: { format: 'yolo', originals: true, include: 'pending', variantsIn: 'all', ...options }
  })
  expect(done).toMatchObject({ state: 'done', failures: 0 })
  return runPython(script, { values: target }).answer as Read
}

const of = ({ found }: Read, file: string): readonly Thing[] | undefined =>
  found.find((one) => one.file === file && one.split === 'train')?.things

const rounded = (values: readonly number[] | undefined): readonly number[] | undefined =>
  values?.map((value) => Math.round(value * 1e4) / 1e4)

describe.skipIf(missing !== undefined)("a reader by YOLO's published rules", () => {
  it('finds boxes in pixels, mirrored ones mirrored, and pictures without objects', async () => {
    const answer = await read('detect', shapes.detect)
    expect(answer.data['names']).toEqual({ 0: 'no', 1: 'cat' })
    // No parts: all pictures are both train and val.
    expect(answer.found.map(({ split, file }) => `${split} ${file}`)).toEqual(
      ['train', 'val'].flatMap((split) =>
        ['a.png', 'a__000.png', 'b.png', 'b__000.png'].map((name) => `${split} ${name}`)
      )
    )
    expect(of(answer, 'b.png')).toEqual([])
    expect(of(answer, 'a.png')?.map((one) => [one.class, ...(rounded(one.box) ?? [])])).toEqual([
      ['cat', 20, 10, 30, 18]
    ])
    // 40 less 30 to 40 less 20.
    expect(rounded(of(answer, 'a__000.png')?.[0]?.box)).toEqual([10, 10, 20, 18])
  })

  it('finds outlines with their area, and a hole in a mask', async () => {
    const answer = await read('segment', shapes.segment)
    expect(answer.data['task']).toBe('segment')
    const things = of(answer, 'a.png')
    expect(things?.[0]?.corners?.map((corner) => rounded(corner))).toEqual([
      [20, 10],
      [30, 10],
      [30, 18],
      [20, 18]
    ])
    expect(things?.length).toBe(2)
    // 8 x 10 less 2 x 3, and for fillPoly half a sixteenth of a pixel along every border.
    expect(Math.abs((things?.[1]?.area ?? 0) - 74)).toBeLessThan(2.5)
    expect(things?.[1]?.class).toBe('cat')
  })

  it('finds keypoints as places in the picture, with their names', async () => {
    const answer = await read('pose', shapes.pose)
    expect(answer.data).toMatchObject({ kpt_shape: [3, 3], kpt_names: { 1: ['nose', 'tail', 'ear'] } })
    const [thing] = of(answer, 'a.png') ?? []
    expect(rounded(thing?.box)).toEqual([20, 10, 30, 18])
    // COCO counts pixels, YOLO shares of the width: the middle of pixel 25 lies at 25.5 of 40.
    expect(thing?.points?.map((point) => rounded(point))).toEqual([
      [25.5, 14.5, 2],
      [20.5, 10.5, 1],
      [0, 0, 0]
    ])
    const [mirrored] = of(answer, 'a__000.png') ?? []
    expect(mirrored?.points?.map((point) => rounded(point))).toEqual([
      [14.5, 14.5, 2],
      [19.5, 10.5, 1],
      [0, 0, 0]
    ])
  })

  it('finds rotated boxes when they are asked for', async () => {
    const answer = await read('obb', { segmentation: [ring] }, { task: 'obb' })
    const corners = of(answer, 'a.png')?.[0]?.corners?.map((corner) => rounded(corner)?.join(' '))
    expect(new Set(corners)).toEqual(new Set(['20 10', '30 10', '30 18', '20 18']))
  })

  it('finds the parts in folders of their own', async () => {
    const answer = await read('detect', shapes.detect, { hasParts: true })
    const parts = Map.groupBy(answer.found, ({ split }) => split)
    expect([...parts].map(([split, files]) => [split, files.length])).toEqual([
      ['train', 2],
      ['val', 2]
    ])
  })
})
