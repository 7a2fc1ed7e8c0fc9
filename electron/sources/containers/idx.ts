import { idxImages, idxMagic, idxRecord } from '../idxFile.ts'
import type { ContainerKind } from './types.ts'

export const idx: ContainerKind = {
  id: 'idx',
  recognises: async (bytes) => {
    if (bytes.byteLength < 16) return false
    const head = await bytes.read(0, 4)
    return new DataView(head.buffer, head.byteOffset).getUint32(0) === idxMagic.images
  },
  open: async (bytes) => {
    const images = await idxImages(bytes)
    return {
      holds: 'raster',
      describe: (entry) => `${bytes.name}: ${entry}`,
      read: async (entry) => ({ kind: 'raster', raster: await idxRecord(images, entry), format: 'idx' })
    }
  }
}
