import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Importer } from '../../../../electron/sources/types.ts'
import { voc } from '../../../../electron/sources/voc.ts'
import { yolo } from '../../../../electron/sources/yolo.ts'
import { openGiven } from '../../../../electron/sources/given.ts'
import { findAll } from '../../../fixtures/find.ts'
import { pngHeader, putFiles } from '../../../fixtures/pictures.ts'
import { tempFolders } from '../../../fixtures/tempFolder.ts'

const temp = tempFolders()
const photo = pngHeader(20, 10)

/** A good text with some of its signs exchanged, cut out or doubled. */
const damaged = (text: string): fc.Arbitrary<string> =>
  fc
    .array(
      fc.tuple(
        fc.nat({ max: text.length }),
        fc.nat({ max: 6 }),
        fc.constantFrom('', '0', '-', '\n', '<', '[', ': ', '..', '/', '\0', 'NaN', '1e999')
      ),
      {
        minLength: 1,
        maxLength: 5
      }
    )
    .map((changes) =>
      changes.reduce((now, [at, length, put]) => now.slice(0, at) + put + now.slice(at + length), text)
    )

const bytes = (text: string): fc.Arbitrary<Uint8Array | string> =>
  fc.oneof(damaged(text), fc.uint8Array({ maxLength: 60 }))

const label = '0 0.5 0.5 0.25 0.2\n1 0.1 0.1 0.2 0.1 0.2 0.3\n'
const config =
  'path: /data\ntrain: images/train\nval: list.txt\nnc: 2\nnames: [cat, dog]\nkpt_shape: [1, 3]\nflip_idx: [0]\n'
const list = './images/train/a.png\n/abs/images/train/b.png\n'
const xml =
  '<?xml version="1.0" encoding="utf-8"?><annotation><filename>a.png</filename><size><width>20</width><height>10</height></size><object><name>cat</name><bndbox><xmin>1</xmin><ymin>2</ymin><xmax>3</xmax><ymax>4</ymax></bndbox><part><name>x</name></part></object></annotation>'

/** Reads the files and holds what came out against what may come out. */
async function check(
  importer: Importer,
  files: Readonly<Record<string, Uint8Array | string>>
): Promise<void> {
  const root = join(temp(), 'inner')
  putFiles(root, { ...files, '../outside.png': photo })
  await importer.recognises(await openGiven([root]))
  const found = await findAll(importer, [root])
  for (const one of found) {
    if (one.kind === 'problem') expect(one.reason).toMatch(/\.$/)
    if (one.kind !== 'image') continue
    expect(one.path.startsWith(`${root}/`)).toBe(true)
    for (const mark of one.annotations?.objects ?? []) {
      if (mark.kind !== 'box') continue
      const { x, y, width, height } = mark.box
      expect([x, y, width, height].every(Number.isFinite)).toBe(true)
      expect(width > 0 && height > 0 && x < 20 && y < 10 && x + width > 0 && y + height > 0).toBe(true)
    }
  }
  const names = found.flatMap((one) => (one.kind === 'image' ? [one.name] : []))
  expect(new Set(names).size).toBe(names.length)
}

describe('files of annotations that are damaged', () => {
  it('give rows or problems and never an error, nor a picture from outside: YOLO', async () => {
    const input = fc.record({ config: bytes(config), label: bytes(label), list: bytes(list) })
    await fc.assert(
      fc.asyncProperty(input, (one) =>
        check(yolo, {
          'data.yaml': one.config,
          'list.txt': one.list,
          'images/train/a.png': photo,
          'images/train/b.png': photo,
          'labels/train/a.txt': one.label
        })
      ),
      { numRuns: 150 }
    )
  })

  it('give rows or problems and never an error, nor a picture from outside: VOC', async () => {
    const input = fc.record({
      xml: bytes(xml),
      list: bytes('a\nb 1\n'),
      map: bytes('background:0,0,0::\ncat:128,0,0::\n'),
      mask: fc.uint8Array({ maxLength: 80 })
    })
    await fc.assert(
      fc.asyncProperty(input, (one) =>
        check(voc, {
          'labelmap.txt': one.map,
          'ImageSets/Main/train.txt': one.list,
          'JPEGImages/a.png': photo,
          'JPEGImages/b.png': photo,
          'Annotations/a.xml': one.xml,
          'SegmentationClass/b.png': one.mask
        })
      ),
      { numRuns: 150 }
    )
  })
})
