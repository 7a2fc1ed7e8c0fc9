import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openGiven } from '../../../../electron/sources/given.ts'
import { yolo } from '../../../../electron/sources/yolo.ts'
import { pngHeader, putFiles } from '../../../fixtures/pictures.ts'
import { tempFolders } from '../../../fixtures/tempFolder.ts'
import { foundBy } from '../../../fixtures/foundBy.ts'

const found = foundBy(yolo)

const temp = tempFolders()
/** Only headers are read: width 200, height 100. */
const photo = pngHeader(200, 100)

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

  it('with numbers beyond all pictures are told, and nothing infinite comes out', async () => {
    const { objects, problems } = await found({
      'data.yaml': data,
      'images/train/a.png': photo,
      'images/val/b.png': photo,
      'labels/train/a.txt': ['0 0.5 0.5 0.1e9999 0.2', '0 0.5 0.5 1e300 1e300', '0 1e9 0 0 1e9 1 1'].join(
        '\n'
      )
    })
    expect(problems.length).toBe(3)
    for (const problem of problems) expect(problem).toContain('is no place in a picture')
    expect(objects('images/train/a.png')).toEqual([])
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

  it('that are missing, or not read, are named by their label files', async () => {
    const { problems } = await found({
      'images/a.png': photo,
      'labels/a.txt': '0 0.5 0.5 0.1 0.1',
      'labels/gone.txt': '0 0.5 0.5 0.1 0.1',
      'images/b.heic': 'x'
    })
    expect(problems).toEqual([
      expect.stringContaining('images/b.heic: This picture format is not read'),
      expect.stringContaining('labels/gone.txt: There is no picture')
    ])
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
