import { createReadStream, createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { ZipFile } from 'yazl'

/** One array of an NPZ file: bytes that are there, or a file of samples, taken piece by piece through `map`. */
export type NpzEntry =
  | { readonly name: string; readonly parts: readonly Uint8Array[] }
  | {
      readonly name: string
      readonly header: Uint8Array
      readonly samples: string
      /** Bytes of the whole array, header included. */
      readonly size: number
      /** Bytes of one picture in the file; `map` gets whole pictures. */
      readonly pictureBytes: number
      readonly map: (block: Uint8Array) => Uint8Array
    }

/** A constant, so that the same arrays make the same file. */
const modified = new Date(Date.UTC(1980, 0, 1, 12))

/** Unit: bytes that are read at once, rounded down to whole pictures. */
const blockBytes = 1 << 22

/**
 * Writes an uncompressed NPZ, as numpy.savez does. `onBytes` hears of the samples as they are read.
 */
export async function writeNpz(
  path: string,
  entries: readonly NpzEntry[],
  onBytes: (bytes: number) => void
): Promise<void> {
  const zip = new ZipFile()
  const out = createWriteStream(path)
  const failed = new Promise<never>((_, reject) => zip.on('error', reject))
  zip.outputStream.pipe(out)
  for (const entry of entries) {
    const source = 'parts' in entry ? Readable.from(entry.parts) : Readable.from(samplesOf(entry, onBytes))
    source.on('error', (error) => zip.emit('error', error))
    zip.addReadStream(source, `${entry.name}.npy`, { compress: false, mtime: modified, size: sizeOf(entry) })
  }
  zip.end()
  try {
    await Promise.race([finished(out), failed])
  } catch (error) {
    out.destroy()
    throw error
  }
}

/** Why told: an entry of more than 4 GB needs another header, which is written first. */
const sizeOf = (entry: NpzEntry): number =>
  'parts' in entry ? entry.parts.reduce((sum, { length }) => sum + length, 0) : entry.size

type Samples = Extract<NpzEntry, { readonly samples: string }>

async function* samplesOf(
  { header, samples, pictureBytes, map }: Samples,
  onBytes: (bytes: number) => void
): AsyncGenerator<Uint8Array> {
  yield header
  for await (const block of picturesIn(samples, pictureBytes)) {
    onBytes(block.length)
    yield map(block)
  }
}

/** Blocks of whole pictures of a file of samples. */
export async function* picturesIn(path: string, pictureBytes: number): AsyncGenerator<Uint8Array> {
  const size = Math.max(1, Math.floor(blockBytes / pictureBytes)) * pictureBytes
  let rest: Uint8Array = new Uint8Array(0)
  for await (const chunk of createReadStream(path, { highWaterMark: size })) {
    const all = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer])
    const whole = Math.floor(all.length / pictureBytes) * pictureBytes
    if (whole > 0) yield all.subarray(0, whole)
    rest = all.subarray(whole)
  }
}
