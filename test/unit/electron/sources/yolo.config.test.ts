import { describe, expect, it } from 'vitest'
import { pngHeader } from '../../../fixtures/pictures.ts'
import { yolo } from '../../../../electron/sources/yolo.ts'
import { foundBy, placed } from '../../../fixtures/foundBy.ts'

const found = foundBy(yolo)

/** Only headers are read: width 200, height 100. */
const photo = pngHeader(200, 100)

describe('the parts of a data set', () => {
  const both = { 'images/train/a.png': photo, 'images/val/b.png': photo, 'images/test/c.png': photo }

  it('are folders, several of them, and lists of pictures', async () => {
    const lists = await found({
      'data.yaml': 'train: [images/train, more]\nval: lists/val.txt\ntest: lists/test.txt\nnames: {0: cat}\n',
      'lists/val.txt': './../images/val/b.png\n',
      'lists/test.txt': 'images/test/c.png\n\n',
      'more/deep/d.png': photo,
      ...both
    })
    expect(placed(lists)).toEqual([
      'images/train/a.png train',
      'more/deep/d.png train',
      'images/test/c.png test',
      'images/val/b.png val'
    ])
    expect(lists.problems).toEqual([])
  })

  it.each([
    ['Roboflow', 'train: ../train/images\nval: ../valid/images\n'],
    ['a path of another machine', 'path: /content/datasets/pets\ntrain: train/images\nval: valid/images\n'],
    ['a path relative to elsewhere', 'path: ../datasets/pets\ntrain: train/images\nval: valid/images\n'],
    ['absolute folders', 'train: /home/me/set/train/images\nval: C:\\sets\\pets\\valid\\images\n'],
    ['folders that are called otherwise', 'train: there\nval: here\n']
  ])('are found inside the tree: %s', async (_, text) => {
    const set = await found({
      'data.yaml': `${text}nc: 1\nnames: ['cat']\n`,
      'train/images/a.png': photo,
      'valid/images/b.png': photo,
      'train/labels/a.txt': '0 0.5 0.5 0.5 0.2'
    })
    expect(placed(set)).toEqual(['train/images/a.png train', 'valid/images/b.png val'])
    expect(set.objects('train/images/a.png')?.length).toBe(1)
    expect(set.problems).toEqual([])
  })

  it('are none when all pictures are said to be both train and val, as ultralytics demands', async () => {
    const set = await found({
      'data.yaml': 'train: images\nval: images\nnames: [cat]\n',
      'images/a.png': photo
    })
    expect(placed(set)).toEqual(['images/a.png -'])
    const named = await found({
      'data.yaml': 'train: images/train\nval: images/train\nnames: [cat]\n',
      ...both
    })
    expect(placed(named)).toEqual(['images/train/a.png train'])
    expect(named.notes).toEqual([expect.stringContaining('2 pictures are in no part')])
    const tested = await found({
      'data.yaml': 'train: images/train\nval: images/test\ntest: images/test\nnames: [cat]\n',
      ...both
    })
    expect(placed(tested)).toEqual(['images/train/a.png train', 'images/test/c.png test'])
  })

  it('come from the folders where no data.yaml is', async () => {
    const set = await found({ ...both, 'labels/train/a.txt': '0 0.5 0.5 0.5 0.2' })
    expect(placed(set)).toEqual([
      'images/test/c.png test',
      'images/train/a.png train',
      'images/val/b.png val'
    ])
  })

  it("are those of darknet's folders, labels beside the pictures and names in obj.names", async () => {
    const set = await found({
      'obj.data': 'classes = 2\nnames = data/obj.names\n',
      'obj.names': 'cat\ndog\n',
      'obj_train_data/a.png': photo,
      'obj_train_data/a.txt': '1 0.5 0.5 0.5 0.2\n',
      'obj_valid_data/b.png': photo
    })
    expect(placed(set)).toEqual(['obj_train_data/a.png train', 'obj_valid_data/b.png val'])
    expect(set.objects('obj_train_data/a.png')).toMatchObject([{ kind: 'box', className: 'dog' }])
    expect(set.problems).toEqual([])
  })

  it('never lead out of the tree', async () => {
    const { images, problems } = await found({
      'data.yaml': 'train: list.txt\nval: images/val\nnames: [cat]\n',
      'list.txt': '../../outside.png\n/etc/gone.png\nimages/train/a.png\n',
      ...both
    })
    expect(images.map(({ name }) => name)).toEqual(['images/train/a.png', 'images/val/b.png'])
    expect(problems).toEqual([
      expect.stringContaining('list.txt: Line 1: "../../outside.png" leads out of the data set'),
      expect.stringContaining('list.txt: Line 2: the picture "/etc/gone.png" is not there')
    ])
  })
})

describe('a data.yaml', () => {
  const files = { 'images/train/a.png': photo, 'labels/train/a.txt': '0 0.5 0.5 0.5 0.2' }

  it('may name classes by gaps, and twice', async () => {
    const { all, notes, objects } = await found({
      'data.yaml': 'train: images/train\nnames: {0: cat, 7: cat, 9: 12}\n',
      ...files,
      'labels/train/a.txt': '0 0.5 0.5 0.5 0.2\n7 0.5 0.5 0.25 0.2\n9 0.5 0.5 0.25 0.2'
    })
    expect(all.flatMap((one) => (one.kind === 'class' ? [[one.name, one.details.number]] : []))).toEqual([
      ['cat', 0],
      ['12', 9]
    ])
    expect(objects('images/train/a.png')?.map(({ className }) => className)).toEqual(['cat', 'cat', '12'])
    expect(notes).toEqual([expect.stringContaining('"cat" is the name of the classes 0 and 7')])
  })

  it('without names gives classes by number', async () => {
    const { objects } = await found({ 'data.yaml': 'train: images/train\nnc: 2\n', ...files })
    expect(objects('images/train/a.png')?.[0]?.className).toBe('class_0')
  })

  it('that is damaged is a problem; its pictures are found by their folders', async () => {
    const { images, problems } = await found({ 'data.yaml': 'train: [a\nnames: {0: cat\nval: ]]', ...files })
    expect(images.map(({ split }) => split)).toEqual(['train'])
    expect(problems).toEqual([expect.stringContaining('data.yaml: The YAML is damaged')])
  })

  it('with a wrong key says which', async () => {
    const { problems } = await found({
      'data.yaml': 'train: images/train\nnames: 5\nkpt_shape: [2, 9]\n',
      ...files
    })
    expect(problems).toEqual([expect.stringMatching(/data\.yaml: .*names.*kpt_shape/)])
  })

  it('that multiplies itself by aliases is refused', async () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]']
    for (let n = 1; n < 9; n++) {
      const [own, last] = [String.fromCharCode(97 + n), String.fromCharCode(96 + n)]
      bomb.push(`${own}: &${own} [${Array.from({ length: 9 }, () => `*${last}`).join(',')}]`)
    }
    const { problems } = await found({
      'data.yaml': `${bomb.join('\n')}\ntrain: *i\nnames: [cat]\n`,
      ...files
    })
    expect(problems[0]).toContain('data.yaml: The YAML is damaged')
  })

  it('given by itself is the only one that counts', async () => {
    const set = await found(
      {
        'one.yaml': 'train: images/train\nnames: [cat]\n',
        'two.yaml': 'train: images/val\nnames: [dog]\n',
        'images/val/b.png': photo,
        ...files
      },
      ['two.yaml']
    )
    expect(placed(set)).toEqual(['images/val/b.png train'])
  })
})
