import { mkdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { annotationsOf } from '../catalogue/annotations.ts'
import { manifestHead, manifestLines } from '../exporters/provenance.ts'
import type { Exported, ExportTable } from '../exporters/types.ts'
import { breathe, throwIfAborted } from './abort.ts'
import { withParameters } from './exportPlaces.ts'
import type { Done, ExportWork } from './exportWork.ts'
import { TableWriter } from './tableWriter.ts'

/** Pictures of which a table gets its lines in one go. Why not more: V8 clears up long texts late. */
const picturesAtOnce = 100

/** manifest.csv; `locations` by place index when pictures lie in containers. */
export const manifestTable = (locations: ReadonlyMap<number, string> | undefined): ExportTable => {
  let at = 0
  return {
    file: 'manifest.csv',
    parts: [
      manifestHead,
      (exported) =>
        manifestLines(
          exported.map(({ item, written }) => {
            const file = locations?.get(at++) ?? written.file
            return { item, written: { ...written, file } }
          })
        )
    ]
  }
}

/** Writes a table piece by piece; returns its SHA-256. One without any text leaves no file. */
export async function writeTable(work: ExportWork, table: ExportTable, done: Done): Promise<string> {
  const { file, takes, parts } = table
  const own = takes === undefined ? done : { ...done, places: done.places.filter(({ item }) => takes(item)) }
  const path = join(work.files, file)
  await mkdir(dirname(path), { recursive: true })
  const writer = await TableWriter.create(path)
  try {
    for (const part of parts) {
      if (typeof part === 'string') await writer.add(part)
      else {
        let isFirst = true
        for await (const exported of exportedOf(work, own)) {
          await writer.add(part(exported, isFirst))
          isFirst = false
        }
      }
    }
  } finally {
    await writer.close()
  }
  const sha256 = writer.finish()
  if ((await stat(path)).size === 0) await rm(path)
  else work.sums.push({ file, sha256 })
  return sha256
}

/** Everything that is known of the pictures, some at a time. */
export async function* exportedOf(
  { context }: Pick<ExportWork, 'context'>,
  { places, written }: Done
): AsyncGenerator<readonly Exported[]> {
  for (let at = 0; at < places.length; at += picturesAtOnce) {
    const some = places.slice(at, at + picturesAtOnce)
    const items = withParameters(
      context.workspace.db,
      some.map(({ item }) => item)
    )
    yield items.flatMap((item, index) => {
      const placed = some[index]
      const noted = placed === undefined ? undefined : written.get(placed)
      if (noted === undefined) return []
      const { annotations = '', sides: _sides, ...file } = noted
      return [{ item, written: file, annotations: annotationsOf(annotations) }]
    })
    await breathe()
    throwIfAborted(context.signal)
  }
}
