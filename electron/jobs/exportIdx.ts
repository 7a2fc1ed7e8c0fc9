import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CultivarError } from '../../shared/errors.ts'
import { isPlain, plainNormalisation } from '../../shared/normalisation.ts'
import { idxImagesFile, idxLabels, idxLabelsFile, writeIdxImages } from '../exporters/arrays/idx.ts'
import type { Shape } from '../exporters/arrays/normalise.ts'
import type { PlannedItem } from '../exporters/types.ts'
import { throwIfAborted } from './abort.ts'
import type { ArrayWork, Whole } from './exportArrays.ts'

/** Labels are single bytes. */
const mostClasses = 256

/** Throws `bad-input` when pictures or options are such that IDX files cannot hold them. */
export function assertForIdx(
  { channels }: Shape,
  items: readonly PlannedItem[],
  { options, names }: { options: ArrayWork['options']; names: readonly string[] }
): void {
  const coloured = items.filter(({ source }) => source.channels !== 1)
  if (channels !== 1) {
    throw refuse(
      `IDX files hold grey pictures, but ${coloured.length} of ${items.length} have colours.`,
      'Export as NumPy arrays (npz), or import grey versions of the pictures.'
    )
  }
  if (!isPlain(options.normalisation ?? plainNormalisation)) {
    throw refuse(
      'IDX files hold levels from 0 to 255 and cannot be normalised.',
      'Export as NumPy arrays (npz), or leave the normalisation out.'
    )
  }
  if (names.length > mostClasses) {
    throw refuse(
      `IDX files hold at most ${mostClasses} classes, but there are ${names.length}.`,
      'Export as NumPy arrays (npz).'
    )
  }
  const without = items.filter(({ className }) => className === null).length
  if (without > 0 && names.length > 0) {
    throw refuse(
      `IDX files hold a label for every picture, but ${without} have no class.`,
      'Give them a class, or leave them out.'
    )
  }
}

function refuse(message: string, remedy: string): CultivarError {
  return new CultivarError('bad-input', message, { remedy })
}

/** Where a picture is, for the manifest. */
export const idxPlace = (part: string, row: number): string => `${idxImagesFile(part)}#${row}`

/** The number of each class: the one that it is called when all are called numbers, as digits are; else its place. */
function numbersOf(names: readonly string[]): readonly number[] {
  const areNumbers = names.every((name) => /^(0|[1-9]\d{0,2})$/.test(name) && Number(name) < mostClasses)
  return areNumbers ? names.map(Number) : names.map((_, index) => index)
}

/** The name of class n in line n, from 0. */
function classLines(names: readonly string[], numbers: readonly number[]): string {
  const byNumber = new Map(numbers.map((number, index) => [number, names[index] ?? '']))
  const lines = Array.from(
    { length: Math.max(...numbers) + 1 },
    (_, number) => byNumber.get(number) ?? String(number)
  )
  return lines.map((name) => `${name.replaceAll(/\s+/g, ' ')}\n`).join('')
}

/**
 * Writes pictures and labels of every part, and classes.txt. Without any class there are no labels. Returns the bytes of
 * all files.
 */
export async function writeIdx(
  { context, files }: ArrayWork,
  { shape, parts, names }: Whole
): Promise<number> {
  const made: string[] = []
  const numbers = numbersOf(names)
  for (const { name, samples, labels, items } of parts) {
    throwIfAborted(context.signal)
    await writeIdxImages(join(files, idxImagesFile(name)), samples, { ...shape, count: items.length })
    made.push(idxImagesFile(name))
    if (names.length === 0) continue
    await writeFile(
      join(files, idxLabelsFile(name)),
      idxLabels(labels.indexes().map((index) => numbers[index] ?? 0))
    )
    made.push(idxLabelsFile(name))
  }
  if (names.length > 0) {
    await writeFile(join(files, 'classes.txt'), classLines(names, numbers))
    made.push('classes.txt')
  }
  const sizes = await Promise.all(made.map(async (file) => (await stat(join(files, file))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}
