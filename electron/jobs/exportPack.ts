import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ExportContext } from '../exporters/types.ts'
import { hashFile } from './exportSums.ts'
import { exportedOf } from './exportTables.ts'
import type { Done, ExportWork } from './exportWork.ts'

/**
 * Puts the pictures into the containers of their format, one after the other. Returns where each is, in the order of the
 * export; undefined for formats without containers. Begun anew after an interruption, as copying is quick.
 */
export async function packPictures(
  work: ExportWork,
  done: Done,
  about: ExportContext
): Promise<ReadonlyMap<number, string> | undefined> {
  const { exporter, files, pictures, sums } = work
  if (exporter.pack === undefined) return undefined
  await rm(files, { recursive: true, force: true })
  await mkdir(files, { recursive: true })
  const packer = exporter.pack(about, files)
  const locations = new Map<number, string>()
  for await (const exported of exportedOf(work, done)) {
    for (const one of exported) {
      const bytes = await readFile(join(pictures, one.written.file))
      locations.set(locations.size, await packer.add(one, bytes))
    }
  }
  for (const file of await packer.finish()) sums.push({ file, sha256: await hashFile(join(files, file)) })
  if (packer.settled !== undefined) {
    for (const [index, place] of locations) locations.set(index, packer.settled(place))
  }
  return locations
}
