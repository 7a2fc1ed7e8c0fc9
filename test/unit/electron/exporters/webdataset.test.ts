import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import tarStream, { type Header } from 'tar-stream'
import { describe, expect, it } from 'vitest'
import { createPacker, webdataset } from '../../../../electron/exporters/webdataset/index.ts'
import type { Exported } from '../../../../electron/exporters/types.ts'
import type { PictureAnnotations } from '../../../../shared/annotations/types.ts'
import { classes, exported, exportContext, tableText } from '../../../fixtures/exported.ts'
import { tempFolders } from '../../../fixtures/tempFolder.ts'

const temp = tempFolders()
const context = exportContext({ pictureClasses: ['cat', 'dog'], classes: classes('dog', 'cat', 'wheel') })

interface Read {
  readonly header: Header
  readonly content: Buffer
}

/** What another program's author reads in a tar archive. */
async function read(path: string): Promise<readonly Read[]> {
  const extract = tarStream.extract()
  Readable.from([readFileSync(path)]).pipe(extract)
  const found: Read[] = []
  for await (const entry of extract) found.push({ header: entry.header, content: await buffer(entry) })
  return found
}

const one = (file: string, of: Partial<Parameters<typeof exported>[0]> = {}): Exported =>
  exported({ file, source: `pets/${file}`, className: 'dog', split: 'train', ...of })

async function pack(
  pictures: readonly Exported[],
  limits = { samples: 10_000, bytes: 1_000_000_000 },
  bytes = Buffer.from('picture')
): Promise<{ folder: string; places: readonly string[]; files: readonly string[] }> {
  const folder = temp()
  const packer = createPacker(context, folder, limits)
  const places: string[] = []
  for (const picture of pictures) places.push(await packer.add(picture, bytes))
  return { folder, places, files: await packer.finish() }
}

const namesIn = async (path: string): Promise<readonly string[]> =>
  (await read(path)).map(({ header }) => header.name)

