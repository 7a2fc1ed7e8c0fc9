import { basename, dirname } from 'node:path'
import { CultivarError } from '../../../shared/errors.ts'
import { recordAddress } from '../containers/address.ts'
import { openAddress } from '../containers/open.ts'
import { type FileInTree, filesNamed, holdsPictures, padded, prefixOf } from '../containerFiles.ts'
import type { RowLabels } from '../csv/labels.ts'
import { reasonOf, toFileError } from '../fsError.ts'
import type { Finding, Given, Importer, Problem } from '../types.ts'
import { arraysOf, isNumpy, type NpyArray } from './arrays.ts'
import { classNamesIn, labelsIn, type LabelsAt } from './labels.ts'
import { type ArrayPair, isClassNames, pairUp, pictureArrays } from './layout.ts'
import { scaleOf } from './pictures.ts'

/**
 * NumPy arrays: NPZ files in the layout of Keras' mnist.npz (x_train, y_train, x_test, y_test) and others with telling
 * names, and NPY files that lie side by side.
 *
 * Convention: the class is the label as text, or its name where the file has an array of class_names.
 */
export const npz: Importer = {
  id: 'npz',
  title: 'NumPy arrays (NPZ, NPY)',
  recognises,
  find
}

const isNumpyName = (name: string): boolean => /\.np[yz]$/i.test(name)

async function recognises(given: Given): Promise<boolean> {
  try {
    const files = await filesNamed(given, isNumpyName)
    if (files.length === 0 || (await holdsPictures(given))) return false
    for (const { tree, file } of files) {
      const bytes = await openAddress(tree.address(file))
      if ((await isNumpy(bytes)) && pictureArrays((await arraysOf(bytes)).arrays).length > 0) return true
    }
  } catch {
    // What cannot be looked at is not recognised; the importer of folders says why.
  }
  return false
}

/** An array, the file that holds it, and the number of its first picture in that file. */
interface Held {
  readonly of: FileInTree
  readonly array: NpyArray
  readonly first: number
}

async function* find(given: Given, signal?: AbortSignal): AsyncGenerator<Finding> {
  for (const tree of given.trees) yield* (await tree.list(signal)).problems
  const files = await filesNamed(given, isNumpyName, signal)
  if (files.length === 0) {
    yield {
      kind: 'problem',
      path: given.paths[0] ?? '',
      reason: 'There is no NPZ or NPY file in it. Name one.'
    }
  }
  for (const group of groupsOf(files)) {
    const { held, problems } = await openGroup(group)
    yield* problems
    yield* findInGroup(given, { held, group }, signal)
  }
}

/** An NPZ file alone; all NPY files of a folder together. */
function groupsOf(files: readonly FileInTree[]): readonly (readonly FileInTree[])[] {
  const keyOf = ({ tree, file }: FileInTree): string =>
    `${tree.path}\0${file.name.toLowerCase().endsWith('.npy') ? dirname(file.name) : file.name}`
  return [...Map.groupBy(files, keyOf).values()]
}

async function openGroup(
  group: readonly FileInTree[]
): Promise<{ readonly held: readonly Held[]; readonly problems: readonly Problem[] }> {
  const held: Held[] = []
  const problems: Problem[] = []
  for (const of of group) {
    try {
      const found = await arraysOf(await openAddress(of.tree.address(of.file)))
      problems.push(...found.problems)
      const firsts = new Map(pictureArrays(found.arrays).map(({ array, first }) => [array, first]))
      // A file of its own has its name as the name of its array.
      const own = basename(of.file.name).replace(/\.npy$/i, '')
      for (const array of found.arrays) {
        const name = array.name === '' ? own : array.name
        held.push({ of, array: { ...array, name }, first: firsts.get(array) ?? 0 })
      }
    } catch (error) {
      problems.push(problemOf(error, of.tree.describe(of.file.name)))
    }
  }
  return { held, problems }
}

function problemOf(error: unknown, file: string): Problem {
  const known = toFileError(error, file)
  return { kind: 'problem', path: known.file ?? file, reason: reasonOf(known) }
}

interface Group {
  readonly held: readonly Held[]
  readonly group: readonly FileInTree[]
}

async function* findInGroup(
  given: Given,
  { held, group }: Group,
  signal?: AbortSignal
): AsyncGenerator<Finding> {
  const arrays = held.map(({ array }) => array)
  const pairs = pairUp(arrays)
  const [file] = group
  if (pairs.length === 0 && file !== undefined) {
    const reason =
      'No array holds pictures. Expected the shape (n, height, width) or (n, height, width, channels) with 1, 3 or 4 channels.'
    yield { kind: 'problem', path: file.tree.describe(file.file.name), reason }
  }
  let names: readonly string[] | undefined
  try {
    const array = arrays.find(isClassNames)
    names = array === undefined ? undefined : await classNamesIn(array)
  } catch (error) {
    yield problemOf(error, file?.file.name ?? '')
  }
  for (const [number, name] of (names ?? []).entries()) yield { kind: 'class', name, details: { number } }
  for (const pair of pairs) {
    const owner = held.find(({ array }) => array === pair.pictures)
    if (owner !== undefined)
      yield* findInPair({ pair, owner, names, prefix: prefixOf(given, owner.of) }, signal)
  }
}

interface Search {
  readonly pair: ArrayPair
  readonly owner: Held
  readonly names: readonly string[] | undefined
  readonly prefix: string
}

async function* findInPair(search: Search, signal: AbortSignal | undefined): AsyncGenerator<Finding> {
  const { pair, owner, names, prefix } = search
  const { pictures, layout, labels } = pair
  let labelsAt: LabelsAt = () => ({ className: null })
  try {
    await scaleOf(pictures)
    if (labels !== undefined) labelsAt = await labelsIn(labels, layout.count, names)
  } catch (error) {
    yield problemOf(error, pictures.file)
    return
  }
  if (labels === undefined) {
    yield { kind: 'note', path: pictures.file, text: 'No array with labels was found: no classes.' }
  }
  const address = owner.of.tree.address(owner.of.file)
  const array = prefix.toLowerCase().endsWith('.npy') ? prefix : `${prefix}/${pictures.name}`
  for (let index = 0; index < layout.count; index++) {
    if (signal?.aborted) throw new CultivarError('cancelled', 'The import was cancelled.')
    const found = labelsAt(index)
    if (typeof found === 'string')
      yield { kind: 'problem', path: `${labels?.file ?? ''}: ${index}`, reason: found }
    else {
      yield {
        kind: 'image',
        ...recordAddress(address, owner.first + index),
        name: `${array}/${padded(index, layout.count)}`,
        split: pair.split,
        ...labelling(found)
      }
    }
  }
}

function labelling({
  className,
  labels,
  shares
}: RowLabels): Pick<Extract<Finding, { kind: 'image' }>, 'className' | 'annotations'> {
  if (labels === undefined && shares === undefined) return { className }
  return {
    className,
    annotations: {
      objects: [],
      ...(labels === undefined ? {} : { labels }),
      ...(shares === undefined ? {} : { attributes: { labelShares: shares } })
    }
  }
}
