import { CultivarError } from '../../../shared/errors.ts'
import { ofShares, type RowLabels } from '../csv/labels.ts'
import type { NpyArray } from './arrays.ts'
import { countOf } from './header.ts'
import { numberReader, textsOf } from './samples.ts'

/** Unit: bytes of an array of labels, which is read whole. */
const maxLabelBytes = 512 * 1024 * 1024

/** The labels of one picture; a sentence when they are none. */
export type LabelsAt = (index: number) => RowLabels | string

/**
 * The labels of an array: whole numbers (n) or (n, 1), of which -1 means none; text; or (n, classes) with 0, 1 or a
 * share for every class. Throws CultivarErrors for other arrays and when there are not `count` of them.
 */
export async function labelsIn(
  array: NpyArray,
  count: number,
  names: readonly string[] | undefined
): Promise<LabelsAt> {
  const { shape, file, type } = array
  if (shape[0] !== count) {
    throw refuse(
      file,
      `There are ${count} pictures but ${shape[0] ?? 0} labels.`,
      'Check that both arrays belong together.'
    )
  }
  const [, width = 1, ...more] = shape
  if (more.length > 0 || array.isFortran) {
    const text = `Labels of the shape (${shape.join(', ')})${array.isFortran ? ' in Fortran order' : ''} are not read.`
    throw refuse(file, text, 'Save them as one number, or one row of shares, for each picture, in C order.')
  }
  const bytes = await samplesOf(array)
  const nameOf = (index: number): string => names?.[index] ?? String(index)
  if (type.kind === 'S' || type.kind === 'U') {
    const texts = textsOf(type, bytes)
    return (index) => ({ className: texts[index * width] ?? null })
  }
  const read = numberReader(type, bytes)
  if (width === 1) return (index) => ofNumber(read(index), names)
  return (index) =>
    ofShares(
      new Map(Array.from({ length: width }, (_, column) => [nameOf(column), read(index * width + column)]))
    )
}

function refuse(file: string, message: string, remedy: string): CultivarError {
  return new CultivarError('corrupt-image', message, { file, remedy })
}

async function samplesOf({ shape, type, dataAt, file, open }: NpyArray): Promise<Uint8Array> {
  const length = countOf(shape) * type.bytes
  if (length > maxLabelBytes) {
    throw refuse(file, 'The labels have more than 512 MB.', 'Save them as one number for each picture.')
  }
  // Why a copy: where the array begins in its file, samples of 8 bytes need not be aligned to 8.
  return Uint8Array.from(await (await open()).read(dataAt, length))
}

function ofNumber(value: number, names: readonly string[] | undefined): RowLabels | string {
  if (value === -1) return { className: null }
  if (!Number.isInteger(value)) return `Expected a whole number as label but received ${value}. Correct it.`
  if (names === undefined) return { className: String(value) }
  const name = names[value]
  if (name !== undefined) return { className: name }
  return `Expected a label from 0 to ${names.length - 1} but received ${value}. Correct it, or the names of the classes.`
}

/** The names of classes in an array of texts. */
export async function classNamesIn(array: NpyArray): Promise<readonly string[]> {
  return textsOf(array.type, await samplesOf(array))
}
