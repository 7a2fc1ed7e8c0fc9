import { CultivarError } from '../../../shared/errors.ts'
import { isZip, openZip } from '../archives/zip.ts'
import { maxInflatedBytes, type RandomAccess, cut } from '../containers/randomAccess.ts'
import { reasonOf, toFileError } from '../fsError.ts'
import type { Problem } from '../types.ts'
import { countOf, isNpy, npyHeaderEnd, type NpyHeader, npyPrefixBytes, parseNpyHeader } from './header.ts'

/** An array, of which the header was read and held against the length. */
export interface NpyArray extends NpyHeader {
  /** Name in the archive without `.npy`; empty for a file of its own. */
  readonly name: string
  /** For messages. */
  readonly file: string
  /** The bytes, from the drive or inflated; opened anew each time. */
  open(): Promise<RandomAccess>
}

export interface Arrays {
  /** In the order of the archive. */
  readonly arrays: readonly NpyArray[]
  readonly problems: readonly Problem[]
}

/** Whether a file is an array, or a zip archive that begins with one. */
export async function isNumpy(bytes: RandomAccess): Promise<boolean> {
  const head = await bytes.read(0, Math.min(bytes.byteLength, 512))
  if (isNpy(head)) return true
  if (!isZip(head) || head.length < 30) return false
  const nameLength = new DataView(head.buffer, head.byteOffset).getUint16(26, true)
  return Buffer.from(head.subarray(30, 30 + nameLength))
    .toString('latin1')
    .endsWith('.npy')
}

/** The arrays of an NPY or NPZ file; what cannot be read of them is a problem. Throws only when the file cannot be read. */
export async function arraysOf(bytes: RandomAccess): Promise<Arrays> {
  if (isNpy(await bytes.read(0, Math.min(bytes.byteLength, npyPrefixBytes)))) {
    return gather([{ name: '', file: bytes.name, open: () => Promise.resolve(bytes) }], [])
  }
  const zip = await openZip(bytes)
  const files = zip.files.filter(({ name }) => name.endsWith('.npy')).toSorted((a, b) => a.entry - b.entry)
  const members = files.map((file) => ({
    name: file.name.slice(0, -'.npy'.length),
    file: `${bytes.name}: ${file.name}`,
    open: () => inflated(bytes, file.entry, () => zip.inside(file, maxInflatedBytes))
  }))
  return gather(members, zip.problems)
}

type Member = Pick<NpyArray, 'name' | 'file' | 'open'>

async function gather(members: readonly Member[], refused: readonly Problem[]): Promise<Arrays> {
  const arrays: NpyArray[] = []
  const problems = [...refused]
  for (const member of members) {
    try {
      arrays.push({ ...(await headerOf(member)), ...member })
    } catch (error) {
      const known = toFileError(error, member.file)
      problems.push({ kind: 'problem', path: member.file, reason: reasonOf(known) })
    }
  }
  return { arrays, problems }
}

async function headerOf(member: Member): Promise<NpyHeader> {
  const bytes = await member.open()
  const prefix = await bytes.read(0, npyPrefixBytes)
  const header = parseNpyHeader(await bytes.read(0, npyHeaderEnd(prefix, member.file)), member.file)
  const expected = header.dataAt + countOf(header.shape) * header.type.bytes
  if (bytes.byteLength < expected) throw cut(member.file)
  if (bytes.byteLength === expected) return header
  const message = `Expected ${expected} bytes by the header but received ${bytes.byteLength}.`
  throw new CultivarError('corrupt-image', message, { file: member.file, remedy: 'Copy the file again.' })
}

/** The members that were inflated last: a whole array of pictures each, so that reading them one by one inflates once. */
const lately: { readonly of: RandomAccess; readonly entry: number; readonly bytes: Promise<RandomAccess> }[] =
  []
const keptMembers = 2

function inflated(of: RandomAccess, entry: number, open: () => Promise<RandomAccess>): Promise<RandomAccess> {
  const known = lately.find((one) => one.of === of && one.entry === entry)
  if (known !== undefined) return known.bytes
  const bytes = open()
  lately.push({ of, entry, bytes })
  if (lately.length > keptMembers) lately.shift()
  return bytes
}
