import { basename } from 'node:path'
import type { ClassDetails } from '../../shared/annotations/types.ts'
import { missingPaths } from './labelFiles.ts'
import { indexTree, isBelow, type TreeIndex, unreadPictures } from './tree/treeIndex.ts'
import type { Tree } from './tree/types.ts'
import type { Finding, FoundClass, Given, Importer } from './types.ts'
import type { YoloConfig } from './yolo/config.ts'
import { configuredSets, hasConfig, hasLabels, labelNames, plainSet, type YoloSet } from './yolo/dataSet.ts'
import { findPictures } from './yolo/pictures.ts'

/**
 * YOLO's data sets: detect, segment, pose and rotated boxes, by a data.yaml or by the folders images and labels.
 * docs/formats.md says what is read. Folders of classes, which YOLO classifies by, are the folder importer's.
 */
export const yolo: Importer = {
  id: 'yolo',
  title: 'YOLO: data.yaml, or pictures with label files',
  recognises: async (given) => {
    for (const tree of treesOf(given)) if (await isYolo(tree)) return true
    return false
  },
  find
}

const isConfigPath = (path: string): boolean => /\.ya?ml$/i.test(path)

/** Trees that were given whole, and those that hold a given data.yaml; the folder of a single picture is none. */
function treesOf({ paths, trees }: Given): readonly Tree[] {
  return trees.filter(
    ({ path, describe }) =>
      paths.includes(path) || paths.some((one) => isConfigPath(one) && describe(basename(one)) === one)
  )
}

async function isYolo(tree: Tree): Promise<boolean> {
  try {
    const index = await indexTree(tree)
    return (await hasConfig(index)) || (await hasLabels(index))
  } catch {
    return false
  }
}

async function* find(given: Given, signal?: AbortSignal): AsyncGenerator<Finding> {
  yield* await missingPaths(given.paths)
  const trees = treesOf(given)
  for (const tree of trees) {
    yield* (await tree.list(signal)).problems
    const prefix = trees.length > 1 ? `${basename(tree.path)}/` : ''
    const index = await indexTree(tree, signal)
    yield* unreadPictures(index)
    yield* findInTree(index, given, { prefix, signal })
  }
}

async function* findInTree(
  index: TreeIndex,
  { paths }: Given,
  at: { readonly prefix: string; readonly signal: AbortSignal | undefined }
): AsyncGenerator<Finding> {
  const isWhole = paths.includes(index.tree.path)
  const isWanted = ({ name }: { readonly name: string }): boolean =>
    isWhole || paths.includes(index.tree.describe(name))
  const { sets, findings } = await configuredSets(index, isWanted)
  yield* findings
  // Why also after a damaged data.yaml: its pictures and labels are there all the same.
  const all = sets.some(({ splits }) => splits.size > 0) ? sets : [await plainSet(index, sets[0]?.config)]
  const taken = new Set<string>()
  for (const set of all) {
    yield* classesOf(set.config)
    const splits = new Map([...set.splits].filter(([name]) => !taken.has(name)))
    for (const name of splits.keys()) taken.add(name)
    yield* findPictures(index, { ...set, splits }, at)
  }
  yield* leftOver(index, all, taken)
}

function* classesOf({ names, keypointNames, flips }: YoloConfig): Generator<FoundClass> {
  const declared = new Set<string>()
  for (const [number, name] of names ?? []) {
    if (declared.has(name)) continue
    declared.add(name)
    const details: ClassDetails = {
      number,
      ...(keypointNames === undefined ? {} : { keypoints: keypointNames }),
      ...(flips === undefined ? {} : { mirroredKeypoints: flips })
    }
    yield { kind: 'class', name, details }
  }
}

/** Pictures that no part names, and label files that have no picture. */
function* leftOver(
  index: TreeIndex,
  sets: readonly YoloSet[],
  taken: ReadonlySet<string>
): Generator<Finding> {
  const left = index.pictures.filter(({ name }) => !taken.has(name)).length
  const { tree } = index
  if (left > 0) {
    const path = tree.describe(sets[0]?.config.file ?? '')
    yield { kind: 'note', path, text: `${left} pictures are in no part of the data set and were left out.` }
  }
  const labelled = new Set(
    index.pictures.flatMap(({ name }) => labelNames(name)).map((name) => name.normalize('NFC'))
  )
  const folders = sets.map(({ config }) => config.folder)
  for (const { name } of index.files) {
    const isLabel = /(?:^|\/)labels\/.*\.txt$/i.test(name) && !/(?:^|\/)classes\.txt$/i.test(name)
    if (!isLabel || labelled.has(name.normalize('NFC'))) continue
    if (!folders.some((folder) => isBelow(name, folder))) continue
    const reason = 'There is no picture for these labels. Put it into the folder images, under the same name.'
    yield { kind: 'problem', path: tree.describe(name), reason }
  }
}
