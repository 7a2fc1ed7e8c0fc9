import type { FoundSplit } from './types.ts'

const names: Readonly<Record<string, FoundSplit>> = {
  train: 'train',
  training: 'train',
  val: 'val',
  valid: 'val',
  validation: 'val',
  test: 'test',
  testing: 'test'
}

/** The split that a folder name stands for, whatever its case; null for any other name. */
export function splitOf(folder: string): FoundSplit | null {
  const name = folder.toLowerCase()
  return Object.hasOwn(names, name) ? (names[name] ?? null) : null
}

/**
 * Whether folders that lie side by side are splits rather than classes.
 *
 * Why not one by one: "train" is also a vehicle. Beside "bus" and "car" it is a class; alone, or beside "test" or
 * "val", it is a split.
 */
export function areSplits(folders: readonly string[]): boolean {
  const splits = folders.map(splitOf).filter((split) => split !== null)
  return splits.length > 0 && (splits.length === folders.length || new Set(splits).size >= 2)
}

/** The split that a part of a file's name stands for: `train-00000-of-00001.parquet`, `my_test.csv`; null when none does. */
export function splitOfName(path: string): FoundSplit | null {
  const file = path.slice(path.lastIndexOf('/') + 1)
  for (const part of file.split(/[^a-z]+/i)) {
    const split = splitOf(part)
    if (split !== null) return split
  }
  return null
}
