import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { openGiven } from '../../../../electron/sources/given.ts'
import { detectFormat } from '../../../../electron/sources/index.ts'
import type { Finding, FoundImage } from '../../../../electron/sources/types.ts'
import { webdataset } from '../../../../electron/sources/webdataset/index.ts'
import { type TarEntry, tarOf } from '../../../fixtures/archives.ts'
import { putFiles } from '../../../fixtures/pictures.ts'
import { tempFolders } from '../../../fixtures/tempFolder.ts'

const temp = tempFolders()

type Files = Readonly<Record<string, string>>
const tar = (files: Files): Buffer =>
  tarOf(Object.entries(files).map(([name, content]): TarEntry => ({ name, content })))

async function findings(paths: readonly string[]): Promise<readonly Finding[]> {
  const found: Finding[] = []
  for await (const finding of webdataset.find(await openGiven(paths))) found.push(finding)
  return found
}

const imagesOf = (found: readonly Finding[]): readonly FoundImage[] =>
  found.filter((one): one is FoundImage => one.kind === 'image')
const problemsOf = (found: readonly Finding[]): Readonly<Record<string, string>> =>
  Object.fromEntries(found.flatMap((one) => (one.kind === 'problem' ? [[one.path, one.reason]] : [])))

/** A folder with shards and what else lies in it. */
function put(files: Readonly<Record<string, Uint8Array | string>>): string {
  const folder = temp()
  putFiles(folder, files)
  return folder
}

const usual: Files = { '000.jpg': 'x', '000.cls': '1', '001.jpg': 'y', '001.cls': '0\n' }

