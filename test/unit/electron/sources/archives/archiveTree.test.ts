import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import tarStream from 'tar-stream'
import { describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { loadSource, readSource } from '../../../../../electron/sources/bytes.ts'
import { recordAddress } from '../../../../../electron/sources/containers/address.ts'
import { openAddress } from '../../../../../electron/sources/containers/open.ts'
import { openGiven } from '../../../../../electron/sources/given.ts'
import type { Tree, TreeFile } from '../../../../../electron/sources/tree/types.ts'
import { paxRecord, tarOf, zipOf } from '../../../../fixtures/archives.ts'
import { idxPair, picture, png } from '../../../../fixtures/pictures.ts'
import { tempFolders } from '../../../../fixtures/tempFolder.ts'

const temp = tempFolders()

type Contents = Readonly<Record<string, Uint8Array>>

/** Archives as other programs' authors write them: yazl and tar-stream. */
const packers: Readonly<Record<string, (contents: Contents) => Promise<Buffer>>> = {
  'stored.zip': (contents) => zipped(contents, false),
  'deflated.zip': (contents) => zipped(contents, true),
  'plain.tar': tarred,
  'packed.tar.gz': async (contents) => gzipSync(await tarred(contents)),
  // Found by content, so the name does not matter.
  'unnamed.bin': tarred
}

async function zipped(contents: Contents, compress: boolean): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, bytes] of Object.entries(contents)) zip.addBuffer(Buffer.from(bytes), name, { compress })
  zip.end()
  return buffer(zip.outputStream)
}

async function tarred(contents: Contents): Promise<Buffer> {
  const pack = tarStream.pack()
  for (const [name, bytes] of Object.entries(contents)) pack.entry({ name }, Buffer.from(bytes))
  pack.finalize()
  return buffer(pack)
}

async function openTree(name: string, bytes: Uint8Array): Promise<Tree> {
  const path = join(temp(), name)
  writeFileSync(path, bytes)
  const [tree] = (await openGiven([path])).trees
  if (tree?.kind !== 'archive') throw new Error('no archive')
  return tree
}

async function fileOf(tree: Tree, name: string): Promise<TreeFile> {
  const file = await tree.find(name)
  if (file === undefined) throw new Error(`${name} was not found`)
  return file
}

describe.each(Object.entries(packers))('%s', (name, pack) => {
  const long = `${'d'.repeat(120)}/${'e'.repeat(90)}/x.txt`
  const large = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * i) % 251))

  it('is listed in code unit order and gives every content back, whole and in pieces', async () => {
    const contents = {
      'b/2.txt': Buffer.from('two'),
      'a.bin': large,
      [long]: Buffer.from('far'),
      'b/empty': Buffer.alloc(0)
    }
    const tree = await openTree(name, await pack(contents))
    const { files, problems } = await tree.list()
    expect(problems).toEqual([])
    expect(files.map((file) => [file.name, file.bytes])).toEqual([
      ['a.bin', 300_000],
      ['b/2.txt', 3],
      ['b/empty', 0],
      [long, 3]
    ])
    for (const file of files) {
      const expected = contents[file.name]
      expect(await tree.read(file, 300_000)).toEqual(expected)
      expect(await buffer(await tree.stream(file))).toEqual(expected)
    }
  })

  it('gives pictures by their addresses, with the hash of their bytes and their names in errors', async () => {
    const bytes = await png(1)
    const tree = await openTree(
      name,
      await pack({ 'x/bad.png': Buffer.from('nothing'), 'x/good.png': bytes })
    )
    const source = tree.address(await fileOf(tree, 'x/good.png'))
    const found = await readSource(source)
    expect(found.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
    const { raster, facts } = await loadSource(source)
    expect(facts).toMatchObject({ format: 'png', width: 40, height: 30 })
    expect(Buffer.from(raster.data)).toEqual(Buffer.from(picture(1).data))
    await expect(loadSource(tree.address(await fileOf(tree, 'x/bad.png')))).rejects.toMatchObject({
      code: 'unsupported-format',
      file: `${tree.path}: x/bad.png`
    })
  })

  it('refuses what is longer than the limit before reading it, and what is not there', async () => {
    const tree = await openTree(name, await pack({ 'a.bin': large }))
    const file = await fileOf(tree, 'a.bin')
    const where = { file: `${tree.path}: a.bin` }
    await expect(tree.read(file, 299_999)).rejects.toMatchObject({ code: 'image-too-large', ...where })
    await expect(readSource(tree.address(file), 299_999)).rejects.toMatchObject({
      code: 'image-too-large',
      ...where
    })
    await expect(readSource({ path: tree.path, entry: 7 })).rejects.toMatchObject({ code: 'not-found' })
    expect(await tree.find('b.bin')).toBeUndefined()
  })

  it('gives the records of an IDX file in it', async () => {
    const { images } = idxPair([3, 1, 4])
    const tree = await openTree(name, await pack({ 'note.txt': Buffer.from('hello'), 'm/images': images }))
    const file = await fileOf(tree, 'm/images')
    const access = await openAddress(tree.address(file))
    expect(access.byteLength).toBe(images.length)
    expect(Buffer.from(await access.read(16, 20))).toEqual(images.subarray(16, 36))
    const found = await readSource(recordAddress(tree.address(file), 2))
    if (found.kind !== 'raster') throw new Error(found.kind)
    expect(found).toMatchObject({ format: 'idx', raster: { width: 5, height: 4, channels: 1 } })
    expect(Buffer.from(found.raster.data)).toEqual(images.subarray(16 + 40, 16 + 60))
    await expect(readSource(recordAddress(tree.address(file), 3))).rejects.toMatchObject({
      code: 'not-found',
      file: `${tree.path}: m/images`
    })
  })
})

describe('a tar archive', () => {
  it('has long names in the prefix, in pax records and in GNU headers, and folders as in V7', async () => {
    const far = 'n'.repeat(200)
    const tree = await openTree(
      'a.tar',
      tarOf([
        { name: 'x.txt', prefix: 'p/q', content: '1' },
        { name: 'pax', type: 'x', content: paxRecord('mtime', '1.5') + paxRecord('path', `pax/é${far}`) },
        { name: 'cut', content: '2' },
        { name: '././@LongLink', type: 'L', content: `gnu/${far}\0` },
        { name: 'cut', content: '3' },
        { name: 'old/', isOld: true },
        { name: 'old/x', isOld: true, content: '4' },
        { name: 'pax', type: 'g', content: paxRecord('comment', 'for all') },
        { name: 'last', content: '5' }
      ])
    )
    const { files, problems } = await tree.list()
    const found = await Promise.all(files.map(async (file) => [file.name, String(await tree.read(file, 10))]))
    expect(problems).toEqual([])
    expect(Object.fromEntries(found)).toEqual({
      'p/q/x.txt': '1',
      [`pax/é${far}`]: '2',
      [`gnu/${far}`]: '3',
      'old/x': '4',
      last: '5'
    })
  })
})

describe('an archive that changes', () => {
  it('is listed anew by the next import', async () => {
    const path = join(temp(), 'a.zip')
    writeFileSync(path, zipOf([{ name: 'one.txt', content: '1' }]))
    expect((await (await openGiven([path])).trees[0]?.list())?.files).toHaveLength(1)
    writeFileSync(
      path,
      zipOf([
        { name: 'one.txt', content: '1' },
        { name: 'two.txt', content: '2' }
      ])
    )
    expect((await (await openGiven([path])).trees[0]?.list())?.files).toHaveLength(2)
  })
})
