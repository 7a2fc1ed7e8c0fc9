import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { openGiven } from '../../../../../electron/sources/given.ts'
import type { Tree } from '../../../../../electron/sources/tree/types.ts'
import { paxRecord, tarOf, zipOf } from '../../../../fixtures/archives.ts'
import { tempFolders } from '../../../../fixtures/tempFolder.ts'

const temp = tempFolders()

async function treeOf(name: string, bytes: Uint8Array): Promise<Tree> {
  const path = join(temp(), name)
  writeFileSync(path, bytes)
  const { trees } = await openGiven([path])
  const [tree] = trees
  if (tree?.kind !== 'archive') throw new Error('no archive')
  return tree
}

/** Names that are taken, and for each refused entry its name and the first words of the reason. */
async function seen(
  tree: Tree
): Promise<{ names: readonly string[]; refused: Readonly<Record<string, string>> }> {
  const { files, problems } = await tree.list()
  const refused = problems.map(({ path, reason }) => [path.replace(`${tree.path}: `, ''), reason] as const)
  return { names: files.map(({ name }) => name), refused: Object.fromEntries(refused) }
}

const hostile = [
  '../up.jpg',
  'a/../../up.jpg',
  '/etc/passwd',
  'C:/x.jpg',
  '..\\up.jpg',
  'a\\b.jpg',
  '\\\\host\\x.jpg'
]

describe.each([
  ['zip', (names: readonly string[]) => zipOf(names.map((name) => ({ name, content: 'x' })))],
  ['tar', (names: readonly string[]) => tarOf(names.map((name) => ({ name, content: 'x' })))],
  ['tar.gz', (names: readonly string[]) => gzipSync(tarOf(names.map((name) => ({ name, content: 'x' }))))]
] as const)('names in a %s archive', (ending, pack) => {
  it('that lead elsewhere are refused, the others taken', async () => {
    const tree = await treeOf(`a.${ending}`, pack([...hostile, 'good.jpg', './sub//two.jpg']))
    const { names, refused } = await seen(tree)
    expect(names).toEqual(['good.jpg', 'sub/two.jpg'])
    expect(Object.keys(refused).sort()).toEqual([...hostile].sort())
    expect(refused['../up.jpg']).toMatch(/leads out of the archive/)
    expect(refused['/etc/passwd']).toMatch(/absolute/)
    expect(refused['C:/x.jpg']).toMatch(/absolute/)
    expect(refused['a\\b.jpg']).toMatch(/backslash/)
    expect(readdirSync(join(tree.path, '..'))).toEqual([`a.${ending}`])
  })

  it('are the same in NFC and NFD; the second is refused', async () => {
    const [composed, decomposed] = ['caf\u00e9.jpg', 'cafe\u0301.jpg']
    const tree = await treeOf(`a.${ending}`, pack([decomposed, composed]))
    const { names, refused } = await seen(tree)
    expect(names).toEqual([decomposed])
    expect(refused[composed]).toMatch(/another file of this name/)
    expect((await tree.find(composed))?.name).toBe(decomposed)
  })

  it('with line breaks, quotes and leading dashes are kept as they are', async () => {
    const odd = ['-rf.jpg', 'a\nb.jpg', `"q'.jpg`]
    const { names, refused } = await seen(await treeOf(`a.${ending}`, pack(odd)))
    expect(names).toEqual([...odd].sort())
    expect(refused).toEqual({})
  })

  it('of hidden files and of what systems leave behind are passed over', async () => {
    const { names, refused } = await seen(
      await treeOf(`a.${ending}`, pack(['__MACOSX/a/._x.jpg', '.git/x.jpg', 'a/.DS_Store', 'a/x.jpg']))
    )
    expect(names).toEqual(['a/x.jpg'])
    expect(refused).toEqual({})
  })
})

