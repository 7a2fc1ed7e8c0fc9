import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Annotation } from '../../../../shared/annotations/types.ts'
import { openGiven } from '../../../../electron/sources/given.ts'
import type { Finding, FoundImage } from '../../../../electron/sources/types.ts'
import { yolo } from '../../../../electron/sources/yolo.ts'
import { pngHeader, putFiles } from '../../../fixtures/pictures.ts'
import { tempFolders } from '../../../fixtures/tempFolder.ts'

const temp = tempFolders()
/** Only headers are read: width 200, height 100. */
const photo = pngHeader(200, 100)

interface Found {
  readonly root: string
  readonly all: readonly Finding[]
  readonly images: readonly FoundImage[]
  readonly problems: readonly string[]
  readonly notes: readonly string[]
  /** Annotations of the picture of this name. */
  readonly objects: (name: string) => readonly Annotation[] | undefined
}

/** What is found in a folder with these files; `given` are names in it, all of it unless told. */
async function found(
  files: Readonly<Record<string, Uint8Array | string>>,
  given: readonly string[] = ['']
): Promise<Found> {
  const root = temp()
  putFiles(root, files)
  const all: Finding[] = []
  for await (const finding of yolo.find(await openGiven(given.map((name) => join(root, name)))))
    all.push(finding)
  const images = all.filter((finding) => finding.kind === 'image')
  const below = (path: string): string => path.replace(`${root}/`, '')
  return {
    root,
    all,
    images,
    problems: all.flatMap((one) => (one.kind === 'problem' ? [`${below(one.path)}: ${one.reason}`] : [])),
    notes: all.flatMap((one) => (one.kind === 'note' ? [`${below(one.path)}: ${one.text}`] : [])),
    objects: (name) => images.find((image) => image.name === name)?.annotations?.objects
  }
}

const placed = ({ images }: Found): readonly string[] =>
  images.map(({ name, split }) => `${name} ${split ?? '-'}`)

const data = 'train: images/train\nval: images/val\nnames: [cat, dog]\n'

