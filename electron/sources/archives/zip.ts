import { Readable } from 'node:stream'
import type { Entry } from 'yauzl'
import { inMemory, type RandomAccess, within } from '../containers/randomAccess.ts'
import { escapeName } from '../names.ts'
import { tooLong } from '../tree/limits.ts'
import { Admission, archiveLimits, tooManyEntries } from './admission.ts'
import { type EntryName, safeName } from './entryName.ts'
import { lookUp } from './lookUp.ts'
import { type Archive, type ArchiveFile, describeEntry } from './types.ts'
import { unpack, unpackPieces, type ZipFile } from './unzip.ts'
import { zipEntries, zipName } from './zipDirectory.ts'

export function isZip(head: Uint8Array): boolean {
  const [p, k, a, b] = head
  return p === 0x50 && k === 0x4b && ((a === 3 && b === 4) || (a === 5 && b === 6))
}

/** Reads the central directory of a zip archive. Never throws for a damaged one. */
export async function openZip(bytes: RandomAccess): Promise<Archive> {
  const admission = new Admission<ZipFile>(bytes.name)
  try {
    let entry = 0
    for await (const found of zipEntries(bytes)) {
      if (entry >= archiveLimits.entries) {
        admission.refuse(null, tooManyEntries)
        break
      }
      addEntry(admission, found, entry++)
    }
  } catch (error) {
    admission.refuse(null, damaged(error))
  }
  return archiveOf(bytes, withoutOverlaps(admission), admission)
}

function archiveOf(
  bytes: RandomAccess,
  files: readonly ZipFile[],
  { problems }: Admission<ZipFile>
): Archive {
  const find = lookUp(bytes.name, files)
  const nameOf = ({ name }: ArchiveFile): string => describeEntry(bytes.name, name)
  const read = async (file: ArchiveFile, limitBytes: number): Promise<Buffer> => {
    if (file.bytes > limitBytes) throw tooLong(nameOf(file), file.bytes, limitBytes)
    return unpack(bytes, find(file.entry))
  }
  return {
    path: bytes.name,
    files,
    problems,
    find,
    read,
    stream: (file) =>
      Promise.resolve(Readable.from(unpackPieces(bytes, find(file.entry)), { objectMode: false })),
    inside: async (file, limitBytes) => {
      const { isStored, bytes: byteLength } = find(file.entry)
      if (!isStored) return inMemory(nameOf(file), await read(file, limitBytes))
      return within(bytes, { name: nameOf(file), at: await dataAt(bytes, find(file.entry)), byteLength })
    }
  }
}

/** Where the content begins, behind the local header. */
async function dataAt(bytes: RandomAccess, { at }: ZipFile): Promise<number> {
  const head = Buffer.from(await bytes.read(at, 30))
  return at + 30 + head.readUInt16LE(26) + head.readUInt16LE(28)
}

function damaged(error: unknown): string {
  const why = error instanceof Error ? error.message.replace(/\.$/, '') : String(error)
  return /encryption|multi-disk/.test(why)
    ? `The archive cannot be read (${why}). Unpack it and pack the files again, in one file and without a password.`
    : `The directory of the archive is damaged (${why}). Copy or download it again.`
}

function addEntry(admission: Admission<ZipFile>, found: Entry, entry: number): void {
  const { compressedSize: packedBytes, uncompressedSize: bytes, compressionMethod, crc32 } = found
  const name = nameOf(found)
  const refusal = refusalOf(found)
  const declared = {
    name,
    kind: kindOf(found),
    bytes,
    packedBytes,
    ...(refusal === undefined ? {} : { refusal })
  }
  admission.add(declared, (safe) => ({
    name: safe,
    bytes,
    entry,
    at: found.relativeOffsetOfLocalHeader,
    headBytes: 30 + found.fileNameLength,
    packedBytes,
    isStored: compressionMethod === 0,
    crc32
  }))
}

function nameOf(found: Entry): EntryName {
  const text = zipName(found)
  if (text !== undefined) return safeName(text)
  return {
    kind: 'refused',
    shown: escapeName(found.fileNameRaw),
    reason: 'The name is not valid UTF-8. Rename the file and pack it again.'
  }
}

/** Convention: a folder's name ends with a slash; programs under Unix put the mode into the upper half (APPNOTE 4.4.15). */
function kindOf({
  fileNameRaw,
  externalFileAttributes,
  versionMadeBy
}: Entry): 'file' | 'folder' | 'link' | 'special' {
  if (fileNameRaw.at(-1) === 0x2f) return 'folder'
  const isUnix = versionMadeBy >> 8 === 3 || versionMadeBy >> 8 === 19
  const type = isUnix ? (externalFileAttributes >>> 16) & 0o170000 : 0
  if (type === 0o120000) return 'link'
  if (type === 0o040000) return 'folder'
  return type === 0 || type === 0o100000 ? 'file' : 'special'
}

function refusalOf(found: Entry): string | undefined {
  if (found.isEncrypted())
    return 'The file is encrypted. Unpack the archive with its password and pack it without.'
  if (found.compressionMethod !== 0 && found.compressionMethod !== 8)
    return `The file is packed with method ${found.compressionMethod}; only stored and deflated files are read. Pack it again as plain zip.`
  if (found.compressionMethod === 0 && found.compressedSize !== found.uncompressedSize)
    return 'The two sizes that the archive states for this file differ. Pack it again.'
  return undefined
}

/** Refuses entries that share their bytes, as no program that packs files makes them and bombs do. */
function withoutOverlaps(admission: Admission<ZipFile>): readonly ZipFile[] {
  const overlapping = new Set<number>()
  let end = 0
  for (const file of admission.files().toSorted((a, b) => a.at - b.at)) {
    if (file.at >= end) end = file.at + file.headBytes + file.packedBytes
    else {
      overlapping.add(file.entry)
      admission.refuse(
        file.name,
        'The file shares its bytes with another one of the archive. Pack the files again.'
      )
    }
  }
  return admission.files().filter(({ entry }) => !overlapping.has(entry))
}
