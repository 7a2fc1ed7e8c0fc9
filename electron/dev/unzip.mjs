/**
 * A reader of ZIP files with Node's built-ins alone, since a bare machine has neither unzip nor python.
 *
 * Knows stored and deflated entries below 4 GiB. Not for hostile archives: what it is given is pinned by hash.
 */
import { chmodSync, closeSync, fstatSync, mkdirSync, openSync, readSync, writeFileSync } from 'node:fs'
import { dirname, resolve, sep } from 'node:path'
import { inflateRawSync } from 'node:zlib'

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const endSize = 22
const longestComment = 65535

function readAt(file, position, length) {
  const bytes = Buffer.alloc(length)
  let done = 0
  while (done < length) {
    const count = readSync(file, bytes, done, length - done, position + done)
    if (count === 0) throw new Error('The ZIP file ends too early')
    done += count
  }
  return bytes
}

/** The central directory, as bytes, with the number of its entries. */
function readDirectory(file) {
  const size = fstatSync(file).size
  const start = Math.max(0, size - endSize - longestComment)
  const tail = readAt(file, start, size - start)
  for (let at = tail.length - endSize; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== endSignature) continue
    const bytes = readAt(file, tail.readUInt32LE(at + 16), tail.readUInt32LE(at + 12))
    return { bytes, count: tail.readUInt16LE(at + 10) }
  }
  throw new Error('Not a ZIP file: it has no central directory')
}

/** Every entry: name, method (0 stored, 8 deflated), packed size, Unix mode, where its local header is. */
function listEntries(file) {
  const { bytes, count } = readDirectory(file)
  const entries = []
  let at = 0
  for (let index = 0; index < count; index += 1) {
    if (bytes.readUInt32LE(at) !== entrySignature) throw new Error('The ZIP directory is damaged')
    const nameLength = bytes.readUInt16LE(at + 28)
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      method: bytes.readUInt16LE(at + 10),
      packedSize: bytes.readUInt32LE(at + 20),
      mode: bytes.readUInt32LE(at + 38) >>> 16,
      header: bytes.readUInt32LE(at + 42)
    })
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return entries
}

function readEntry(file, entry) {
  const header = readAt(file, entry.header, 30)
  const start = entry.header + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  const packed = readAt(file, start, entry.packedSize)
  if (entry.method === 0) return packed
  if (entry.method === 8) return inflateRawSync(packed)
  throw new Error(`ZIP method ${entry.method} of ${entry.name} is not known`)
}

/**
 * Unpacks into `folder` what `rename(name)` gives a new relative path; entries given undefined are left out.
 * Permission bits are kept. Throws when an entry would land outside `folder`.
 */
export function unzip(archive, folder, rename) {
  const file = openSync(archive, 'r')
  try {
    for (const entry of listEntries(file)) {
      const name = entry.name.endsWith('/') ? undefined : rename(entry.name)
      if (name === undefined) continue
      const path = resolve(folder, name)
      if (!path.startsWith(resolve(folder) + sep)) throw new Error(`${entry.name} leads out of the folder`)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, readEntry(file, entry))
      if (entry.mode !== 0) chmodSync(path, entry.mode & 0o777)
    }
  } finally {
    closeSync(file)
  }
}