describe('the rows of label files', () => {
  it('of five numbers are boxes: class, centre, width and height as shares of the picture', async () => {
    const { objects, problems } = await found({
      'data.yaml': data,
      'images/train/a.png': photo,
      'labels/train/a.txt': '1 0.5 0.5 0.5 0.2\n0 0.1 0.25 0.1 0.5\n'
    })
    // 0.5 of 200 less half of 100, 0.5 of 100 less half of 20; 20 less 10, 25 less 25.
    expect(objects('images/train/a.png')).toEqual([
      { kind: 'box', className: 'dog', box: { x: 50, y: 40, width: 100, height: 20 } },
      { kind: 'box', className: 'cat', box: { x: 10, y: 0, width: 20, height: 50 } }
    ])
    expect(problems).toEqual([expect.stringContaining('images/val')])
  })

  it('of a class and corners are outlines', async () => {
    const { objects } = await found({
      'data.yaml': data,
      'images/train/a.png': photo,
      'labels/train/a.txt': '0 0.1 0.1 0.9 0.1 0.5 0.75\n1 0 0 1 0 1 1 0 1\n0 0.5 0.5 0.5 0.5\n'
    })
    expect(objects('images/train/a.png')).toEqual([
      { kind: 'polygon', className: 'cat', rings: [[20, 10, 180, 10, 100, 75]] },
      { kind: 'polygon', className: 'dog', rings: [[0, 0, 200, 0, 200, 100, 0, 100]] },
      { kind: 'box', className: 'cat', box: { x: 50, y: 25, width: 100, height: 50 } }
    ])
  })

  it('of nine numbers throughout are rotated boxes, unless the task says that they are outlines', async () => {
    const files = {
      'images/train/a.png': photo,
      'labels/train/a.txt': '1 0.5 0.1 0.75 0.5 0.5 0.9 0.25 0.5\n'
    }
    const corners = [100, 10, 150, 50, 100, 90, 50, 50]
    const turned = await found({ 'data.yaml': data, ...files })
    expect(turned.objects('images/train/a.png')).toEqual([{ kind: 'rotatedBox', className: 'dog', corners }])
    const outlined = await found({ 'data.yaml': `${data}task: segment\n`, ...files })
    expect(outlined.objects('images/train/a.png')).toEqual([
      { kind: 'polygon', className: 'dog', rings: [corners] }
    ])
  })

  it('of poses are a box and keypoints of one thing; a keypoint at 0.5 of 200 has its centre at 99.5', async () => {
    const { all, objects } = await found({
      'data.yaml': `${data}kpt_shape: [2, 3]\nflip_idx: [1, 0]\nkpt_names: {0: [left, right]}\n`,
      'images/train/a.png': photo,
      'labels/train/a.txt': '0 0.5 0.5 0.5 0.2 0.5 0.5 2 0 0 0\n0 0.5 0.5 0.5 0.2 0.25 0.1 1 1 1 2\n'
    })
    const box = { x: 50, y: 40, width: 100, height: 20 }
    const own = { className: 'cat', object: 0 }
    expect(objects('images/train/a.png')?.slice(0, 2)).toEqual([
      { kind: 'box', ...own, box },
      {
        kind: 'keypoints',
        ...own,
        points: [
          { x: 99.5, y: 49.5, visibility: 2 },
          { x: -0.5, y: -0.5, visibility: 0 }
        ]
      }
    ])
    expect(objects('images/train/a.png')?.[3]).toEqual({
      kind: 'keypoints',
      className: 'cat',
      object: 1,
      points: [
        { x: 49.5, y: 9.5, visibility: 1 },
        { x: 199.5, y: 99.5, visibility: 2 }
      ]
    })
    expect(all[1]).toEqual({
      kind: 'class',
      name: 'cat',
      details: { number: 0, keypoints: ['left', 'right'], mirroredKeypoints: [1, 0] }
    })
  })

  it('of poses with two numbers a keypoint: those below 0 are not labelled', async () => {
    const { objects } = await found({
      'data.yaml': `${data}kpt_shape: [2, 2]\n`,
      'images/train/a.png': photo,
      'labels/train/a.txt': '0 0.5 0.5 0.5 0.2 0.5 0.5 -1 -1'
    })
    expect(objects('images/train/a.png')?.[1]).toMatchObject({
      points: [{ x: 99.5, y: 49.5, visibility: 2 }, { visibility: 0 }]
    })
  })

  it('of poses are told without a data.yaml by what stands in every third place', async () => {
    const { objects } = await found({
      'images/a.png': photo,
      'labels/a.txt': '0 0.5 0.5 0.5 0.2 0.5 0.5 2 0.1 0.2 1 0 0 0 0.3 0.3 2\n'
    })
    expect(objects('images/a.png')?.map(({ kind }) => kind)).toEqual(['box', 'keypoints'])
  })

  it('may have a BOM, any line ends, exponents, and the certainty of a network', async () => {
    const { objects, problems } = await found({
      'images/a.png': photo,
      'classes.txt': 'cat\r\n\r\ndog\r\n',
      'labels/a.txt': '\ufeff2.0 5e-1 .5 0.5 0.2 0.75\r\n\r\n\t0  0.1 0.25 0.1 0.5\r0 0.1 0.25 0.1 0.5'
    })
    expect(objects('images/a.png')).toEqual([
      {
        kind: 'box',
        className: 'dog',
        attributes: { confidence: 0.75 },
        box: { x: 50, y: 40, width: 100, height: 20 }
      },
      { kind: 'box', className: 'cat', box: { x: 10, y: 0, width: 20, height: 50 } }
    ])
    expect(problems).toEqual([])
  })

  it('that make no sense are told one by one, and the others are read', async () => {
    const { objects, problems } = await found({
      'data.yaml': data,
      'images/train/a.png': photo,
      'images/val/b.png': photo,
      'labels/train/a.txt': [
        '0 nan 0.5 0.1 0.1',
        '0 0.5 0.5 0 0.1',
        '0 0.5 0.5 -0.1 0.1',
        '2 0.5 0.5 0.1 0.1',
        '0.5 0.5 0.5 0.1 0.1',
        '0 120 50 20 20',
        '0 0.5 0.5 0.1',
        '0 0.1 0.1 0.2 0.2 0.3 0.3',
        '0 1 0.5 0.5 0.2'
      ].join('\n')
    })
    const about = [
      'Line 1: "nan"',
      'Line 2: the box is 0 wide',
      'Line 3: the box is -0.1 wide',
      'Line 4: the class 2 is not among the names, which has 0 to 1',
      'Line 5: 0.5 is no class',
      'Line 6: it lies outside the picture',
      'Line 7: 4 numbers',
      'Line 8: the outline has no area'
    ]
    expect(problems).toEqual(about.map((text) => expect.stringContaining(`labels/train/a.txt: ${text}`)))
    // Half outside: kept as it is.
    expect(objects('images/train/a.png')).toEqual([
      { kind: 'box', className: 'cat', box: { x: 150, y: 40, width: 100, height: 20 } }
    ])
  })

  it('that are garbage are not told without end', async () => {
    const { problems } = await found({
      'data.yaml': data,
      'images/train/a.png': photo,
      'images/val/b.png': photo,
      'labels/train/a.txt': Array.from({ length: 5000 }, (_, n) => `x${n}`).join('\n')
    })
    expect(problems.length).toBe(21)
    expect(problems[20]).toContain('4980 more')
  })

  it('of a picture whose size cannot be read are a problem; the picture is listed', async () => {
    const { images, problems } = await found({
      'images/a.png': 'no picture',
      'labels/a.txt': '0 0.5 0.5 0.1 0.1'
    })
    expect(images.length).toBe(1)
    expect(problems).toEqual([expect.stringContaining('labels/a.txt: Its rows were not read')])
  })
})