describe('WebDataset shards', () => {
  it('are found by content, one or many, plain or gzip, or by their folder', async () => {
    const folder = put({
      'a-000000.tar': tar(usual),
      'a-000001.tar.gz': gzipSync(tar(usual)),
      'b.bin': tar(usual)
    })
    for (const names of [['a-000000.tar'], ['a-000000.tar', 'a-000001.tar.gz'], ['b.bin'], ['']]) {
      const given = await openGiven(names.map((name) => join(folder, name)))
      expect((await detectFormat(given)).id).toBe('webdataset')
    }
  })

  it('are told from pictures in folders', async () => {
    const plain = put({ 'set.tar': tar({ 'cat/1.jpg': 'x', 'dog/1.jpg': 'x', 'readme.txt': 'hello' }) })
    expect((await detectFormat(await openGiven([join(plain, 'set.tar')]))).id).toBe('folder')
    const mixed = put({ 'cat/1.jpg': 'x', 'backup.tar': tar(usual) })
    expect((await detectFormat(await openGiven([mixed]))).id).toBe('folder')
  })

  it('give numbers the names beside them, and the split of their own name', async () => {
    const folder = put({
      'set-train-000000.tar': tar(usual),
      'val/000000.tar.gz': gzipSync(tar({ 'x/7.png': 'z', 'x/7.cls': 'dog' })),
      'classes.txt': 'cat\r\ndog\r\n\r\n',
      'val/classnames.txt': 'cat\ndog'
    })
    const found = await findings([folder])
    expect(problemsOf(found)).toEqual({})
    expect(found.filter(({ kind }) => kind === 'class')).toEqual([
      { kind: 'class', name: 'cat', details: {} },
      { kind: 'class', name: 'dog', details: {} }
    ])
    expect(imagesOf(found)).toEqual([
      // The third and the first of the entries: the order is that of the names.
      {
        kind: 'image',
        path: join(folder, 'set-train-000000.tar'),
        entry: 0,
        name: 'set-train-000000/000.jpg',
        className: 'dog',
        split: 'train'
      },
      {
        kind: 'image',
        path: join(folder, 'set-train-000000.tar'),
        entry: 2,
        name: 'set-train-000000/001.jpg',
        className: 'cat',
        split: 'train'
      },
      {
        kind: 'image',
        path: join(folder, 'val/000000.tar.gz'),
        entry: 0,
        name: 'val/000000/x/7.png',
        className: 'dog',
        split: 'val'
      }
    ])
  })

  it('keep numbers as names where there is no list', async () => {
    const folder = put({
      'a.tar': tar({ '1.png': 'x', '1.cls': '007', '2.png': 'x', '2.json': '{"label": 12}' })
    })
    expect(imagesOf(await findings([folder])).map(({ className }) => className)).toEqual(['007', '12'])
  })

  it('divide names at the first dot of the last part', async () => {
    const folder = put({
      'a.tar': tar({
        'v1.0/a.seg.png': 'mask',
        'v1.0/a.png': 'x',
        'v1.0/a.cls': 'cat',
        'v1.0/b.image.jpg': 'y',
        'v1.0/b.cls': 'dog',
        'v1.0/b.npy': 'z'
      })
    })
    const found = await findings([folder])
    expect(imagesOf(found).map(({ name, className }) => [name, className])).toEqual([
      ['a/v1.0/a.png', 'cat'],
      ['a/v1.0/b.image.jpg', 'dog']
    ])
    expect(found.filter(({ kind }) => kind === 'note')).toEqual([
      {
        kind: 'note',
        path: join(folder, 'a.tar'),
        text: '2 files of other kinds (seg.png, npy) were passed over.'
      }
    ])
  })

  it('have captions in .txt, one a line, and the fields of img2dataset as attributes', async () => {
    const json = {
      caption: 'a "cat"',
      url: 'https://x/1.jpg',
      status: 'success',
      similarity: 0.5,
      exif: null
    }
    const folder = put({
      '00000.tar': tar({
        '000000000.jpg': 'x',
        '000000000.txt': 'one\n\n two \n',
        '000000001.jpg': 'x',
        '000000001.txt': 'a cat',
        '000000001.json': JSON.stringify(json)
      })
    })
    const { caption, ...attributes } = json
    expect(imagesOf(await findings([folder])).map(({ annotations }) => annotations)).toEqual([
      { objects: [], captions: ['one', 'two'] },
      { objects: [], captions: [caption], attributes }
    ])
  })

  it('have marks of every kind in .json', async () => {
    const objects = [
      { kind: 'box', className: 'cat', object: 1, box: { x: -2, y: 1.5, width: 10, height: 5 } },
      { kind: 'rotatedBox', className: null, corners: [0, 0, 4, 0, 4, 2, 0, 2] },
      {
        kind: 'polygon',
        className: 'cat',
        object: 1,
        rings: [[0, 0, 5, 0, 5, 5]],
        attributes: { far: [1, null] }
      },
      { kind: 'keypoints', className: 'cat', points: [{ x: 3, y: -0.5, visibility: 1 }] },
      { kind: 'mask', className: 'cat', mask: { width: 40, height: 30, runs: [0, 7, 1193] } }
    ]
    const document = {
      cultivar: 1,
      width: 40,
      height: 30,
      label: 'cat',
      labels: ['cat', 'dog'],
      objects,
      source: 'x'
    }
    const folder = put({ 'a.tar': tar({ '1.jpg': 'x', '1.json': JSON.stringify(document) }) })
    const found = await findings([folder])
    expect(problemsOf(found)).toEqual({})
    expect(imagesOf(found)).toMatchObject([
      { className: 'cat', annotations: { objects, labels: ['cat', 'dog'] } }
    ])
    expect(imagesOf(found)[0]?.annotations?.attributes).toBeUndefined()
  })
})

