import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { coco } from '../../../../../electron/sources/coco.ts'
import { cocoJson, foundCoco, image } from '../../../../fixtures/cocoFiles.ts'
import { type Findings, findingsOf } from '../../../../fixtures/findings.ts'
import { putFiles } from '../../../../fixtures/pictures.ts'
import { tempFolders } from '../../../../fixtures/tempFolder.ts'

const temp = tempFolders()
const json = cocoJson
const found = (files: Readonly<Record<string, string>>, pictures?: readonly string[]): Promise<Findings> =>
  foundCoco(temp(), files, pictures)

describe('several files', () => {
  const box = { id: 1, image_id: 7, category_id: 3, bbox: [1, 2, 3, 4] }

  it('are merged by picture, and the same object in two is one', async () => {
    const cat = { id: 3, name: 'cat', keypoints: ['nose'] }
    const { images, problems } = await found({
      'annotations/instances_val2017.json': json({
        annotations: [{ ...box, segmentation: [[1, 2, 4, 2, 4, 6]], iscrowd: 0 }]
      }),
      'annotations/person_keypoints_val2017.json': json({
        annotations: [{ ...box, keypoints: [2, 3, 2], num_keypoints: 1 }],
        categories: [cat]
      }),
      'annotations/captions_val2017.json': json({
        annotations: [
          { id: 1, image_id: 7, caption: 'A cat.' },
          { id: 2, image_id: 7, caption: 'It sits.' }
        ]
      })
    })
    expect(problems).toEqual([])
    expect(images.length).toBe(1)
    expect(images[0]).toMatchObject({ name: 'images/a.png', split: 'val' })
    expect(images[0]?.annotations?.captions).toEqual(['A cat.', 'It sits.'])
    expect(images[0]?.annotations?.objects.map(({ kind, object }) => [kind, object])).toEqual([
      ['box', 0],
      ['polygon', 0],
      ['keypoints', 0]
    ])
  })

  it('say the split in their names or folders, and their pictures lie in folders of that name', async () => {
    const { images, problems, notes } = await found(
      {
        'annotations/instances_train2017.json': json({}),
        'annotations/instances_val2017.json': json({}),
        'test/_annotations.coco.json': json({})
      },
      ['train2017/a.png', 'val2017/a.png', 'test/a.png', 'thumbs/a.png']
    )
    expect(problems).toEqual([])
    expect(notes.map(([, text]) => text)).toEqual([
      'Pictures that no file of annotations mentions: 1. They were left out.'
    ])
    expect(images.map(({ name, split }) => [name, split])).toEqual([
      ['train2017/a.png', 'train'],
      ['val2017/a.png', 'val'],
      ['test/a.png', 'test']
    ])
  })

  it('that put a picture into two splits leave it in the first', async () => {
    const { images, notes } = await found(
      { 'annotations/train.json': json({}), 'annotations/val.json': json({}) },
      ['images/a.png']
    )
    expect(images.map(({ split }) => split)).toEqual(['train'])
    expect(notes).toEqual([
      ['annotations/val.json: images[0]', 'The picture is in train already and stays there.']
    ])
  })

  it.each(['annotations/x.json', 'annotations'])(
    'given alone as %s find the pictures beside it',
    async (given) => {
      const folder = temp()
      const other = json({ images: [{ ...image, file_name: 'c.png' }] })
      putFiles(folder, { 'annotations/x.json': json({}), 'elsewhere/other.json': other, 'notes/c.png': '' })
      putFiles(folder, { 'images/a.png': '' })
      const { images, problems } = await findingsOf(coco, folder, [join(folder, given)])
      expect(problems).toEqual([])
      expect(images.map(({ name, path }) => [name, path])).toEqual([
        ['images/a.png', join(folder, 'images/a.png')]
      ])
      putFiles(folder, { 'annotations/x.json': other })
      // Nobody's other folders are looked through.
      expect((await findingsOf(coco, folder, [join(folder, given)])).problems.length).toBe(1)
    }
  )

  it('given one by one leave the others of their folder out', async () => {
    const folder = temp()
    const second = json({ images: [{ ...image, file_name: 'b.png' }] })
    putFiles(folder, { 'x.json': json({}), 'y.json': second, 'a.png': '', 'b.png': '' })
    const { images } = await findingsOf(coco, folder, [join(folder, 'x.json')])
    expect(images.map(({ name }) => name)).toEqual(['a.png'])
  })
})

describe('names of pictures', () => {
  const named = async (fileName: string, pictures: readonly string[]): Promise<Findings> =>
    found({ 'annotations/x.json': json({ images: [{ ...image, file_name: fileName }] }) }, pictures)

  it.each([
    ['a.png', 'annotations/a.png'],
    ['a.png', 'annotations/images/a.png'],
    ['a.png', 'a.png'],
    ['a.png', 'deep/down/here/a.png'],
    ['sub/a.png', 'images/sub/a.png'],
    ['sub\\a.png', 'images/sub/a.png'],
    ['elsewhere/a.png', 'images/a.png'],
    ['../images/a.png', 'images/a.png'],
    ['u\u0308.png', 'images/\u00fc.png'],
    ['\u00fc.png', 'images/u\u0308.png'],
    ['-a "b"\n.png', 'images/-a "b"\n.png']
  ])('%j finds %j', async (fileName, picture) => {
    const { images, problems } = await named(fileName, [picture, 'images/other.png'])
    expect(problems).toEqual([])
    expect(images.map(({ name }) => name)).toEqual([picture])
  })

  it.each([
    ['b.png', ['images/a.png'], 'The picture "b.png" is not there. '],
    ['a.png', ['y/a.png', 'z/a.png'], 'The name "a.png" fits 2 pictures, such as "y/a.png" and "z/a.png". '],
    ['../../etc/a.png', ['images/a.png'], 'The path "../../etc/a.png" leads out of what is imported. '],
    ['/etc/a.png', ['images/a.png'], 'The path "/etc/a.png" leads out of what is imported. '],
    ['C:\\data\\a.png', ['images/a.png'], 'The path "C:\\\\data\\\\a.png" leads out of what is imported. '],
    ['http://x/a.png', ['images/a.png'], 'The picture is not here but at "http://x/a.png". '],
    ['', ['images/a.png'], 'It names no picture: "". ']
  ])('%j is a problem beside %j', async (fileName, pictures, reason) => {
    const { images, problems } = await named(fileName, pictures)
    expect(images).toEqual([])
    expect(problems).toEqual([['annotations/x.json: images[0]', expect.stringContaining(reason)]])
  })
})