describe('pictures', () => {
  it('without a label file, or with an empty one, have no objects and are kept', async () => {
    const { images, problems } = await found({
      'images/a.png': photo,
      'images/b.png': photo,
      'images/c.png': photo,
      'labels/a.txt': '0 0.5 0.5 0.1 0.1',
      'labels/b.txt': '\n'
    })
    expect(images.map(({ annotations }) => annotations?.objects.length)).toEqual([1, 0, 0])
    expect(problems).toEqual([])
  })

  it('that are missing are named by their label files', async () => {
    const { problems } = await found({
      'images/a.png': photo,
      'labels/a.txt': '0 0.5 0.5 0.1 0.1',
      'labels/gone.txt': '0 0.5 0.5 0.1 0.1'
    })
    expect(problems).toEqual([expect.stringContaining('labels/gone.txt: There is no picture')])
  })

  it('keep names with all kinds of signs, and find labels written in another form of Unicode', async () => {
    const composed = 'caf\u00e9'
    const { objects, root, images } = await found({
      [`images/-a b"c\n'.png`]: photo,
      [`labels/-a b"c\n'.txt`]: '0 0.5 0.5 0.5 0.2',
      [`images/${composed}.png`]: photo,
      [`labels/${composed.normalize('NFD')}.txt`]: '0 0.5 0.5 0.5 0.2'
    })
    expect(objects(`images/-a b"c\n'.png`)?.length).toBe(1)
    expect(objects(`images/${composed}.png`)?.length).toBe(1)
    expect(images[0]?.path).toBe(join(root, `images/-a b"c\n'.png`))
  })
})

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

describe('YOLO is recognised', () => {
  const recognised = async (
    files: Readonly<Record<string, Uint8Array | string>>,
    given = ''
  ): Promise<boolean> => {
    const root = temp()
    putFiles(root, files)
    return yolo.recognises(await openGiven([join(root, given)]))
  }

  it('by a data.yaml, damaged or not, and by label files', async () => {
    expect(await recognised({ 'deep/set.yml': data, 'a.png': photo })).toBe(true)
    expect(await recognised({ 'data.yaml': 'names: [a\ntrain: x', 'a.png': photo })).toBe(true)
    expect(await recognised({ 'images/a.png': photo, 'labels/a.txt': '0 0.5 0.5 0.1 0.1' })).toBe(true)
    expect(await recognised({ 'a.png': photo, 'a.txt': '0 0.5 0.5 0.1 0.1', 'classes.txt': 'cat' })).toBe(
      true
    )
  })

  it('and nothing else is: classes in folders, captions, a picture of a data set, other YAML', async () => {
    expect(await recognised({ 'train/cat/a.png': photo, 'val/dog/b.png': photo })).toBe(false)
    expect(await recognised({ 'a.png': photo, 'a.txt': 'a photo of a cat' })).toBe(false)
    expect(await recognised({ 'a.png': photo, 'config.yaml': 'name: x\n' })).toBe(false)
    expect(
      await recognised(
        { 'data.yaml': data, 'images/a.png': photo, 'labels/a.txt': '0 0.5 0.5 0.1 0.1' },
        'images/a.png'
      )
    ).toBe(false)
  })
})