describe('what is wrong in a shard', () => {
  const document = (objects: unknown): string =>
    JSON.stringify({ cultivar: 1, width: 40, height: 30, objects })

  it.each([
    ['{"label": ', /not valid JSON/],
    ['[1]', /Expected an object/],
    ['{"objects": 3}', /is no list/],
    [
      document([{ kind: 'box', className: 'a', box: { x: 50, y: 0, width: 5, height: 5 } }]),
      /Object 1 .* outside the picture/
    ],
    [
      document([{ kind: 'box', className: 'a', box: { x: 1, y: 0, width: 0, height: 5 } }]),
      /wider and higher than 0/
    ],
    [
      document([{ kind: 'box', className: 'a', box: { x: 1, y: 0, width: 1e300, height: 5 } }]),
      /no place in a picture/
    ],
    [document([{ kind: 'box', className: 'a', box: { x: '1', y: 0, width: 1, height: 5 } }]), /box\.x/],
    [document([{ kind: 'circle' }]), /kind/],
    [document([{ kind: 'polygon', rings: [[0, 0, 1, 1]] }]), /three corners/],
    [document([{ kind: 'polygon', rings: [[50, 0, 60, 0, 60, 5]] }]), /outside the picture/],
    [document([{ kind: 'mask', mask: { width: 4, height: 3, runs: [12] } }]), /another size/]
  ])('%s is a problem of the entry, and the picture comes without it', async (json, reason) => {
    const folder = put({ 'a.tar': tar({ '1.jpg': 'x', '1.json': json, '1.cls': 'cat' }) })
    const found = await findings([folder])
    expect(problemsOf(found)).toEqual({ [`${join(folder, 'a.tar')}: 1.json`]: expect.stringMatching(reason) })
    expect(imagesOf(found)).toMatchObject([{ className: 'cat' }])
    expect(imagesOf(found)[0]?.annotations).toBeUndefined()
  })

  it('is told of samples without a picture, of formats that are not read, and of numbers without a name', async () => {
    const folder = put({
      'a.tar': tar({ '1.cls': '0', '2.heic': 'x', '2.cls': '0', '3.jpg': 'x', '3.cls': '5', '4.jpg': 'x' }),
      'classes.txt': 'cat\ndog\n'
    })
    const found = await findings([folder])
    const of = (name: string): string => `${join(folder, 'a.tar')}: ${name}`
    expect(problemsOf(found)).toEqual({
      [of('1')]: expect.stringMatching(/no picture/),
      [of('2.heic')]: expect.stringMatching(/PNG or JPEG/),
      [of('3.cls')]: expect.stringMatching(/no class 5 in the list of 2/)
    })
    expect(imagesOf(found).map(({ name, className }) => [name, className])).toEqual([
      ['a/3.jpg', null],
      ['a/4.jpg', null]
    ])
  })

  it('is told of a shard that is cut off, of one that is none and of one that is missing; the rest is read', async () => {
    const folder = put({ 'a.tar': tar(usual).subarray(0, 2700), 'b.tar': tar(usual), 'c.tar': 'hello' })
    const paths = ['a.tar', 'b.tar', 'c.tar', 'd.tar'].map((name) => join(folder, name))
    const found = await findings(paths)
    const problems = problemsOf(found)
    // The third entry, 001.jpg, ends at 3,072 with its padding; then nothing follows.
    expect(problems[paths[0] ?? '']).toMatch(/ends early/)
    expect(problems[paths[2] ?? '']).toMatch(/no tar archive/)
    expect(problems[paths[3] ?? '']).toMatch(/not there/)
    expect(imagesOf(found).map(({ name }) => name)).toEqual([
      'a/000.jpg',
      'a/001.jpg',
      'b/000.jpg',
      'b/001.jpg'
    ])
  })

  it('is told of a damaged list of classes', async () => {
    const folder = put({ 'a.tar': tar(usual), 'classes.json': '[{"name": 1}]' })
    expect(problemsOf(await findings([folder]))).toEqual({
      [join(folder, 'classes.json')]: expect.stringMatching(/no list of classes/)
    })
  })

  it('stops when the import is cancelled', async () => {
    const folder = put({ 'a.tar': tar(usual) })
    const stop = new AbortController()
    const run = async (): Promise<void> => {
      for await (const _ of webdataset.find(await openGiven([folder]), stop.signal)) stop.abort()
    }
    await expect(run()).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('is told of links and of names that lead elsewhere', async () => {
    const folder = temp()
    writeFileSync(
      join(folder, 'a.tar'),
      tarOf([
        { name: '1.jpg', content: 'x' },
        { name: '1.cls', type: '2', linkName: '/etc/passwd' },
        { name: '../2.jpg', content: 'x' }
      ])
    )
    const found = await findings([folder])
    expect(Object.keys(problemsOf(found))).toEqual(
      ['1.cls', '../2.jpg'].map((name) => `${join(folder, 'a.tar')}: ${name}`)
    )
    expect(imagesOf(found)).toMatchObject([{ className: null }])
  })
})
