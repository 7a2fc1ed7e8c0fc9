import { cifarKind, cifarPicture, recordBytes } from '../cifar/format.ts'
import { noRecord } from './noRecord.ts'
import type { ContainerKind } from './types.ts'

export const cifar: ContainerKind = {
  id: 'cifar',
  // Why the name too: the content of these files has no mark of its own.
  recognises: async (bytes) => /\.bin(\.gz)?$/i.test(bytes.name) && (await cifarKind(bytes)) !== undefined,
  open: async (bytes) => {
    const kind = await cifarKind(bytes)
    const length = kind === undefined ? 1 : recordBytes(kind)
    const count = kind === undefined ? 0 : bytes.byteLength / length
    return {
      holds: 'raster',
      describe: (entry) => `${bytes.name}: ${entry}`,
      read: async (entry) => {
        if (kind === undefined || entry >= count) throw noRecord(bytes.name, entry, count)
        const raster = cifarPicture(await bytes.read(entry * length, length), kind)
        return { kind: 'raster', raster, format: 'cifar' }
      }
    }
  }
}
