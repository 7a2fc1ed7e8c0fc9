import { Readable } from 'node:stream'
import { setImmediate as breathe } from 'node:timers/promises'
import { reasonOf, toFileError } from '../fsError.ts'
import { type RandomAccess, within } from '../containers/randomAccess.ts'
import { tooLong } from '../tree/limits.ts'
import { Admission, archiveLimits, type Declared, tooManyEntries } from './admission.ts'
import { tarName } from './entryName.ts'
import { lookUp } from './lookUp.ts'
import { readAhead } from './readAhead.ts'
import { piecesOf } from './pieces.ts'
import {
  blockBytes,
  isTarHeader,
  isZeroBlock,
  parsePax,
  parseTarHeader,
  type TarHeader
} from './tarHeader.ts'
import { type Archive, type ArchiveFile, describeEntry } from './types.ts'

/** Unit: bytes of a long name or of pax records; longer ones are not meant seriously. */
const maxExtensionBytes = 1024 * 1024

interface TarFile extends ArchiveFile {
  /** Where its content begins. */
  readonly at: number
}

export function isTar(head: Uint8Array): boolean {
  return isTarHeader(head.subarray(0, blockBytes))
}

/** Reads the headers of a tar archive, one after the other, and skips the contents. Never throws for a damaged one. */
export async function openTar(bytes: RandomAccess): Promise<Archive> {
  const admission = new Admission<TarFile>(bytes.name)
  try {
    await scan(bytes, admission)
  } catch (error) {
    admission.refuse(null, reasonOf(toFileError(error, bytes.name)))
  }
  const files = admission.files()
  const find = lookUp(bytes.name, files)
  const partOf = (file: ArchiveFile): RandomAccess => {
    const { name, at, bytes: byteLength } = find(file.entry)
    return within(bytes, { name: describeEntry(bytes.name, name), at, byteLength })
  }
  return {
    path: bytes.name,
    files,
    problems: admission.problems,
    find,
    read: async (file, limitBytes) => {
      const found = partOf(file)
      if (file.bytes > limitBytes) throw tooLong(found.name, file.bytes, limitBytes)
      return Buffer.from(await found.read(0, file.bytes))
    },
    stream: (file) => Promise.resolve(Readable.from(piecesOf(partOf(file)), { objectMode: false })),
    inside: (file) => Promise.resolve(partOf(file))
  }
}

/** What pax and GNU headers say of the entry that follows. */
interface Extension {
  readonly name?: Uint8Array
  readonly bytes?: number
  /** GNU's sparse files keep their holes in a map that is not read here. */
  readonly isSparse?: boolean
}

async function scan(archive: RandomAccess, admission: Admission<TarFile>): Promise<void> {
  const bytes = readAhead(archive)
  let extension: Extension = {}
  let entry = 0
  let looked = 0
  let at = 0
  let isCut = false
  while (at + blockBytes <= bytes.byteLength) {
    const header = await headerAt(bytes, at, admission)
    if (header === undefined) return
    const content = at + blockBytes
    const isExtension = 'xgLKV'.includes(header.type)
    const length = isExtension ? header.bytes : (extension.bytes ?? header.bytes)
    at = content + Math.ceil(length / blockBytes) * blockBytes
    if (isExtension) extension = { ...extension, ...(await extend(bytes, header, content)) }
    else {
      if (entry >= archiveLimits.entries) return admission.refuse(null, tooManyEntries)
      isCut = !(content + length <= bytes.byteLength)
      addEntry(admission, { header, extension }, { entry: entry++, at: content, bytes: length, isCut })
      extension = {}
    }
    if (++looked % 2000 === 0) await breathe()
  }
  // Why not where it ends with a file: some programs leave out the blocks of zeros that ought to follow.
  if (!isCut && at !== bytes.byteLength)
    admission.refuse(
      null,
      'The archive ends early; files may be missing at its end. Copy or download it again.'
    )
}

async function headerAt(
  bytes: RandomAccess,
  at: number,
  admission: Admission<TarFile>
): Promise<TarHeader | undefined> {
  const block = await bytes.read(at, blockBytes)
  if (isZeroBlock(block)) return undefined
  const header = parseTarHeader(block)
  if (header === undefined)
    admission.refuse(
      null,
      `The archive is damaged at byte ${at}; what follows is left out. Copy or download it again.`
    )
  return header
}

async function extend(
  bytes: RandomAccess,
  { type, bytes: length }: TarHeader,
  at: number
): Promise<Extension> {
  if (length > maxExtensionBytes || !'xL'.includes(type)) return {}
  const content = await bytes.read(at, length)
  if (type === 'L') return { name: content.subarray(0, lengthWithoutZeros(content)) }
  const records = parsePax(content)
  const name = records.get('path')
  const size = records.get('size')
  const isSparse = [...records.keys()].some((key) => key.startsWith('GNU.sparse.'))
  return {
    isSparse,
    ...(name === undefined ? {} : { name: Uint8Array.from(name) }),
    ...(size === undefined ? {} : { bytes: sizeOf(Buffer.from(size).toString('latin1')) })
  }
}

/** NaN for what is no length, so that reading ends there. */
function sizeOf(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
}

function lengthWithoutZeros(bytes: Uint8Array): number {
  const end = bytes.indexOf(0)
  return end < 0 ? bytes.length : end
}

const kinds: Readonly<Record<string, 'file' | 'folder' | 'link'>> = {
  '0': 'file',
  '7': 'file',
  '5': 'folder',
  '1': 'link',
  '2': 'link'
}

function addEntry(
  admission: Admission<TarFile>,
  { header, extension }: { header: TarHeader; extension: Extension },
  { entry, at, bytes, isCut }: { entry: number; at: number; bytes: number; isCut: boolean }
): void {
  const kind = extension.isSparse === true ? 'special' : (kinds[header.type] ?? 'special')
  const refusal = isCut
    ? { refusal: 'The archive ends in the middle of this file. Copy or download it again.' }
    : {}
  const declared: Declared = {
    name: tarName(extension.name ?? header.name),
    kind,
    bytes,
    packedBytes: bytes,
    ...refusal
  }
  admission.add(declared, (name) => ({ name, bytes, entry, at }))
}
