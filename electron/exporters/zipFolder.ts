import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, extname, join, relative, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { CultivarError } from '../../shared/errors.ts'
import { byCodeUnit } from '../sources/names.ts'
import { ZipWriter } from './zip/zipWriter.ts'

/** Endings of files that are packed already: to deflate them again takes time and saves nothing. */
const packedEndings = new Set(
  '.jpg .jpeg .png .webp .avif .gif .gz .tgz .tar .zip .npz .parquet .tfrecord'.split(' ')
)

/** Unit: bytes of a file that is read whole. */
const maxWholeBytes = 16 * 1024 * 1024

/** Files that are read before their turn. */
const lanes = 8

export interface ZipFolderOptions {
  readonly signal?: AbortSignal
  /** Called after every file. */
  readonly onProgress?: (done: number, total: number) => void
}

export interface ZippedFolder {
  readonly files: number
  readonly bytes: number
  /** Of the archive, in hex. */
  readonly sha256: string
}

/**
 * Packs a finished folder into one zip file, which is written beside its destination and renamed at the end: what is
 * packed already is stored, the rest deflated. Files in code unit order with the date 1980-01-01, so that equal folders
 * make equal archives; more than 4 GB and 65,535 files by the 64 bit fields of the format.
 *
 * Throws `destination-exists`, `cancelled` and what the file system says; the partial file is removed then.
 */
export async function zipFolder(
  folder: string,
  target: string,
  { signal, onProgress }: ZipFolderOptions = {}
): Promise<ZippedFolder> {
  if (existsSync(target)) throw taken(target)
  const partial = join(dirname(target), `.${basename(target)}.partial`)
  // Why: one that was left by a run that was killed is of no use.
  await rm(partial, { force: true })
  const names = await filesBelow(folder)
  try {
    const bytes = await pack(
      { folder, names, partial },
      { ...(signal && { signal }), ...(onProgress && { onProgress }) }
    )
    const sha256 = await hashOf(partial, signal)
    if (existsSync(target)) throw taken(target)
    await rename(partial, target)
    return { files: names.length, bytes, sha256 }
  } catch (error) {
    await rm(partial, { force: true })
    throw signal?.aborted ? new CultivarError('cancelled', 'The packing was stopped.') : error
  }
}

function taken(target: string): CultivarError {
  return new CultivarError('destination-exists', 'The destination exists already.', {
    file: target,
    remedy: 'Choose a name that does not exist yet; nothing is ever overwritten.'
  })
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .flatMap((entry) => (entry.isFile() ? [relative(folder, join(entry.parentPath, entry.name))] : []))
    .map((name) => name.split(sep).join('/'))
    .sort(byCodeUnit)
}

interface Packing {
  readonly folder: string
  readonly names: readonly string[]
  readonly partial: string
}

/** What is known of a file when its turn comes; long ones are read then. */
type Ready = { readonly content: Buffer } | { readonly bytes: number }

async function look(path: string): Promise<Ready> {
  const { size } = await stat(path)
  return size > maxWholeBytes ? { bytes: size } : { content: await readFile(path) }
}

async function pack({ folder, names, partial }: Packing, options: ZipFolderOptions): Promise<number> {
  const { signal, onProgress } = options
  const writer = await ZipWriter.create(partial)
  const ahead: Promise<Ready>[] = []
  const start = (name: string | undefined): void => {
    if (name === undefined) return
    const ready = look(join(folder, name))
    // Why: an error is met when the file's turn comes, not before.
    ready.catch(() => undefined)
    ahead.push(ready)
  }
  names.slice(0, lanes).forEach(start)
  try {
    for (const [index, name] of names.entries()) {
      signal?.throwIfAborted()
      const ready = await ahead.shift()
      start(names[index + lanes])
      if (ready === undefined) continue
      const isDeflated = !packedEndings.has(extname(name).toLowerCase())
      if ('content' in ready) await writer.add(name, ready.content, isDeflated)
      else await writer.addLarge(name, join(folder, name), { bytes: ready.bytes, isDeflated, signal })
      onProgress?.(index + 1, names.length)
    }
    return await writer.finish()
  } finally {
    await writer.close()
  }
}

async function hashOf(path: string, signal: AbortSignal | undefined): Promise<string> {
  const sum = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: maxWholeBytes / 16 }), sum, { signal })
  return sum.digest('hex')
}
