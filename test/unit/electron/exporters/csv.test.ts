import { describe, expect, it } from 'vitest'
import { csv } from '../../../../electron/exporters/csv.ts'
import { exportContext, exported, tableText } from '../../../fixtures/exported.ts'

const rows = [
  exported({ file: 'images/a.jpg', source: 'in/a.jpg', className: 'cat', split: 'train' }),
  exported({
    file: 'images/b.jpg',
    source: 'in/"b", two.jpg',
    className: '=HYPERLINK("x")',
    split: 'test',
    annotations: {
      objects: [],
      labels: ['=HYPERLINK("x")', 'dog'],
      captions: ['one\nline'],
      attributes: { age: 3, file: 'no' }
    }
  }),
  exported({ file: 'images/c.jpg', source: 'c.jpg', className: null, split: null })
]

describe('the tables of the format csv', () => {
  it('are written as RFC 4180 says, with an apostrophe before what a spreadsheet takes for a formula', () => {
    expect(tableText(csv, 'labels.csv', rows)).toBe(
      [
        'file,label,labels,split,caption,source',
        'images/a.jpg,cat,,train,,in/a.jpg',
        `images/b.jpg,"'=HYPERLINK(""x"")","[""=HYPERLINK(\\""x\\"")"",""dog""]",test,"one\nline","in/""b"", two.jpg"`,
        'images/c.jpg,,,,,c.jpg',
        ''
      ].join('\n')
    )
    expect(tableText(csv, 'labels.tsv', rows).split('\n').slice(0, 2)).toEqual([
      'file\tlabel\tlabels\tsplit\tcaption\tsource',
      'images/a.jpg\tcat\t\ttrain\t\tin/a.jpg'
    ])
  })

  it('are written as JSON Lines with attributes, none of which takes the place of an own column', () => {
    const lines = tableText(csv, 'labels.jsonl', rows)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown)
    expect(lines).toEqual([
      { file: 'images/a.jpg', label: 'cat', split: 'train', source: 'in/a.jpg' },
      {
        file: 'images/b.jpg',
        label: '=HYPERLINK("x")',
        labels: ['=HYPERLINK("x")', 'dog'],
        split: 'test',
        caption: 'one\nline',
        source: 'in/"b", two.jpg',
        age: 3
      },
      { file: 'images/c.jpg', label: null, split: null, source: 'c.jpg' }
    ])
  })

  it('give the shares of a mixed picture', () => {
    const parameters = JSON.stringify([
      { transform: 'mixUp', values: {}, share: 0.25, partners: ['hash-of-dog'] }
    ])
    const mixed = exported({
      file: 'images/m.jpg',
      source: 'm.jpg',
      className: 'cat',
      split: 'train',
      parameters
    })
    const context = exportContext({ classOf: (hash) => (hash === 'hash-of-dog' ? 'dog' : undefined) })
    const [line = ''] = tableText(csv, 'labels.jsonl', [mixed], context).split('\n')
    expect(JSON.parse(line)).toMatchObject({ label: 'dog', labels: { cat: 0.25, dog: 0.75 } })
  })
})