describe('WebDataset shards', () => {
  it('hold picture, class, annotations and captions under one key', async () => {
    const annotations: PictureAnnotations = {
      objects: [{ kind: 'box', className: 'wheel', box: { x: 1, y: 2, width: 3.5, height: 4 } }],
      captions: ['a dog', 'on wheels'],
      attributes: { licence: 3 }
    }
    const { folder, places, files } = await pack([one('rex.jpeg', { annotations })])
    expect(files).toEqual(['train-000000.tar'])
    expect(places).toEqual(['train-000000.tar#rex.jpg'])
    const found = await read(join(folder, 'train-000000.tar'))
    expect(found.map(({ header }) => header.name)).toEqual(['rex.jpg', 'rex.cls', 'rex.json', 'rex.txt'])
    const [picture, cls, json, txt] = found.map(({ content }) => String(content))
    // The second of the classes of pictures, counted from 0.
    expect([picture, cls, txt]).toEqual(['picture', '1', 'a dog\non wheels'])
    expect(JSON.parse(json ?? '')).toEqual({
      cultivar: 1,
      width: 40,
      height: 30,
      label: 'dog',
      captions: annotations.captions,
      objects: annotations.objects,
      attributes: annotations.attributes,
      source: 'pets/rex.jpeg'
    })
  })

  it('leave out what a picture does not have', async () => {
    const { folder } = await pack([one('x.png', { className: null })])
    expect(await namesIn(join(folder, 'train-000000.tar'))).toEqual(['x.png', 'x.json'])
  })

  it('keep the shares of a mixed picture, its class the largest', async () => {
    const other = exportContext({ pictureClasses: ['cat', 'dog'], classOf: () => 'cat' })
    const parameters = JSON.stringify([{ transform: 'mixUp', share: 0.25, partners: ['hash2'] }])
    const folder = temp()
    const packer = createPacker(other, folder, { samples: 9, bytes: 1e6 })
    await packer.add(one('mixed.png', { parameters }), Buffer.from('x'))
    await packer.finish()
    const [, cls, json] = (await read(join(folder, 'train-000000.tar'))).map(({ content }) => String(content))
    expect(cls).toBe('0')
    // A quarter of the own picture, the rest of the other.
    expect(JSON.parse(json ?? '')).toMatchObject({ label: 'cat', shares: { dog: 0.25, cat: 0.75 } })
  })

  it('are split by parts, and pictures without one are data', async () => {
    const pictures = [
      one('a.png'),
      one('b.png', { split: 'val' }),
      one('c.png', { split: null }),
      one('d.png')
    ]
    const { folder, files } = await pack(pictures)
    expect(files).toEqual(['data-000000.tar', 'train-000000.tar', 'val-000000.tar'])
    expect(readdirSync(folder).sort()).toEqual(files)
    expect(await namesIn(join(folder, 'train-000000.tar'))).toEqual([
      'a.png',
      'a.cls',
      'a.json',
      'd.png',
      'd.cls',
      'd.json'
    ])
  })

  it('end at the number of samples and before the number of bytes', async () => {
    const pictures = ['a', 'b', 'c', 'd', 'e'].map((name) => one(`${name}.png`, { className: null }))
    const byNumber = await pack(pictures, { samples: 2, bytes: 1e9 })
    expect(byNumber.files).toEqual(['train-000000.tar', 'train-000001.tar', 'train-000002.tar'])
    expect(byNumber.places[4]).toBe('train-000002.tar#e.png')
    // 600 bytes take a header and two blocks, the .json a header and one: 2,560 a sample; the end takes 1,024.
    const byLength = await pack(pictures, { samples: 100, bytes: 2 * 2560 + 1024 }, Buffer.alloc(600))
    expect(byLength.files).toHaveLength(3)
    for (const file of byLength.files)
      expect(statSync(join(byLength.folder, file)).size).toBeLessThanOrEqual(2 * 2560 + 1024)
    // One that is larger than a shard may be stands alone.
    const large = await pack(pictures.slice(0, 2), { samples: 100, bytes: 1000 }, Buffer.alloc(600))
    expect(large.files).toHaveLength(2)
  })

  it('are the same bytes for the same pictures, with owner 0 and date 0', async () => {
    const pictures = [one('a.png'), one('b.png')]
    const [first, second] = [await pack(pictures), await pack(pictures)]
    const bytes = readFileSync(join(first.folder, 'train-000000.tar'))
    expect(bytes.equals(readFileSync(join(second.folder, 'train-000000.tar')))).toBe(true)
    for (const { header } of await read(join(first.folder, 'train-000000.tar')))
      expect(header).toMatchObject({ type: 'file', uid: 0, gid: 0, mode: 0o644, mtime: new Date(0) })
  })

  it('hold names of any length and script', async () => {
    const long = `${'長い名前'.repeat(16)}__001`
    const { folder } = await pack([one(`${long}.png`), one('é.png')])
    const names = await namesIn(join(folder, 'train-000000.tar'))
    expect(names).toEqual(
      ['png', 'cls', 'json'].flatMap((end) => [`${long}.${end}`]).concat(['é.png', 'é.cls', 'é.json'])
    )
  })

  it('have names without dots, so that the kind of a file begins at the first', () => {
    const { item } = one('v1.0.rex.jpg')
    expect(webdataset.place(item, context.names)).toBe('v1_0_rex')
    const { item: variant } = one('v1.0.rex.jpg', { parameters: '[]' })
    expect(webdataset.place(variant, context.names)).toBe('v1_0_rex__000')
  })

  it('come with the names of the classes', () => {
    expect(tableText(webdataset, 'classes.txt', [], context)).toBe('cat\ndog\n')
    expect(JSON.parse(tableText(webdataset, 'classes.json', [], context))).toEqual([
      { name: 'dog' },
      { name: 'cat' },
      { name: 'wheel' }
    ])
  })
})
