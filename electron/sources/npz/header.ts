import { CultivarError } from '../../../shared/errors.ts'

/** How samples lie in a .npy file. */
export interface NpyType {
  /** b booleans, i and u integers, f floats, S bytes and U Unicode: NumPy's kinds. */
  readonly kind: 'b' | 'i' | 'u' | 'f' | 'S' | 'U'
  /** Unit: bytes of a sample. */
  readonly bytes: number
  readonly isLittleEndian: boolean
}

export interface NpyHeader {
  readonly type: NpyType
  readonly shape: readonly number[]
  /** The first index changes fastest instead of the last one. */
  readonly isFortran: boolean
  /** Where the samples begin. */
  readonly dataAt: number
}

/** Unit: bytes in which the length of every header stands. */
export const npyPrefixBytes = 12

const refuse = (
  file: string,
  message: string,
  remedy = 'Copy the file again, or save it with numpy.save.'
): CultivarError => new CultivarError('corrupt-image', message, { file, remedy })

export function isNpy(head: Uint8Array): boolean {
  return head[0] === 0x93 && Buffer.from(head.subarray(1, 6)).toString('latin1') === 'NUMPY'
}

/** Where the header of a .npy file ends, by its first bytes. Throws `corrupt-image` when it is none. */
export function npyHeaderEnd(prefix: Uint8Array, file: string): number {
  if (!isNpy(prefix)) throw refuse(file, 'This is no array of NumPy.')
  const view = new DataView(prefix.buffer, prefix.byteOffset, prefix.byteLength)
  // Version 1.0 has two bytes for the length, versions 2.0 and 3.0 four (numpy.lib.format).
  const end = prefix[6] === 1 ? 10 + view.getUint16(8, true) : 12 + view.getUint32(8, true)
  if (end > 1024 * 1024) throw refuse(file, 'The header of the array is damaged.')
  return end
}

/** Reads the header, `bytes` being all up to `npyHeaderEnd`. Throws `corrupt-image`, and `unsupported-format` for objects and records. */
export function parseNpyHeader(bytes: Uint8Array, file: string): NpyHeader {
  const text = Buffer.from(bytes.subarray(bytes[6] === 1 ? 10 : 12)).toString('utf8')
  const description = /'descr':\s*'([^']*)'/.exec(text)?.[1]
  const order = /'fortran_order':\s*(True|False)/.exec(text)?.[1]
  const tuple = /'shape':\s*\(([^)]*)\)/.exec(text)?.[1]
  if (order === undefined || tuple === undefined) throw refuse(file, 'The header of the array is damaged.')
  const shape = tuple
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => Number(part.replace(/L$/, '')))
  if (!shape.every((side) => Number.isSafeInteger(side) && side >= 0))
    throw refuse(file, 'The shape of the array is damaged.')
  return { type: typeOf(description, file), shape, isFortran: order === 'True', dataAt: bytes.length }
}

function typeOf(description: string | undefined, file: string): NpyType {
  const [, order, kind, digits] = /^([<>=|])([biufSU])(\d+)$/.exec(description ?? '') ?? []
  const width = Number(digits)
  const isKnown =
    kind === 'S' ||
    kind === 'U' ||
    (kind === 'b' ? width === 1 : kind === 'f' ? [2, 4, 8].includes(width) : [1, 2, 4, 8].includes(width))
  if (kind === undefined || !isKnown || width > 65_536) {
    throw new CultivarError(
      'unsupported-format',
      `Samples of the type ${JSON.stringify(description ?? 'record')} are not read.`,
      {
        file,
        remedy: 'Save the array as integers, floats or text; objects of Python are never read.'
      }
    )
  }
  return {
    kind: kind as NpyType['kind'],
    bytes: kind === 'U' ? width * 4 : width,
    isLittleEndian: order !== '>'
  }
}

/** Number of samples. */
export const countOf = (shape: readonly number[]): number =>
  shape.reduce((product, side) => product * side, 1)
