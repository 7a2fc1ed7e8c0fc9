import { arraysOf, isNumpy } from '../npz/arrays.ts'
import { pictureArrays } from '../npz/layout.ts'
import { type LevelScale, pictureOf, scaleOf } from '../npz/pictures.ts'
import { noRecord } from './noRecord.ts'
import type { ContainerKind } from './types.ts'

/** NPZ and NPY files. Pictures are numbered through all arrays that hold any, in the order of the archive. */
export const npz: ContainerKind = {
  id: 'npz',
  recognises: isNumpy,
  open: async (bytes) => {
    const all = pictureArrays((await arraysOf(bytes)).arrays)
    const total = all.reduce((sum, { layout }) => sum + layout.count, 0)
    const find = (entry: number): (typeof all)[number] | undefined =>
      all.find(({ first, layout }) => entry >= first && entry < first + layout.count)
    // Why kept: floats are looked through once for how they are scaled, not again for every picture.
    const scales = new Map<number, Promise<LevelScale>>()
    return {
      holds: 'raster',
      describe: (entry) => {
        const found = find(entry)
        return found === undefined ? `${bytes.name}: ${entry}` : `${found.array.file}: ${entry - found.first}`
      },
      read: async (entry) => {
        const found = find(entry)
        if (found === undefined) throw noRecord(bytes.name, entry, total)
        const { array, layout, first } = found
        const scale = scales.get(first) ?? scaleOf(array)
        scales.set(first, scale)
        const raster = await pictureOf(array, layout, { index: entry - first, scale: await scale })
        return { kind: 'raster', raster, format: 'npz' }
      }
    }
  }
}