describe('a zip archive', () => {
  it('may not hold links, encrypted files, unknown packing or sizes that differ', async () => {
    const tree = await treeOf(
      'a.zip',
      zipOf([
        { name: 'folder/', mode: 0o040755 },
        { name: 'link.jpg', content: '/etc/passwd', mode: 0o120777 },
        { name: 'pipe.jpg', mode: 0o010644 },
        { name: 'secret.jpg', content: 'x', flags: 1 },
        { name: 'lzma.jpg', content: 'x', method: 14 },
        { name: 'short.jpg', content: 'xyz', declaredBytes: 2 },
        { name: 'good.jpg', content: 'good', isDeflated: true }
      ])
    )
    const { names, refused } = await seen(tree)
    expect(names).toEqual(['good.jpg'])
    expect(refused['link.jpg']).toMatch(/link/)
    expect(refused['pipe.jpg']).toMatch(/pipe/)
    expect(refused['secret.jpg']).toMatch(/encrypted/)
    expect(refused['lzma.jpg']).toMatch(/method 14/)
    expect(refused['short.jpg']).toMatch(/sizes/)
    expect(Object.keys(refused)).toHaveLength(5)
  })

  it('may not declare bombs: an entry of 4 GB, a ratio above 200, contents that are shared', async () => {
    const tree = await treeOf(
      'a.zip',
      zipOf([
        { name: 'huge.bmp', content: 'x', isDeflated: true, declaredBytes: 0xffff_fffe },
        { name: 'bomb.bmp', content: 'x', isDeflated: true, declaredBytes: 101 * 1024 * 1024 },
        { name: 'one.jpg', content: 'one' },
        { name: 'again.jpg', content: 'one', sharedWith: 2 }
      ])
    )
    const { names, refused } = await seen(tree)
    expect(names).toHaveLength(1)
    expect(Object.keys(refused)).toHaveLength(3)
    expect(refused['huge.bmp']).toMatch(/200 times/)
    expect(refused['bomb.bmp']).toMatch(/200 times/)
    expect(refused['again.jpg'] ?? refused['one.jpg']).toMatch(/shares its bytes/)
  })

  it('whose entry unpacks to more than it declares is refused when it is read', async () => {
    const content = Buffer.alloc(5000, 'x')
    const tree = await treeOf(
      'a.zip',
      zipOf([{ name: 'liar.jpg', content, isDeflated: true, declaredBytes: 10 }])
    )
    const file = await tree.find('liar.jpg')
    if (file === undefined) throw new Error('not listed')
    const expected = { code: 'corrupt-image', file: `${tree.path}: liar.jpg` }
    await expect(tree.read(file, 1e6)).rejects.toMatchObject(expected)
    const piece = (async () => {
      for await (const _ of await tree.stream(file)) continue
    })()
    await expect(piece).rejects.toMatchObject(expected)
  })

  it('with a wrong checksum gives an error that names archive and entry', async () => {
    const tree = await treeOf('a.zip', zipOf([{ name: 'a/x.jpg', content: 'abc', crc: 1 }]))
    const file = await tree.find('a/x.jpg')
    if (file === undefined) throw new Error('not listed')
    await expect(tree.read(file, 100)).rejects.toMatchObject({
      code: 'corrupt-image',
      file: `${tree.path}: a/x.jpg`
    })
  })

  it('reads names in CP437 where they are neither marked nor valid as UTF-8', async () => {
    // 0x81 is u with two dots, 0x84 a with two dots in code page 437.
    const { names, refused } = await seen(
      await treeOf(
        'a.zip',
        zipOf([
          { name: Buffer.from([0x81, 0x84, 0x2e, 0x6a]), flags: 0 },
          { name: 'ü.j', content: 'x', flags: 0 },
          { name: Buffer.from([0x84, 0xff]), flags: 0x800 }
        ])
      )
    )
    expect(names).toEqual(['ü.j', 'üä.j'])
    expect(refused['\\x84\\xff']).toMatch(/UTF-8/)
  })

  it('that is cut off or damaged is one problem that names it', async () => {
    const bytes = zipOf([{ name: 'x.jpg', content: 'abc' }])
    for (const broken of [
      bytes.subarray(0, -10),
      Buffer.concat([bytes.subarray(0, 40), bytes.subarray(60)])
    ]) {
      const tree = await treeOf('a.zip', broken)
      const { files, problems } = await tree.list()
      expect(files).toEqual([])
      expect(problems).toMatchObject([{ path: tree.path, reason: expect.stringMatching(/damaged/) }])
    }
  })
})

describe('a tar archive', () => {
  it('may not hold links and devices', async () => {
    const tree = await treeOf(
      'a.tar',
      tarOf([
        { name: 'd/', type: '5' },
        { name: 'soft.jpg', type: '2', linkName: '/etc/passwd' },
        { name: 'hard.jpg', type: '1', linkName: 'good.jpg' },
        { name: 'tty', type: '3' },
        { name: 'good.jpg', content: 'good' }
      ])
    )
    const { names, refused } = await seen(tree)
    expect(names).toEqual(['good.jpg'])
    expect(Object.keys(refused)).toEqual(['soft.jpg', 'hard.jpg', 'tty'])
    expect(refused['soft.jpg']).toMatch(/link/)
  })

  it('that ends early loses the last file, and that is damaged in the middle what follows', async () => {
    const bytes = tarOf([
      { name: 'a.jpg', content: 'a' },
      { name: 'b.jpg', content: Buffer.alloc(600, 'b') },
      { name: 'c.jpg', content: 'c' }
    ])
    const cut = await seen(await treeOf('a.tar', bytes.subarray(0, 1024 + 512 + 100)))
    expect(cut.names).toEqual(['a.jpg'])
    expect(cut.refused['b.jpg']).toMatch(/ends in the middle/)
    // The first file ends at 1,024; with half a header behind it something is missing, without it only zeros are.
    const half = await treeOf('half.tar', bytes.subarray(0, 1024 + 256))
    expect((await half.list()).problems).toMatchObject([
      { path: half.path, reason: expect.stringMatching(/ends early/) }
    ])
    expect((await (await treeOf('bare.tar', bytes.subarray(0, 1024))).list()).problems).toEqual([])
    const spoilt = Buffer.from(bytes).fill(0xee, 1024 + 512 + 1024, 1024 + 512 + 1024 + 512)
    const tree = await treeOf('b.tar', spoilt)
    const { files, problems } = await tree.list()
    expect(files.map(({ name }) => name)).toEqual(['a.jpg', 'b.jpg'])
    expect(problems).toMatchObject([
      { path: tree.path, reason: expect.stringMatching(/damaged at byte 2560/) }
    ])
  })

  it('ends where pax states a length that is none', async () => {
    for (const size of ['-512', 'NaN', '1e3']) {
      const { names } = await seen(
        await treeOf(
          'a.tar',
          tarOf([
            { name: 'a.jpg', content: 'a' },
            { name: 'pax', type: 'x', content: paxRecord('size', size) },
            { name: 'b.jpg', content: 'b' }
          ])
        )
      )
      expect(names).toEqual(['a.jpg'])
    }
  })

  it('whose gzip data are damaged or end early is one problem', async () => {
    const packed = gzipSync(tarOf([{ name: 'a.jpg', content: Buffer.alloc(100_000, 'abc') }]))
    const tree = await treeOf('a.tar.gz', packed.subarray(0, -20))
    expect((await tree.list()).problems).toMatchObject([
      { path: tree.path, reason: expect.stringMatching(/ends early/) }
    ])
  })
})
