import { describe, expect, it } from 'vitest'
import { openGiven } from '../../../../../electron/sources/given.ts'
import { hf } from '../../../../../electron/sources/hf/index.ts'
import { findAll, imagesOf, listed, problemsOf } from '../../../../fixtures/find.ts'
import { elements, parquetFile } from '../../../../fixtures/parquet.ts'
import { png, putFiles } from '../../../../fixtures/pictures.ts'
import { tempFolders } from '../../../../fixtures/tempFolder.ts'

const temp = tempFolders()
const jsonl = (...rows: readonly object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('')

async function folderWith(files: Readonly<Record<string, Uint8Array | string>>): Promise<string> {
  const folder = temp()
  // 40 x 30.
  const pictures = { 'train/a.png': await png(1), 'train/b.png': await png(2), 'test/c.png': await png(3) }
  putFiles(folder, { ...pictures, ...files })
  return folder
}

describe('pictures with metadata', () => {
  it('have label, captions, attributes, and the split of their folder', async () => {
    const folder = await folderWith({
      'train/metadata.jsonl': jsonl(
        { file_name: 'a.png', label: 'cat', text: 'A cat.', age: 3 },
        { file_name: 'b.png', label: 'dog', labels: ['dog', 'pet'], text: 'x', captions: ['x', 'y'] }
      ),
      'test/metadata.csv': 'file_name,label,additional\nc.png,cat,"more, of it"\n'
    })
    expect(await hf.recognises(await openGiven([folder]))).toBe(true)
    const found = await findAll(hf, [folder])
    expect(listed(found)).toEqual([
      'test/c.png -> cat, test',
      'train/a.png -> cat, train',
      'train/b.png -> dog, train'
    ])
    expect(imagesOf(found).map(({ annotations }) => annotations)).toEqual([
      { objects: [], attributes: { additional: 'more, of it' } },
      { objects: [], captions: ['A cat.'], attributes: { age: 3 } },
      { objects: [], labels: ['dog', 'pet'], captions: ['x', 'y'] }
    ])
    expect(found.filter(({ kind }) => kind !== 'image')).toEqual([])
  })

  it('may be named from the root, and in a Parquet file', async () => {
    const content = await parquetFile({
      schema: [...elements.text('file_name'), ...elements.integer('label')],
      columns: { file_name: ['train/a.png', 'test/c.png', null], label: [1n, 0n, 1n] },
      huggingface: { label: { names: ['cat', 'dog'], _type: 'ClassLabel' } }
    })
    const found = await findAll(hf, [await folderWith({ 'metadata.parquet': content })])
    expect(listed(found)).toEqual(['train/a.png -> dog, train', 'test/c.png -> cat, test'])
    expect(problemsOf(found)).toEqual([
      expect.stringMatching(/metadata\.parquet: row 2 \| There is no file_name/)
    ])
    expect(found.at(-1)).toMatchObject({
      kind: 'note',
      text: expect.stringMatching(/1 picture, which is left out/) as string
    })
  })

  it('have boxes in lists side by side or one by one, with classes by name, and what else is known', async () => {
    const folder = await folderWith({
      'train/metadata.jsonl': jsonl(
        {
          file_name: 'a.png',
          objects: {
            bbox: [
              [1, 2, 10, 20],
              [-3, 0, 5.5, 5]
            ],
            categories: ['nose', null],
            area: [200, 27.5]
          }
        },
        { file_name: 'b.png', objects: [{ bbox: [0, 0, 4, 4], category: 7 }] }
      )
    })
    const [a, b] = imagesOf(await findAll(hf, [folder]))
    expect(a?.annotations?.objects).toEqual([
      {
        kind: 'box',
        className: 'nose',
        object: 0,
        box: { x: 1, y: 2, width: 10, height: 20 },
        attributes: { area: 200 }
      },
      {
        kind: 'box',
        className: null,
        object: 1,
        box: { x: -3, y: 0, width: 5.5, height: 5 },
        attributes: { area: 27.5 }
      }
    ])
    expect(b?.annotations?.objects).toEqual([
      { kind: 'box', className: '7', object: 0, box: { x: 0, y: 0, width: 4, height: 4 } }
    ])
  })

  it('are not recognised by other tables', async () => {
    const recognised = async (files: Readonly<Record<string, string>>): Promise<boolean> =>
      hf.recognises(await openGiven([await folderWith(files)]))
    expect(await recognised({})).toBe(false)
    expect(await recognised({ 'metadata.csv': 'isic_id,age\nx,3\n' })).toBe(false)
    expect(await recognised({ 'train/metadata.jsonl': 'no json' })).toBe(false)
  })
})

describe('bad metadata', () => {
  it.each([
    ['a missing picture', { file_name: 'z.png' }, /line 2 \| The picture "z\.png" is not there/],
    ['an absolute path', { file_name: '/etc/passwd' }, /line 2 \| "\/etc\/passwd" is no path below/],
    ['a path that leads out', { file_name: '../../z.png' }, /line 2 \| .* leads out of the folder/],
    ['a hidden way out', { file_name: '..\\..\\z.png' }, /line 2 \| .* leads out of the folder/],
    ['no path', { label: 'cat' }, /line 2 \| There is no file_name/],
    ['the same picture', { file_name: 'a.png' }, /line 2 \| Another row was about "train\/a\.png" already/]
  ])('with %s is told by line, and the others are read', async (_, row, reason) => {
    const content = jsonl({ file_name: 'a.png' }, row, { file_name: 'b.png' })
    const found = await findAll(hf, [await folderWith({ 'train/metadata.jsonl': content })])
    expect(problemsOf(found)).toEqual([expect.stringMatching(reason)])
    expect(imagesOf(found).map(({ name }) => name)).toEqual(['train/a.png', 'train/b.png'])
  })

  it('with boxes outside, empty or incomplete is told, and the picture keeps the others', async () => {
    const bbox = [
      [1, 1, 2, 2],
      [40, 0, 5, 5],
      [0, 0, 0, 5],
      [0, 0, -1, 5],
      [1, 2, 3],
      ['x', 0, 1, 1],
      [5, 5, 5, 5]
    ]
    const content = jsonl({ file_name: 'a.png', objects: { bbox } }, { file_name: 'b.png', objects: 'none' })
    const found = await findAll(hf, [await folderWith({ 'train/metadata.jsonl': content })])
    expect(imagesOf(found)[0]?.annotations?.objects).toHaveLength(2)
    expect(problemsOf(found).map((text) => /Box (\d)|Expected objects/.exec(text)?.[0])).toEqual([
      'Box 1',
      'Box 2',
      'Box 3',
      'Box 4',
      'Box 5',
      'Expected objects'
    ])
  })
})
