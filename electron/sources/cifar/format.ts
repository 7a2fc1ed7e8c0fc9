import type { Raster } from '../../../shared/raster.ts'
import type { RandomAccess } from '../containers/randomAccess.ts'

/**
 * The binary versions of CIFAR-10 and CIFAR-100 (Krizhevsky 2009, www.cs.toronto.edu/~kriz/cifar.html): records of one
 * label byte, or a coarse and a fine one, and 32 x 32 pixels, all reds row by row, then all greens, then all blues.
 */
export interface CifarKind {
  readonly id: 'cifar10' | 'cifar100'
  readonly labelBytes: 1 | 2
  /** Number of classes of each label byte. */
  readonly classes: readonly number[]
}

const sidePx = 32
const planeBytes = sidePx * sidePx
const kinds: readonly CifarKind[] = [
  { id: 'cifar10', labelBytes: 1, classes: [10] },
  { id: 'cifar100', labelBytes: 2, classes: [20, 100] }
]

export const recordBytes = ({ labelBytes }: CifarKind): number => labelBytes + 3 * planeBytes

/** Records of which the labels are looked at. */
const recordsLooked = 32

/** Which of the two a file is by its length and the labels of its first records; undefined for neither. */
export async function cifarKind(bytes: RandomAccess): Promise<CifarKind | undefined> {
  if (bytes.byteLength === 0) return undefined
  for (const kind of kinds) {
    if (bytes.byteLength % recordBytes(kind) === 0 && (await haveLabels(bytes, kind))) return kind
  }
  return undefined
}

async function haveLabels(bytes: RandomAccess, kind: CifarKind): Promise<boolean> {
  const count = bytes.byteLength / recordBytes(kind)
  for (let n = 0; n < Math.min(count, recordsLooked); n++) {
    const labels = await bytes.read(n * recordBytes(kind), kind.labelBytes)
    if (!labels.every((label, place) => label < (kind.classes[place] ?? 0))) return false
  }
  return true
}

/** The picture of a record, channels interleaved. */
export function cifarPicture(record: Uint8Array, { labelBytes }: CifarKind): Raster {
  const data = new Uint8Array(planeBytes * 3)
  for (let pixel = 0; pixel < planeBytes; pixel++) {
    for (let c = 0; c < 3; c++) data[pixel * 3 + c] = record[labelBytes + c * planeBytes + pixel] ?? 0
  }
  return { width: sidePx, height: sidePx, channels: 3, data }
}
