import type { Archive } from '../archives/types.ts'
import { toFileError } from '../fsError.ts'
import type { SourceAddress } from '../types.ts'
import { archiveSlots, splitEntry } from './address.ts'
import { kindOf } from './index.ts'
import { fileKey, inflated, openBytes, peek, type RandomAccess } from './randomAccess.ts'
import type { ContainerRecord, OpenContainer } from './types.ts'

/** Unit: bytes of a container in an archive that are inflated into memory. */
const maxInsideBytes = 1024 * 1024 * 1024

/** Of the containers used last; the one in use stays whatever it holds. */
const kept = { count: 8, bytes: 512 * 1024 * 1024 }

interface Opened {
  readonly container: Promise<OpenContainer>
  heldBytes: number
}
const opened = new Map<string, Opened>()

/** Opens a container, or takes it from the ones used last when neither its size nor its date has changed. */
export async function openContainer(path: string): Promise<OpenContainer> {
  try {
    return await keep(await fileKey(path), () => openBytes(path))
  } catch (error) {
    throw toFileError(error, path)
  }
}

function keep(key: string, bytes: () => Promise<RandomAccess>): Promise<OpenContainer> {
  const known = opened.get(key)
  // Subtle: deleting and setting again moves the key to the end, so the first key is always the one unused longest.
  opened.delete(key)
  const found = known ?? openKind(bytes)
  opened.set(key, found)
  if (known === undefined) {
    found.container.then(forgetOldest, () => opened.delete(key))
  }
  return found.container
}

function openKind(bytes: () => Promise<RandomAccess>): Opened {
  const open = async (): Promise<OpenContainer> => {
    const found = await bytes()
    made.heldBytes = found.heldBytes
    return (await kindOf(found)).open(found)
  }
  const made: Opened = { container: Promise.resolve().then(open), heldBytes: 0 }
  return made
}

function forgetOldest(): void {
  let held = [...opened.values()].reduce((sum, { heldBytes }) => sum + heldBytes, 0)
  for (const [key, { heldBytes }] of opened) {
    if (opened.size <= 1 || (opened.size <= kept.count && held <= kept.bytes)) return
    opened.delete(key)
    held -= heldBytes
  }
}

/** A picture of a container, and what it is called in messages. */
export interface NamedRecord {
  readonly record: ContainerRecord
  readonly name: string
}

/** Reads one picture. Throws as `OpenContainer.read`. */
export async function readRecord(path: string, entry: number, limitBytes: number): Promise<NamedRecord> {
  const outer = await openContainer(path)
  const { archive } = outer
  if (archive === undefined || entry < archiveSlots)
    return { record: await outer.read(entry, limitBytes), name: outer.describe(entry) }
  const { file, record } = splitEntry(entry)
  const inner = await keep(`${await fileKey(path)}\0${file}`, () => inside(archive, file))
  return { record: await inner.read(record, limitBytes), name: inner.describe(record) }
}

async function inside(archive: Archive, entry: number): Promise<RandomAccess> {
  return inflated(await archive.inside(archive.find(entry), maxInsideBytes))
}

/** The bytes of a file that lies in a folder or an archive: what importers of containers read. */
export async function openAddress({ path, entry }: SourceAddress): Promise<RandomAccess> {
  if (entry === null) return openBytes(path)
  const { archive } = await openContainer(path)
  return archive === undefined ? openBytes(path) : inside(archive, entry)
}

/** The first bytes of a file in a folder or an archive; fewer when it is shorter, none when it cannot be read. */
export async function peekAddress(address: SourceAddress, length: number): Promise<Uint8Array> {
  if (address.entry === null) return peek(address.path, length)
  try {
    const bytes = await openAddress(address)
    return await bytes.read(0, Math.min(length, bytes.byteLength))
  } catch {
    return new Uint8Array()
  }
}
