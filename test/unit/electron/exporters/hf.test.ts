import { describe, expect, it } from 'vitest'
import { hf } from '../../../../electron/exporters/hf.ts'
import { exportContext, exported, tableText } from '../../../fixtures/exported.ts'

const rows = [
  exported({
    file: 'train/a.jpg',
    source: 'a.jpg',
    className: 'cat',
    split: 'train',
    annotations: {
      captions: ['one', 'two'],
      labels: ['cat', 'pet'],
      attributes: { age: 3, label: 'no' },
      objects: [
        {
          kind: 'box',
          className: 'nose',
          box: { x: 1, y: 2, width: 10, height: 20 },
          attributes: { area: 200 }
        },
        { kind: 'polygon', className: null, rings: [[0, 0, 8, 0, 8, 4]] }
      ]
    }
  }),
  exported({ file: 'train/b.jpg', source: 'b.jpg', className: null, split: 'train' }),
  exported({ file: 'test/c.jpg', source: 'c.jpg', className: 'dog', split: 'test' })
]
const context = exportContext({
  splits: ['train', 'test'],
  names: { ...exportContext().names, kinds: new Set(['box'] as const) }
})

const lines = (file: string): unknown =>
  tableText(hf, file, rows, context)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)

describe('metadata.jsonl', () => {
  it('names the pictures of its folder with label, text and objects, as `datasets` documents imagefolder', () => {
    expect(hf.tables?.(context).map(({ file }) => file)).toEqual([
      'train/metadata.jsonl',
      'test/metadata.jsonl'
    ])
    expect(lines('train/metadata.jsonl')).toEqual([
      {
        file_name: 'a.jpg',
        label: 'cat',
        labels: ['cat', 'pet'],
        text: 'one',
        captions: ['one', 'two'],
        objects: {
          bbox: [
            [1, 2, 10, 20],
            [0, 0, 8, 4]
          ],
          categories: ['nose', null],
          area: [200, null]
        },
        age: 3
      },
      { file_name: 'b.jpg', label: null, objects: { bbox: [], categories: [] } }
    ])
    expect(lines('test/metadata.jsonl')).toEqual([
      { file_name: 'c.jpg', label: 'dog', objects: { bbox: [], categories: [] } }
    ])
  })

  it('is one for all without splits', () => {
    const all = exportContext({ splits: [null] })
    const one = exported({ file: 'data/a.png', source: 'a.png', className: 'cat', split: null })
    expect(hf.place(one.item, all.names)).toBe('data/a')
    expect(tableText(hf, 'data/metadata.jsonl', [one], all)).toBe('{"file_name":"a.png","label":"cat"}\n')
  })
})
