import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { type Entry, openPromise } from 'yauzl'
import { ZipWriter } from '../../../../electron/exporters/zip/zipWriter.ts'
import { zipFolder } from '../../../../electron/exporters/zipFolder.ts'
import { putFiles } from '../../../fixtures/pictures.ts'
import { tempFolders } from '../../../fixtures/tempFolder.ts'

const temp = tempFolders()
const text = '{"a":1}\n'.repeat(5000)
const noise = randomBytes(20_000)

function put(): string {
  const folder = join(temp(), 'set')
  putFiles(folder, { 'train/é/1.jpg': noise, 'labels.jsonl': text, 'train/é/empty.txt': '', '-x.png': noise })
  return folder
}

async function read(path: string): Promise<readonly { entry: Entry; content: Buffer }[]> {
  const zip = await openPromise(path)
  const found: { entry: Entry; content: Buffer }[] = []
  for await (const entry of zip.eachEntry()) {
    found.push({ entry, content: await buffer(await zip.openReadStreamPromise(entry)) })
  }
  return found
}

describe('zipFolder', () => {
  it('packs every file under its name, pictures stored and text deflated', async () => {
    const folder = put()
    const target = `${folder}.zip`
    const calls: (readonly number[])[] = []
    const done = await zipFolder(folder, target, { onProgress: (...call) => calls.push(call) })
    const bytes = readFileSync(target)
    expect(done).toEqual({
      files: 4,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex')
    })
    expect(calls).toEqual([1, 2, 3, 4].map((n) => [n, 4]))
    const found = await read(target)
    expect(found.map(({ entry }) => entry.fileName)).toEqual([
      '-x.png',
      'labels.jsonl',
      'train/é/1.jpg',
      'train/é/empty.txt'
    ])
    expect(found.map(({ entry }) => entry.compressionMethod)).toEqual([0, 8, 0, 8])
    expect(found.map(({ content }) => content)).toEqual([noise, Buffer.from(text), noise, Buffer.alloc(0)])
    // 1980-01-01 00:00: day 1, month 1, year 1980 + 0.
    for (const { entry } of found)
      expect([entry.lastModFileDate, entry.lastModFileTime]).toEqual([0b1_00001, 0])
    expect(readdirSync(join(folder, '..')).sort()).toEqual(['set', 'set.zip'])
  })

  it('makes equal archives of equal folders, whatever their dates', async () => {
    const folder = put()
    const first = await zipFolder(folder, `${folder}-1.zip`)
    utimesSync(join(folder, 'labels.jsonl'), 1_000_000_000, 1_000_000_000)
    expect(await zipFolder(folder, `${folder}-2.zip`)).toEqual(first)
  })

  it('reads long files piece by piece, with their right lengths and checksums in front', async () => {
    const folder = join(temp(), 'set')
    const long = Buffer.alloc(40_000_000, 'abcdefg')
    putFiles(folder, { 'a.txt': 'x', 'b.jsonl': long, 'c.npz': long, 'd.txt': 'y' })
    await zipFolder(folder, `${folder}.zip`)
    const found = await read(`${folder}.zip`)
    expect(
      found.map(({ entry }) => [entry.fileName, entry.compressionMethod, entry.uncompressedSize])
    ).toEqual([
      ['a.txt', 8, 1],
      ['b.jsonl', 8, 40_000_000],
      ['c.npz', 0, 40_000_000],
      ['d.txt', 8, 1]
    ])
    expect(
      found.every(({ content }, n) =>
        content.equals([Buffer.from('x'), long, long, Buffer.from('y')][n] as Buffer)
      )
    ).toBe(true)
    // Bit 3 of the flags would say that lengths stand behind the contents.
    for (const { entry } of found) expect(entry.generalPurposeBitFlag & 8).toBe(0)
  })

  it('refuses a destination that is there, and leaves it alone', async () => {
    const folder = put()
    writeFileSync(`${folder}.zip`, 'mine')
    await expect(zipFolder(folder, `${folder}.zip`)).rejects.toMatchObject({
      code: 'destination-exists',
      file: `${folder}.zip`
    })
    expect(readFileSync(`${folder}.zip`, 'utf8')).toBe('mine')
  })

  it('leaves nothing when it is cancelled or a file cannot be read', async () => {
    const folder = put()
    const stop = new AbortController()
    const cancelled = zipFolder(folder, `${folder}.zip`, {
      signal: stop.signal,
      onProgress: () => stop.abort()
    })
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
    await expect(zipFolder(join(folder, 'gone'), `${folder}.zip`)).rejects.toMatchObject({ code: 'ENOENT' })
    expect(readdirSync(join(folder, '..'))).toEqual(['set'])
  })

  it('replaces what a run that was killed left behind', async () => {
    const folder = put()
    writeFileSync(join(folder, '..', '.set.zip.partial'), 'half')
    await zipFolder(folder, `${folder}.zip`)
    expect(await read(`${folder}.zip`)).toHaveLength(4)
  })
})

describe('an archive of more than 65,535 files', () => {
  it('has its number of entries in 64 bit', async () => {
    const folder = temp()
    mkdirSync(folder, { recursive: true })
    const writer = await ZipWriter.create(join(folder, 'many.zip'))
    for (let n = 0; n < 65_600; n++) await writer.add(`${n}.txt`, Buffer.from(String(n)), false)
    await writer.finish()
    await writer.close()
    const zip = await openPromise(join(folder, 'many.zip'))
    expect(zip.entryCount).toBe(65_600)
    zip.close()
  })
})
