import { isTar, openTar } from '../archives/tar.ts'
import { blockBytes } from '../archives/tarHeader.ts'
import { type Archive, describeEntry } from '../archives/types.ts'
import { isZip, openZip } from '../archives/zip.ts'
import type { RandomAccess } from './randomAccess.ts'
import type { ContainerKind, OpenContainer } from './types.ts'

async function headOf(bytes: RandomAccess): Promise<Uint8Array> {
  return bytes.read(0, Math.min(blockBytes, bytes.byteLength))
}

function containerOf(archive: Archive): OpenContainer {
  return {
    holds: 'bytes',
    archive,
    describe: (entry) => describeEntry(archive.path, archive.find(entry).name),
    read: async (entry, limitBytes) => ({
      kind: 'bytes',
      bytes: await archive.read(archive.find(entry), limitBytes)
    })
  }
}

export const zip: ContainerKind = {
  id: 'zip',
  recognises: async (bytes) => isZip(await headOf(bytes)),
  open: async (bytes) => containerOf(await openZip(bytes))
}

export const tar: ContainerKind = {
  id: 'tar',
  recognises: async (bytes) => isTar(await headOf(bytes)),
  open: async (bytes) => containerOf(await openTar(bytes))
}
