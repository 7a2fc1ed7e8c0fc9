import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { indexedPng } from '../../../electron/exporters/maskPng.ts'
import { openGiven } from '../../../electron/sources/given.ts'
import { detectFormat } from '../../../electron/sources/index.ts'
import { readMaskPng } from '../../../electron/sources/maskPng.ts'
import { vocPalette } from '../../../shared/annotations/vocColours.ts'
import { zipOf } from '../../fixtures/archives.ts'
import { openEngine } from '../../fixtures/openEngine.ts'
import { picture, putFiles } from '../../fixtures/pictures.ts'
import { encode } from '../../../electron/pixels/codec.ts'
import { roundTrip } from '../../fixtures/roundTrip.ts'
import { tempFolders } from '../../fixtures/tempFolder.ts'

const temp = tempFolders()
const size = { width: 40, height: 30 }

const object = (name: string, [xmin, ymin, xmax, ymax]: readonly number[]): string =>
  `<object><name>${name}</name><pose>Left</pose><truncated>1</truncated><difficult>0</difficult><occluded>1</occluded>
   <bndbox><xmin>${xmin}</xmin><ymin>${ymin}</ymin><xmax>${xmax}</xmax><ymax>${ymax}</ymax></bndbox>
   <part><name>head</name><bndbox><xmin>${xmin}</xmin><ymin>2</ymin><xmax>4</xmax><ymax>5</ymax></bndbox></part></object>`
const xml = (name: string, objects: string): string =>
  `<annotation><folder>VOC2012</folder><filename>${name}.jpg</filename><source><database>Ours</database></source>
   <size><width>40</width><height>30</height><depth>3</depth></size><segmented>1</segmented>${objects}</annotation>`

/** Indexes of a mask of 40 x 30: rectangles x, y, right, bottom, later ones above. */
function mask(rectangles: readonly (readonly [number, number, number, number, number])[]): Uint8Array {
  const indexes = new Uint8Array(size.width * size.height)
  for (const [index, x, y, right, bottom] of rectangles) {
    for (let row = y; row < bottom; row++) indexes.fill(index, row * 40 + x, row * 40 + right)
  }
  return indexes
}

/** Dog and person by class and by object, with a border of void between them. */
const byClass = mask([
  [15, 0, 0, 20, 20],
  [12, 21, 5, 40, 30],
  [255, 20, 0, 21, 30]
])
const byObject = mask([
  [2, 0, 0, 20, 20],
  [1, 21, 5, 40, 30],
  [255, 20, 0, 21, 30]
])

async function vocSet(): Promise<Readonly<Record<string, Uint8Array | string>>> {
  const jpeg = (seed: number): Promise<Uint8Array> => encode(picture(seed), { format: 'jpeg', quality: 90 })
  return {
    'JPEGImages/a.jpg': await jpeg(1),
    'JPEGImages/b.jpg': await jpeg(2),
    'JPEGImages/c.jpg': await jpeg(3),
    'Annotations/a.xml': xml('a', object('dog', [22, 6, 40, 30]) + object('person', [1, 1, 20, 20])),
    'Annotations/b.xml': xml('b', object('person', [3, 4, 3, 4])),
    'Annotations/c.xml': xml('c', ''),
    'ImageSets/Main/train.txt': 'a\n',
    'ImageSets/Main/val.txt': 'b\n',
    'ImageSets/Main/test.txt': 'c\n',
    'ImageSets/Main/dog_train.txt': 'a  1\n',
    'ImageSets/Main/person_train.txt': 'a  1\n',
    'SegmentationClass/a.png': await indexedPng(size, byClass, vocPalette()),
    'SegmentationObject/a.png': await indexedPng(size, byObject, vocPalette()),
    'labelmap.txt': `background:0,0,0::\n${Array.from({ length: 11 }, (_, n) => `c${n}:::\n`).join('')}dog:::\ncat:::\nhorse:::\nperson:::\n`
  }
}

describe('VOC', () => {
  it('keeps everything when it goes in, out and in again', async () => {
    const folder = temp()
    putFiles(folder, await vocSet())
    const { before, after, failures, target } = await roundTrip({
      folder: temp(),
      paths: [folder],
      format: 'voc'
    })
    expect(failures).toEqual([])
    expect((await detectFormat(await openGiven([target]))).id).toBe('voc')
    expect(before.map(({ split }) => String(split)).sort()).toEqual(['test', 'train', 'val'])
    // Two boxes, two masks and void; a box of one pixel; nothing.
    expect(before.map(({ annotations }) => annotations.objects.length).sort((a, b) => a - b)).toEqual([
      0, 1, 5
    ])
    expect(after).toEqual(before)
    expect(readdirSync(target).sort()).toEqual(
      expect.arrayContaining([
        'Annotations',
        'ImageSets',
        'JPEGImages',
        'SegmentationClass',
        'SegmentationObject',
        'labelmap.txt'
      ])
    )
    // Classes have the indexes that labelmap.txt gave them, so the masks are the same, void too.
    for (const [name, indexes] of [
      ['SegmentationClass/a.png', byClass],
      ['SegmentationObject/a.png', byObject]
    ] as const) {
      const { values } = await readMaskPng(readFileSync(join(target, name)), name)
      expect(Buffer.from(values).equals(Buffer.from(indexes))).toBe(true)
    }
  })

  it('is read out of an archive as out of a folder', async () => {
    const path = join(temp(), 'set.zip')
    const files = Object.entries(await vocSet()).map(([name, content]) => ({
      name: `VOC2012/${name}`,
      content
    }))
    writeFileSync(path, zipOf(files))
    const { before, after } = await roundTrip({ folder: temp(), paths: [path], format: 'voc' })
    expect(before.flatMap(({ annotations }) => annotations.objects).length).toBe(6)
    expect(after).toEqual(before)
  })

  it('follows a picture that is mirrored: boxes in pixels, masks by index', async () => {
    const folder = temp()
    putFiles(folder, await vocSet())
    const engine = await openEngine(join(temp(), 'a.cultivar'))
    await engine.job('import.start', { paths: [folder], format: 'voc', copy: false })
    const recipe = { version: 1, seed: 1, steps: [{ transform: 'horizontalFlip', probability: 1 }] }
    await engine.job('draw.start', { recipe, profileId: 'any', amount: { copies: 1 } })
    const target = join(temp(), 'out')
    const done = await engine.job('export.start', {
      folder: target,
      options: { format: 'voc', include: 'pending' }
    })
    expect(done.state).toBe('done')
    const text = readFileSync(join(target, 'Annotations/a__000.xml'), 'utf8')
    const sides = [...text.matchAll(/<(xmin|xmax)>(\d+)</g)].map(([, , value]) => Number(value))
    // 22 to 40 becomes 1 to 19, 1 to 20 becomes 21 to 40. Parts, which nothing moved, are gone.
    expect(sides).toEqual([1, 19, 21, 40])
    expect(text).not.toContain('<part>')
    const { values } = await readMaskPng(readFileSync(join(target, 'SegmentationClass/a__000.png')), 'a')
    const mirrored = Array.from(byClass, (_, at) => byClass[Math.floor(at / 40) * 40 + 39 - (at % 40)] ?? 0)
    expect([...values]).toEqual(mirrored)
  })
})
