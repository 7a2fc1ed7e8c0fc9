import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { folder } from '../../../../electron/sources/folder.ts'
import { openGiven } from '../../../../electron/sources/given.ts'
import { detectFormat } from '../../../../electron/sources/index.ts'
import type { Finding } from '../../../../electron/sources/types.ts'
import { tarOf, zipOf } from '../../../fixtures/archives.ts'
import { tempFolders } from '../../../fixtures/tempFolder.ts'

const temp = tempFolders()
type Pack = (names: readonly string[]) => Buffer

const zip: Pack = (names) => zipOf(names.map((name) => ({ name, content: name })))
const tar: Pack = (names) => tarOf(names.map((name) => ({ name, content: name })))
const packers: readonly (readonly [string, Pack])[] = [
  ['zip', zip],
  ['tar', tar],
  ['tgz', (names) => gzipSync(tar(names))]
]

function put(files: Readonly<Record<string, Uint8Array>>): readonly string[] {
  const root = temp()
  return Object.entries(files).map(([name, bytes]) => {
    writeFileSync(join(root, name), bytes)
    return join(root, name)
  })
}

async function findings(paths: readonly string[]): Promise<Finding[]> {
  const found: Finding[] = []
  for await (const finding of folder.find(await openGiven(paths))) found.push(finding)
  return found
}

async function listed(paths: readonly string[]): Promise<string[]> {
  return (await findings(paths)).flatMap((finding) =>
    finding.kind === 'image'
      ? [`${finding.name} -> ${finding.className ?? '-'}, ${finding.split ?? '-'}`]
      : []
  )
}

describe.each(packers)('a folder per class in a .%s', (ending, pack) => {
  const one = (...names: readonly string[]): readonly string[] => put({ [`pets.${ending}`]: pack(names) })

  it('is found by content and gives classes as folders do', async () => {
    const paths = one('dog/b.png', 'dog/a.JPG', 'wild/cat/l.tif', 'notes.txt', 'top.gif')
    expect((await detectFormat(await openGiven(paths))).id).toBe('folder')
    expect(await listed(paths)).toEqual([
      'top.gif -> -, -',
      'dog/a.JPG -> dog, -',
      'dog/b.png -> dog, -',
      'wild/cat/l.tif -> wild/cat, -'
    ])
  })

  it('gives splits, also below a folder that wraps them', async () => {
    expect(await listed(one('set/train/cat/a.png', 'set/valid/cat/b.png', 'set/test/dog/c.png'))).toEqual([
      'set/test/dog/c.png -> dog, test',
      'set/train/cat/a.png -> cat, train',
      'set/valid/cat/b.png -> cat, val'
    ])
  })

  it('does not take the folder that wraps the classes for one', async () => {
    expect(await listed(one('pets/cat/a.png', 'pets/dog/b.png'))).toEqual([
      'pets/cat/a.png -> cat, -',
      'pets/dog/b.png -> dog, -'
    ])
  })

  it('names the place of each picture in the archive, in its own order', async () => {
    const paths = one('b/x.png', 'skipped.txt', 'a/y.png')
    const images = (await findings(paths)).filter(({ kind }) => kind === 'image')
    expect(images).toMatchObject([
      { path: paths[0], entry: 2, name: 'a/y.png' },
      { path: paths[0], entry: 0, name: 'b/x.png' }
    ])
  })

  it('reports what is refused and what is not read, and goes on', async () => {
    const paths = one('set/a/ok.png', 'set/b/phone.heic', '../out.png')
    const found = await findings(paths)
    expect(found.filter(({ kind }) => kind === 'problem')).toMatchObject([
      { path: `${paths[0]}: ../out.png`, reason: expect.stringMatching(/leads out/) },
      { path: `${paths[0]}: set/b/phone.heic`, reason: expect.stringMatching(/PNG or JPEG/) }
    ])
    expect(found.filter(({ kind }) => kind === 'image')).toHaveLength(1)
  })
})

describe('several archives', () => {
  it('called after splits are splits', async () => {
    const paths = put({ 'train.tar': tar(['cat/a.png', 'dog/a.png']), 'val.zip': zip(['cat/a.png']) })
    expect(await listed(paths)).toEqual([
      'train/cat/a.png -> cat, train',
      'train/dog/a.png -> dog, train',
      'val/cat/a.png -> cat, val'
    ])
  })

  it('without folders are classes', async () => {
    expect(await listed(put({ 'cat.zip': zip(['1.png']), 'dog.tar.gz': gzipSync(tar(['1.png'])) }))).toEqual([
      'cat/1.png -> cat, -',
      'dog/1.png -> dog, -'
    ])
  })
})

describe('an archive that cannot be opened', () => {
  it('is a problem that names it, and the others are read', async () => {
    const whole = zip(['1.png', '2.png'])
    const found = await findings(put({ 'bad.zip': whole.subarray(0, -8), 'good.zip': whole }))
    expect(found.filter(({ kind }) => kind === 'image')).toHaveLength(2)
    expect(found.filter(({ kind }) => kind === 'problem')).toMatchObject([
      { path: expect.stringMatching(/bad\.zip$/), reason: expect.stringMatching(/damaged/) }
    ])
  })
})
