import { stat } from 'node:fs/promises'
import { CultivarError } from '../../shared/errors.ts'
import type { Raster, Size } from '../../shared/raster.ts'
import { shrinkToEdge } from '../pixels/codec.ts'
import { markLasting } from '../pixels/lasting.ts'
import { hashSamples, loadSource, maxFileBytes } from '../sources/bytes.ts'
import { openContainer } from '../sources/containers/open.ts'
import type { OpenContainer } from '../sources/containers/types.ts'
import { toFileError } from '../sources/fsError.ts'

/** A source as the catalogue knows it; `width` and `height` at full resolution. */
export interface SourceRef extends Size {
  readonly path: string
  /** Record index inside a container; null for a file of its own. */
  readonly entry: number | null
  /** SHA-256 at import, hexadecimal; when given, other content is refused. */
  readonly contentHash?: string
}

/** The pixels of a source, its longer side at most `maxEdgePx`. */
export type LoadSource = (source: SourceRef, maxEdgePx?: number) => Promise<Raster>

/**
 * Decoded sources of one thread, the least recently used thrown away first.
 *
 * Convention: rasters that come out are shared and must not be changed.
 */
export class SourceCache {
  readonly #maxBytes: number
  readonly #rasters = new Map<string, Raster>()
  #bytes = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /**
   * The pixels of a source, its longer side at most `maxEdgePx`. Throws `source-changed` when the content is no
   * longer what the catalogue knows, and what reading and decoding throw.
   */
  async load(source: SourceRef, maxEdgePx = Infinity): Promise<Raster> {
    const isWhole = maxEdgePx >= Math.max(source.width, source.height)
    const key = JSON.stringify([
      source.path,
      source.entry,
      source.contentHash,
      isWhole ? null : maxEdgePx,
      await stamp(source.path)
    ])
    const known = this.#rasters.get(key)
    if (known !== undefined) {
      this.#rasters.delete(key)
      this.#rasters.set(key, known)
      return known
    }
    const { raster, facts, sha256 } = await loadSource(source, isWhole ? {} : { maxEdgePx })
    checkUnchanged(source, { ...facts, sha256 })
    this.#keep(key, raster)
    return raster
  }

  #keep(key: string, raster: Raster): void {
    if (raster.data.byteLength > this.#maxBytes) return
    markLasting(raster)
    this.#rasters.set(key, raster)
    this.#bytes += raster.data.byteLength
    for (const [oldest, { data }] of this.#rasters) {
      if (this.#bytes <= this.#maxBytes) return
      this.#rasters.delete(oldest)
      this.#bytes -= data.byteLength
    }
  }
}

/**
 * Loads for one piece of work, in which a file is looked at once: consecutive variants of a source share its pixels,
 * and the raw records of a container cost no look at the disk.
 */
export function batchLoader(cache: SourceCache): LoadSource {
  const containers = new Map<string, OpenContainer>()
  let last: { source: SourceRef; maxEdgePx: number; raster: Raster } | undefined
  const read = async (source: SourceRef, maxEdgePx: number): Promise<Raster> => {
    const { path, entry } = source
    if (entry === null) return cache.load(source, maxEdgePx)
    try {
      const container = containers.get(path) ?? (await openContainer(path))
      containers.set(path, container)
      if (container.holds === 'bytes') return await cache.load(source, maxEdgePx)
      const record = await container.read(entry, maxFileBytes)
      if (record.kind === 'bytes') return await cache.load(source, maxEdgePx)
      const { raster } = record
      checkUnchanged(source, { width: raster.width, height: raster.height, sha256: hashSamples(raster) })
      return await shrinkToEdge(raster, maxEdgePx)
    } catch (error) {
      throw toFileError(error, path)
    }
  }
  return async (source, maxEdgePx = Infinity) => {
    // Why by identity: the tasks of one message share the object of their source.
    if (last?.source === source && last.maxEdgePx === maxEdgePx) return last.raster
    const raster = await read(source, maxEdgePx)
    last = { source, maxEdgePx, raster }
    return raster
  }
}

/** Changes whenever the file is written; a file that is gone is left to the reader, which says so properly. */
async function stamp(path: string): Promise<string> {
  try {
    const { mtimeMs, size } = await stat(path)
    return `${mtimeMs} ${size}`
  } catch {
    return 'gone'
  }
}

function checkUnchanged(source: SourceRef, found: Size & { readonly sha256: string }): void {
  const { width, height, contentHash = found.sha256 } = source
  if (width === found.width && height === found.height && contentHash === found.sha256) return
  throw new CultivarError('source-changed', 'The picture is not the one that was imported any more.', {
    file: source.path,
    remedy: 'Put the original back, or import the picture again.'
  })
}
