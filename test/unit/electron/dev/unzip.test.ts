import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { unzip } from '../../../../electron/dev/unzip.mjs'

interface Entry {
  readonly name: string
  readonly content: string
  readonly mode: number
  readonly deflate: boolean
}

/** Writes a ZIP by the letter of its specification (APPNOTE.TXT 4.3.7, 4.3.12, 4.3.16). */
function zipOf(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content, mode, deflate } of entries) {
    const plain = Buffer.from(content)
    const packed = deflate ? deflateRawSync(plain) : plain
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(deflate ? 8 : 0, 8)
    local.writeUInt16LE(Buffer.byteLength(name), 26)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt16LE(deflate ? 8 : 0, 10)
    central.writeUInt32LE(packed.length, 20)
    central.writeUInt32LE(plain.length, 24)
    central.writeUInt16LE(Buffer.byteLength(name), 28)
    central.writeUInt32LE((mode << 16) >>> 0, 38)
    central.writeUInt32LE(offset, 42)
    parts.push(local, Buffer.from(name), packed)
    directory.push(central, Buffer.from(name))
    offset += 30 + Buffer.byteLength(name) + packed.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(Buffer.concat(directory).length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, ...directory, end])
}

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cultivar-unzip-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

function archiveOf(entries: readonly Entry[]): string {
  const path = join(folder, 'in.zip')
  writeFileSync(path, zipOf(entries))
  return path
}

const long = 'abc'.repeat(5000)

it('unpacks stored and deflated entries under new names, with their permissions', () => {
  const archive = archiveOf([
    { name: 'App/run', content: long, mode: 0o100755, deflate: true },
    { name: 'App/sub/ü.txt', content: 'plain', mode: 0o100644, deflate: false },
    { name: 'App/sub/', content: '', mode: 0o040755, deflate: false },
    { name: 'App/left-out', content: 'x', mode: 0o100644, deflate: false }
  ])
  const target = join(folder, 'out')
  unzip(archive, target, (name) => (name === 'App/left-out' ? undefined : name.replace('App/', '')))
  expect(readdirSync(target, { recursive: true }).map(String).toSorted()).toEqual([
    'run',
    'sub',
    join('sub', 'ü.txt')
  ])
  expect(readFileSync(join(target, 'run'), 'utf8')).toBe(long)
  expect(readFileSync(join(target, 'sub/ü.txt'), 'utf8')).toBe('plain')
  if (process.platform !== 'win32') expect(statSync(join(target, 'run')).mode & 0o777).toBe(0o755)
})

it('refuses an entry that leads out of the folder', () => {
  const archive = archiveOf([{ name: '../evil', content: 'x', mode: 0o100644, deflate: false }])
  expect(() => unzip(archive, join(folder, 'out'), (name) => name)).toThrow('leads out of the folder')
})

it('refuses what is not a ZIP file', () => {
  const path = join(folder, 'no.zip')
  writeFileSync(path, 'nothing of the kind, and longer than the end record is')
  expect(() => unzip(path, folder, (name) => name)).toThrow('Not a ZIP file')
})
