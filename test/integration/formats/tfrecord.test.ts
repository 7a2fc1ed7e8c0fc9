import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readManifest } from '../../fixtures/manifest.ts'
import { png, putFiles } from '../../fixtures/pictures.ts'
import { roundTrip } from '../../fixtures/roundTrip.ts'
import { tempFolders } from '../../fixtures/tempFolder.ts'
import { example, record } from '../../fixtures/tfrecord.ts'

const temp = tempFolders()

describe('TFRecord files', () => {
  it('keep pictures, classes, splits, boxes and captions when they go in, out and in again', async () => {
    const folder = temp()
    const marks = {
      'image/object/bbox/xmin': { floats: [0.25, -0.1] },
      'image/object/bbox/xmax': { floats: [0.75, 0.5] },
      'image/object/bbox/ymin': { floats: [1 / 3, 0] },
      'image/object/bbox/ymax': { floats: [0.7, 1] },
      'image/object/class/text': ['nose', 'big "ear"'],
      'image/object/is_crowd': { integers: [0, 1] }
    }
    const one = async (seed: number, features: Parameters<typeof example>[0]): Promise<Buffer> =>
      record(example({ 'image/encoded': [await png(seed)], ...features }))
    putFiles(folder, {
      'train.tfrecord': Buffer.concat([
        await one(1, {
          ...marks,
          'image/class/text': ['cat', 'pet'],
          'image/caption': ['A cat.', 'It sits.']
        }),
        await one(2, { 'image/class/text': ['dog'] })
      ]),
      'val.tfrecord': await one(3, {}),
      'test.tfrecord': await one(4, { 'image/class/text': ['dog'], ...marks })
    })
    const { before, after, failures, target } = await roundTrip({
      folder,
      paths: [folder],
      format: 'tfrecord'
    })
    expect(before).toHaveLength(4)
    expect(before.map(({ annotations }) => annotations.objects.length).toSorted((a, b) => a - b)).toEqual([
      0, 0, 2, 2
    ])
    expect(after).toEqual(before)
    expect(failures).toEqual([])
    const places = readManifest(target).map(({ file }) => file)
    expect(places.toSorted()).toEqual([
      'test-00000-of-00001.tfrecord#0',
      'train-00000-of-00001.tfrecord#0',
      'train-00000-of-00001.tfrecord#1',
      'val-00000-of-00001.tfrecord#0'
    ])
    expect(readFileSync(join(target, 'label_map.pbtxt'), 'utf8')).toContain('name: "big \\"ear\\""')
  })
})
