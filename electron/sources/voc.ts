import { basename, dirname, join } from 'node:path'
import { extensionOf } from '../pixels/sniff.ts'
import { missingPaths } from './labelFiles.ts'
import { folderTree } from './tree/folderTree.ts'
import { indexTree, type TreeIndex, unreadPictures } from './tree/treeIndex.ts'
import type { Tree, TreeFile } from './tree/types.ts'
import type { Finding, Given, Importer } from './types.ts'
import { isMask, stemOf, vocSets, type VocSet } from './voc/dataSet.ts'
import { declaredClasses } from './voc/labelMap.ts'
import { findPictures } from './voc/pictures.ts'

/**
 * PASCAL VOC: Annotations with a file of XML for each picture, masks in SegmentationClass and SegmentationObject, lists in
 * ImageSets; also XML beside the pictures, and the folders images and masks. docs/formats.md says what is read.
 */
export const voc: Importer = {
  id: 'voc',
  title: 'PASCAL VOC: XML beside the pictures, or masks',
  recognises: async (given) => {
    for (const { tree, isWanted } of placesOf(given)) if (await isVoc(tree, isWanted)) return true
    return false
  },
  find
}

interface Place {
  readonly tree: Tree
  /** Undefined: everything is. */
  readonly isWanted: ((document: TreeFile) => boolean) | undefined
}

const inner = /^(?:Annotations|JPEGImages|ImageSets|SegmentationClass)$/i

/** Trees that were given whole, and the folders of XML files that were; of VOC's own folders the one around them. */
function placesOf({ paths, trees }: Given): readonly Place[] {
  return trees.flatMap((tree): readonly Place[] => {
    const isWhole = paths.includes(tree.path)
    const isXml = paths.some((path) => extensionOf(path) === 'xml' && dirname(path) === tree.path)
    if (!isWhole && !isXml) return []
    const isInner = tree.kind === 'folder' && inner.test(basename(tree.path))
    const wide = isInner ? folderTree(dirname(tree.path)) : tree
    return [
      { tree: wide, isWanted: isWhole ? undefined : ({ name }) => paths.includes(join(wide.path, name)) }
    ]
  })
}

/** Unit: bytes; the root of a file of annotations stands in its first lines. */
const headBytes = 4096

async function isVoc(tree: Tree, isWanted: Place['isWanted']): Promise<boolean> {
  try {
    const index = await indexTree(tree)
    if (isWanted === undefined && hasMasks(index)) return true
    const documents = index.files.filter(
      (file) => extensionOf(file.name) === 'xml' && (isWanted?.(file) ?? true)
    )
    for (const file of documents.slice(0, 3)) if (await isDocument(tree, file)) return true
    return false
  } catch {
    return false
  }
}

const hasMasks = ({ files }: TreeIndex): boolean => {
  const has = (pattern: RegExp): boolean => files.some(({ name }) => pattern.test(name))
  if (has(/(?:^|\/)SegmentationClass\/.*\.png$/i)) return true
  return (
    has(/(?:^|\/)masks\/.*\.png$/i) &&
    has(/(?:^|\/)images\//i) &&
    has(/(?:^|\/)(?:labelmap\.txt|classes\.json)$/i)
  )
}

/** Whether it is an `annotation`; those of CVAT are `annotations`. */
async function isDocument(tree: Tree, file: TreeFile): Promise<boolean> {
  for await (const chunk of await tree.stream(file)) {
    const head = (chunk as Buffer).subarray(0, headBytes)
    const isWide = head[0] === 0xff || head[0] === 0xfe
    const text = head.toString('latin1')
    return /<annotation[\s>]/.test(isWide ? text.replaceAll('\0', '') : text)
  }
  return false
}

async function* find(given: Given, signal?: AbortSignal): AsyncGenerator<Finding> {
  yield* await missingPaths(given.paths)
  const places = placesOf(given)
  for (const { tree, isWanted } of places) {
    yield* (await tree.list(signal)).problems
    const prefix = places.length > 1 ? `${basename(tree.path)}/` : ''
    const index = await indexTree(tree, signal)
    if (isWanted === undefined) yield* unreadPictures(index)
    for (const set of await vocSets(index)) {
      yield* set.findings
      yield* set.map === undefined ? [] : declaredClasses(set.map)
      yield* findPictures(index, set, { prefix, signal, isWanted })
      if (isWanted === undefined) yield* withoutPicture(index, set)
    }
  }
}

/** Names of the lists and masks for which there is no picture. */
function* withoutPicture({ tree, files }: TreeIndex, { root, pictures, splits }: VocSet): Generator<Finding> {
  const stems = new Set(pictures.map(({ name }) => stemOf(name, root)))
  for (const stem of splits?.keys() ?? []) {
    if (stems.has(stem)) continue
    const path = tree.describe(root === '' ? 'ImageSets' : `${root}/ImageSets`)
    const reason = `A list names the picture ${JSON.stringify(stem)}, which is not there. Put it back, or take it out of the list.`
    yield { kind: 'problem', path, reason }
  }
  const home = root === '' ? '' : `${root}/`
  for (const { name } of files) {
    if (!isMask(name) || !name.startsWith(`${home}SegmentationClass/`) || extensionOf(name) !== 'png')
      continue
    const stem = name.slice(home.length + 'SegmentationClass/'.length).replace(/\.png$/i, '')
    if (stems.has(stem.normalize('NFC'))) continue
    const reason = 'There is no picture for this mask. Put it into JPEGImages, under the same name.'
    yield { kind: 'problem', path: tree.describe(name), reason }
  }
}
