import { splitOf } from '../splits.ts'
import type { FoundSplit } from '../types.ts'
import type { NpyArray } from './arrays.ts'
import { layoutOf, type PictureLayout } from './pictures.ts'

/** An array of pictures, the array of their labels, and what the names say. */
export interface ArrayPair {
  readonly pictures: NpyArray
  readonly layout: PictureLayout
  readonly labels: NpyArray | undefined
  readonly split: FoundSplit | null
}

const pictureWords: ReadonlySet<string> = new Set('x image images img imgs data pictures'.split(' '))
const labelWords: ReadonlySet<string> = new Set('y label labels target targets classes'.split(' '))
const classWords = /^(class|label|target)_?names?$/

interface Named {
  readonly kind: 'pictures' | 'labels' | 'other'
  readonly split: FoundSplit | null
  /** What is left of the name, the same for arrays that belong together. */
  readonly rest: string
}

/** What a name such as `x_train`, `train_images` or `val-labels` says. */
function named(name: string): Named {
  const parts = name.toLowerCase().split(/[^a-z0-9]+|(?<=[a-z])(?=[0-9])/)
  const isPictures = parts.some((part) => pictureWords.has(part))
  const isLabels = parts.some((part) => labelWords.has(part))
  const split = parts.map(splitOf).find((found) => found !== null) ?? null
  const rest = parts.filter((part) => !pictureWords.has(part) && !labelWords.has(part)).join(' ')
  return { kind: isPictures ? 'pictures' : isLabels ? 'labels' : 'other', split, rest }
}

/** All arrays that hold pictures by their shape, in the order in which their pictures are numbered. */
export function pictureArrays(
  arrays: readonly NpyArray[]
): readonly { readonly array: NpyArray; readonly layout: PictureLayout; readonly first: number }[] {
  let first = 0
  return arrays.flatMap((array) => {
    const layout = layoutOf(array)
    if (layout === undefined) return []
    const own = { array, layout, first }
    first += layout.count
    return [own]
  })
}

/** Puts pictures and labels together: by name, else the only labels of the same length. */
export function pairUp(arrays: readonly NpyArray[]): readonly ArrayPair[] {
  const all = pictureArrays(arrays)
  const called = all.filter(({ array }) => named(array.name).kind === 'pictures')
  const chosen = called.length > 0 ? called : all
  const labels = arrays.filter((array) => layoutOf(array) === undefined && !isClassNames(array))
  const splits = new Set(chosen.map(({ array }) => named(array.name).split))
  return chosen.map(({ array, layout }) => ({
    pictures: array,
    layout,
    labels: labelsFor(array, layout, labels),
    // Why: "train" alone says nothing about what is to be tested on; the person chooses the split then.
    split: splits.size > 1 ? named(array.name).split : null
  }))
}

function labelsFor(
  array: NpyArray,
  { count }: PictureLayout,
  labels: readonly NpyArray[]
): NpyArray | undefined {
  const { rest } = named(array.name)
  const byName = labels.filter(({ name }) => named(name).kind === 'labels' && named(name).rest === rest)
  if (byName.length > 0) return byName[0]
  const fitting = labels.filter(({ name, shape }) => named(name).kind !== 'pictures' && shape[0] === count)
  return fitting.length === 1 ? fitting[0] : undefined
}

/** Whether an array holds the names of the classes. */
export function isClassNames({ name, type }: NpyArray): boolean {
  return (
    (type.kind === 'U' || type.kind === 'S') && (classWords.test(name.toLowerCase()) || name === 'classes')
  )
}
