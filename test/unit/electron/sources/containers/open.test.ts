import { appendFileSync, existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { batchLoader, SourceCache } from '../../../../../electron/jobs/sourceCache.ts'
import { loadSource, readSource } from '../../../../../electron/sources/bytes.ts'
import { recordAddress, splitEntry } from '../../../../../electron/sources/containers/address.ts'
import { openContainer } from '../../../../../electron/sources/containers/open.ts'
import { openBytes } from '../../../../../electron/sources/containers/randomAccess.ts'
import { tarOf, zipOf } from '../../../../fixtures/archives.ts'
import { idxPair, picture, png } from '../../../../fixtures/pictures.ts'
import { tempFolders } from '../../../../fixtures/tempFolder.ts'

const temp = tempFolders()

function put(bytes: Uint8Array, name = 'a.bin'): string {
  const path = join(temp(), name)
  writeFileSync(path, bytes)
  return path
}

describe('addresses of records', () => {
  it('in folders are the record, in archives both numbers', () => {
    expect(recordAddress({ path: 'x', entry: null }, 7)).toEqual({ path: 'x', entry: 7 })
    // The seventh file and the third record: 6 + 3 x 1,048,576.
    expect(recordAddress({ path: 'x', entry: 6 }, 2)).toEqual({ path: 'x', entry: 3_145_734 })
    expect(splitEntry(3_145_734)).toEqual({ file: 6, record: 2 })
    const last = recordAddress({ path: 'x', entry: 2 ** 20 - 1 }, 2 ** 32).entry ?? 0
    expect(Number.isSafeInteger(last)).toBe(true)
    expect(splitEntry(last)).toEqual({ file: 2 ** 20 - 1, record: 2 ** 32 })
  })
})

describe('containers', () => {
  it('are opened once, and again when they have changed', async () => {
    const path = put(zipOf([{ name: '1.txt', content: 'one' }]))
    const first = await openContainer(path)
    expect(await openContainer(path)).toBe(first)
    writeFileSync(
      path,
      zipOf([
        { name: '1.txt', content: 'one' },
        { name: '2.txt', content: 'two' }
      ])
    )
    const second = await openContainer(path)
    expect(second).not.toBe(first)
    expect((await second.read(1, 10)).kind).toBe('bytes')
  })

  it('that are none say so and name the file', async () => {
    const path = put(Buffer.from('hello'))
    await expect(openContainer(path)).rejects.toMatchObject({ code: 'unsupported-format', file: path })
    await expect(readSource({ path: join(temp(), 'gone'), entry: 3 })).rejects.toMatchObject({
      code: 'not-found'
    })
    const empty = put(Buffer.alloc(0))
    await expect(readSource({ path: empty, entry: 0 })).rejects.toMatchObject({ file: empty })
  })

  it('that failed once are tried again', async () => {
    const path = put(Buffer.from('hello'))
    await expect(openContainer(path)).rejects.toMatchObject({ code: 'unsupported-format' })
    rmSync(path)
    await expect(openContainer(path)).rejects.toMatchObject({ code: 'not-found' })
    writeFileSync(path, tarOf([{ name: 'a', content: 'a' }]))
    expect((await openContainer(path)).describe(0)).toBe(`${path}: a`)
  })

  it('in archives do not hold archives', async () => {
    const inner = zipOf([{ name: 'x.txt', content: 'x' }])
    const path = put(tarOf([{ name: 'inner.zip', content: inner }]))
    const record = await readSource({ path, entry: 0 })
    expect(record.kind === 'bytes' && record.bytes.equals(inner)).toBe(true)
  })
})

describe('a loader for many pictures', () => {
  it('reads encoded and raw records of containers, and notices other content', async () => {
    const bytes = await png(3)
    const zip = put(zipOf([{ name: 'p.png', content: bytes, isDeflated: true }]), 'a.zip')
    const idx = put(gzipSync(idxPair([1, 2]).images), 'idx.gz')
    const load = batchLoader(new SourceCache(1e8))
    const { sha256 } = await readSource({ path: zip, entry: 0 })
    const encoded = { path: zip, entry: 0, width: 40, height: 30, contentHash: sha256 }
    expect(Buffer.from((await load(encoded)).data)).toEqual(Buffer.from(picture(3).data))
    const raw = { path: idx, entry: 1, width: 5, height: 4 }
    const { raster } = await loadSource(raw)
    expect(await load(raw)).toEqual(raster)
    for (const source of [encoded, raw]) {
      await expect(load({ ...source, contentHash: 'other' })).rejects.toMatchObject({
        code: 'source-changed'
      })
    }
  })
})

describe('random access', () => {
  it('to a long file reads any part in place, and says when it ends early', async () => {
    // Longer than what is kept in memory: 64 MB and a bit, of zeros but for the last bytes.
    const path = put(Buffer.from('begin'))
    truncateSync(path, 64 * 1024 * 1024)
    appendFileSync(path, 'the end')
    const bytes = await openBytes(path)
    expect(bytes.heldBytes).toBeLessThan(100_000)
    expect(Buffer.from(await bytes.read(0, 6)).toString()).toBe('begin\0')
    expect(Buffer.from(await bytes.read(bytes.byteLength - 7, 7)).toString()).toBe('the end')
    expect(Buffer.from(await bytes.read(bytes.byteLength - 3, 3)).toString()).toBe('end')
    expect((await bytes.read(3, 200_000)).length).toBe(200_000)
    await expect(bytes.read(bytes.byteLength - 3, 4)).rejects.toMatchObject({
      code: 'truncated-image',
      file: path
    })
  })

  it('to a file that is replaced goes on reading the old one or says what is wrong', async () => {
    const path = put(Buffer.alloc(65 * 1024 * 1024, 1))
    const bytes = await openBytes(path)
    expect((await bytes.read(0, 10_000))[0]).toBe(1)
    await new Promise((resolve) => setTimeout(resolve, 1200))
    // The file was closed meanwhile and is opened again.
    expect((await bytes.read(20_000_000, 10_000))[0]).toBe(1)
    rmSync(path)
    expect(existsSync(path)).toBe(false)
    await new Promise((resolve) => setTimeout(resolve, 1200))
    await expect(bytes.read(0, 10_000)).rejects.toMatchObject({ code: 'not-found', file: path })
    writeFileSync(path, Buffer.alloc(65 * 1024 * 1024, 2))
    expect(readFileSync(path)[0]).toBe(2)
    expect((await bytes.read(0, 10_000))[0]).toBe(2)
  })
})
