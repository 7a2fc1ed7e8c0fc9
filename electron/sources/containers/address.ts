import type { SourceAddress } from '../types.ts'

/** An archive has fewer entries; beyond are the records of containers that lie in it. */
export const archiveSlots = 2 ** 20

/**
 * Where a record of a container is read from, the container being a file in a folder or in an archive.
 *
 * Convention: `entry` of a record in an archive is the archive's entry + (record + 1) x 2^20.
 */
export function recordAddress({ path, entry }: SourceAddress, record: number): SourceAddress {
  return { path, entry: entry === null ? record : entry + (record + 1) * archiveSlots }
}

/** The other way round. */
export function splitEntry(entry: number): { readonly file: number; readonly record: number } {
  return { file: entry % archiveSlots, record: Math.floor(entry / archiveSlots) - 1 }
}
