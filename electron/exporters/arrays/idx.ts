import { createReadStream, createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Shape } from './normalise.ts'

/** Names of the parts of MNIST, whose test part is called t10k. */
const partNames: Readonly<Record<string, string>> = { train: 'train-', val: 'val-', test: 't10k-', all: '' }

/** The file of a part's pictures. */
export const idxImagesFile = (part: string): string => `${partNames[part] ?? ''}images-idx3-ubyte`
/** The file of a part's labels. */
export const idxLabelsFile = (part: string): string => `${partNames[part] ?? ''}labels-idx1-ubyte`

/** Two bytes of zero, the type (8: unsigned bytes), the number of dimensions, and the dimensions, big-endian. */
function header(...dimensions: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 + dimensions.length * 4)
  bytes.set([0, 0, 8, dimensions.length])
  dimensions.forEach((length, index) => bytes.writeUInt32BE(length, 4 + index * 4))
  return bytes
}

/** Writes pictures, of which `samples` is a file with all levels one after the other. */
export async function writeIdxImages(
  path: string,
  samples: string,
  { count, height, width }: Shape & { readonly count: number }
): Promise<void> {
  async function* parts(): AsyncGenerator<Uint8Array> {
    yield header(count, height, width)
    for await (const chunk of createReadStream(samples)) yield chunk as Buffer
  }
  await pipeline(Readable.from(parts()), createWriteStream(path))
}

/** The file of labels, from 0 to 255. */
export const idxLabels = (labels: readonly number[]): Uint8Array =>
  Buffer.concat([header(labels.length), Uint8Array.from(labels)])
