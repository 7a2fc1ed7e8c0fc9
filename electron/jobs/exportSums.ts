import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { breathe, throwIfAborted } from './abort.ts'
import type { Done, ExportWork, Sum } from './exportWork.ts'
import { TableWriter } from './tableWriter.ts'

export const sumsFile = 'SHA256SUMS'

/** SHA-256 of a file of any length, in hex. */
export async function hashFile(path: string): Promise<string> {
  const sum = createHash('sha256')
  await pipeline(createReadStream(path), sum)
  return sum.digest('hex')
}

const line = ({ file, sha256 }: Sum): string => `${sha256}  ${file}\n`

/**
 * SHA256SUMS as `sha256sum --check` reads it: every file of the export but itself. Without `done` the files are read
 * again, for the few large ones of arrays.
 */
export async function writeSums(work: ExportWork, done?: Done): Promise<void> {
  const writer = await TableWriter.create(join(work.files, sumsFile))
  try {
    const sums = done === undefined ? await sumsOfFolder(work) : work.sums
    await writer.add(sums.map(line).join(''))
    for (const [index, placed] of (done?.places ?? []).entries()) {
      const noted = done?.written.get(placed)
      if (noted === undefined) continue
      const pictures = work.exporter.pack === undefined ? [noted] : []
      await writer.add([...pictures, ...(noted.sides ?? [])].map(line).join(''))
      if (index % 500 !== 0) continue
      await breathe()
      throwIfAborted(work.context.signal)
    }
  } finally {
    await writer.close()
  }
}

async function sumsOfFolder({ files }: ExportWork): Promise<readonly Sum[]> {
  const entries = await readdir(files, { recursive: true, withFileTypes: true })
  const sums: Sum[] = []
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name)
    const file = relative(files, path).split(sep).join('/')
    if (entry.isFile() && file !== sumsFile) sums.push({ file, sha256: await hashFile(path) })
  }
  return sums.toSorted((a, b) => (a.file < b.file ? -1 : 1))
}
