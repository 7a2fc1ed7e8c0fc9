import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tfrecord } from '../../../../electron/exporters/tfrecord.ts'
import { writeLabelMap } from '../../../../electron/tfrecord/labelMap.ts'
import { classes, exportContext, exported } from '../../../fixtures/exported.ts'
import { example, record } from '../../../fixtures/tfrecord.ts'
import { tempFolders } from '../../../fixtures/tempFolder.ts'

const temp = tempFolders()

describe('TFRecord files that are written', () => {
  it('are those of the definition, byte for byte', async () => {
    const folder = temp()
    const packer = tfrecord.pack?.(exportContext({ classes: classes('dog', 'cat') }), folder)
    const one = exported({
      file: 'pictures/a.jpg',
      source: 'a.jpg',
      className: 'cat',
      split: 'train',
      width: 40,
      height: 20,
      annotations: {
        captions: ['A cat.'],
        objects: [
          {
            kind: 'box',
            className: 'cat',
            object: 4,
            box: { x: 10, y: 5, width: 20, height: 10 },
            attributes: { difficult: 1 }
          },
          // Of the same thing: its outline says no more than its box.
          { kind: 'polygon', className: 'cat', object: 4, rings: [[11, 6, 20, 6, 20, 10]] },
          // Of a thing without a box: the box around it.
          { kind: 'polygon', className: null, rings: [[0, 0, 4, 0, 4, 20]] },
          { kind: 'keypoints', className: 'dog', points: [{ x: 1, y: 1, visibility: 2 }] }
        ]
      }
    })
    const bytes = Uint8Array.of(0xff, 0xd8, 0xff, 1, 2, 3)
    const place = await packer?.add(one, bytes)
    expect(await packer?.finish()).toEqual(['train-00000-of-00001.tfrecord', 'label_map.pbtxt'])
    expect(packer?.settled?.(place ?? '')).toBe('train-00000-of-00001.tfrecord#0')
    const expected = example({
      'image/caption': ['A cat.'],
      'image/class/label': { integers: [2] },
      'image/class/text': ['cat'],
      'image/encoded': [bytes],
      'image/filename': ['a.jpg'],
      'image/format': ['jpeg'],
      'image/height': { integers: [20] },
      'image/object/bbox/xmax': { floats: [0.75, 0.1] },
      'image/object/bbox/xmin': { floats: [0.25, 0] },
      'image/object/bbox/ymax': { floats: [0.75, 1] },
      'image/object/bbox/ymin': { floats: [0.25, 0] },
      'image/object/class/label': { integers: [2, 0] },
      'image/object/class/text': ['cat', ''],
      'image/object/difficult': { integers: [1, 0] },
      'image/source_id': ['hash'],
      'image/width': { integers: [40] }
    })
    expect(readFileSync(join(folder, 'train-00000-of-00001.tfrecord'))).toEqual(record(expected))
    expect(readFileSync(join(folder, 'label_map.pbtxt'), 'utf8')).toBe(
      'item {\n  id: 1\n  name: "dog"\n}\nitem {\n  id: 2\n  name: "cat"\n}\n'
    )
  })

  it('are several for each split when there is much, and pictures know where they are', async () => {
    const folder = temp()
    const packer = tfrecord.pack?.(exportContext(), folder)
    const big = new Uint8Array(70 * 1024 * 1024)
    const places: string[] = []
    for (const [n, split] of (['train', 'train', 'test', 'train', null] as const).entries()) {
      const one = exported({ file: `pictures/${n}.png`, source: `${n}.png`, className: null, split })
      places.push((await packer?.add(one, split === 'train' ? big : new Uint8Array(9))) ?? '')
    }
    const files = await packer?.finish()
    // Two of 70 MB fill a file of 128 MB.
    expect(files).toEqual([
      'train-00000-of-00002.tfrecord',
      'train-00001-of-00002.tfrecord',
      'test-00000-of-00001.tfrecord',
      'data-00000-of-00001.tfrecord',
      'label_map.pbtxt'
    ])
    expect(readdirSync(folder).toSorted()).toEqual([...(files ?? [])].toSorted())
    expect(places.slice(0, 4).map((place) => packer?.settled?.(place))).toEqual([
      'train-00000-of-00002.tfrecord#0',
      'train-00000-of-00002.tfrecord#1',
      'test-00000-of-00001.tfrecord#0',
      'train-00001-of-00002.tfrecord#0'
    ])
  })

  it('have names with quotation marks and line breaks escaped in the label map', () => {
    expect(writeLabelMap(['a "b"\n\\c', 'dög'])).toBe(
      'item {\n  id: 1\n  name: "a \\"b\\"\\n\\\\c"\n}\nitem {\n  id: 2\n  name: "dög"\n}\n'
    )
  })
})
