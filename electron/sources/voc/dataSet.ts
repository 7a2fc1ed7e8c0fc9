import { extensionOf } from '../../pixels/sniff.ts'
import { reasonOf, toFileError } from '../fsError.ts'
import { splitOf } from '../splits.ts'
import { maxTextBytes } from '../tree/limits.ts'
import { baseOf, folderOf, withoutExtension } from '../tree/paths.ts'
import { isBelow, type TreeIndex } from '../tree/treeIndex.ts'
import type { TreeFile } from '../tree/types.ts'
import type { Finding, FoundSplit } from '../types.ts'
import { indexedNames, type LabelMap, parseClassesJson, parseLabelMap } from './labelMap.ts'

/** A folder such as VOCdevkit/VOC2012 and what lies in it. */
export interface VocSet {
  /** Name of the folder; '' is the root of the tree. */
  readonly root: string
  readonly pictures: readonly TreeFile[]
  readonly documents: readonly TreeFile[]
  /** Parts by the names of the pictures without folder and ending; undefined when no list says. */
  readonly splits: ReadonlyMap<string, FoundSplit | null> | undefined
  readonly map: LabelMap | undefined
  readonly findings: readonly Finding[]
}

const part = (pattern: string): RegExp => new RegExp(`^(.*?)(?:^|/)(?:${pattern})/`, 'i')
const marker = part('Annotations|JPEGImages|SegmentationClass')
const pictureFolder = part('JPEGImages|images')
const maskFolder = /(?:^|\/)(?:SegmentationClass|SegmentationObject|masks)\//i

/** Whether a picture is a mask of another. */
export const isMask = (name: string): boolean => maskFolder.test(name)

/** The data sets in a tree: one for each folder that has VOC's folders in it, else all of it. */
export async function vocSets(index: TreeIndex): Promise<readonly VocSet[]> {
  const roots = new Set(index.files.flatMap(({ name }) => marker.exec(name)?.[1] ?? []))
  const sets: VocSet[] = []
  for (const root of roots.size === 0 ? [''] : [...roots].sort()) sets.push(await vocSet(index, root))
  return sets
}

async function vocSet(index: TreeIndex, root: string): Promise<VocSet> {
  const own = index.files.filter(({ name }) => isBelow(name, root))
  const pictures = index.pictures.filter(({ name }) => isBelow(name, root) && !isMask(name))
  const inFolder = pictures.filter(({ name }) => pictureFolder.test(below(name, root)))
  const findings: Finding[] = []
  const lists = own.filter(({ name }) => /(?:^|\/)ImageSets\/[^/]+\/[^/]+\.txt$/i.test(name))
  const map = (await listedMap(index, own, findings)) ?? classesOfLists(lists)
  return {
    root,
    pictures: inFolder.length > 0 ? inFolder : pictures,
    documents: own.filter(({ name }) => extensionOf(name) === 'xml'),
    splits: lists.length === 0 ? undefined : await listedSplits(index, lists, findings),
    map,
    findings
  }
}

const below = (name: string, root: string): string => (root === '' ? name : name.slice(root.length + 1))

/** What the lists of a set call a picture: its path in the folder of pictures, without ending. */
export function stemOf(name: string, root: string): string {
  const rest = below(name, root)
  const found = /^(?:JPEGImages|images|Annotations)\/(.*)$/i.exec(rest)
  return withoutExtension(found?.[1] ?? rest).normalize('NFC')
}

/** The part that a picture is in: by the lists, else by the folders that it lies in. */
export function splitOfPicture({ splits, root }: VocSet, name: string): FoundSplit | null {
  const stem = stemOf(name, root)
  if (splits !== undefined) return splits.get(stem) ?? splits.get(baseOf(stem)) ?? null
  const folders = folderOf(below(name, root)).split('/')
  return folders.map(splitOf).find((split) => split !== null) ?? null
}

/** Masks of a picture: VOC's, or those of a folder `masks` beside `images`. */
export function maskFiles(
  index: TreeIndex,
  { root }: VocSet,
  picture: string
): { readonly classes: TreeFile | undefined; readonly objects: TreeFile | undefined } {
  const stem = stemOf(picture, root)
  const home = root === '' ? '' : `${root}/`
  const rest = withoutExtension(picture)
  const at = `/${rest}`.toLowerCase().lastIndexOf('/images/')
  const pair = at === -1 ? [] : [`${rest.slice(0, at)}masks${rest.slice(at + 'images'.length)}`]
  const named = [`${home}SegmentationClass/${stem}`, ...pair, ...pair.map((name) => `${name}_mask`)]
  return {
    classes: named.map((name) => index.file(`${name}.png`)).find((file) => file !== undefined),
    objects: index.file(`${home}SegmentationObject/${stem}.png`)
  }
}

const text = async ({ tree }: TreeIndex, file: TreeFile): Promise<string> =>
  (await tree.read(file, maxTextBytes)).toString('utf8').replace(/^\ufeff/, '')

/** labelmap.txt or classes.json of the set, else of the folders above it. */
async function listedMap(
  index: TreeIndex,
  own: readonly TreeFile[],
  findings: Finding[]
): Promise<LabelMap | undefined> {
  const isMap = ({ name }: TreeFile): boolean => /^(?:labelmap\.txt|classes\.json)$/i.test(baseOf(name))
  const file = own.find(isMap) ?? index.files.find(isMap)
  if (file === undefined) return undefined
  const path = index.tree.describe(file.name)
  try {
    const content = await text(index, file)
    return extensionOf(file.name) === 'json' ? parseClassesJson(content, path) : parseLabelMap(content)
  } catch (error) {
    findings.push({ kind: 'problem', path, reason: reasonOf(toFileError(error, path)) })
    return undefined
  }
}

/** VOC has lists for each class, `cat_train.txt`; its classes have their indexes in alphabetical order. */
function classesOfLists(lists: readonly TreeFile[]): LabelMap | undefined {
  const found = lists.flatMap(
    ({ name }) => /Main\/(.+)_(?:train|val|trainval|test)\.txt$/i.exec(name)?.[1] ?? []
  )
  return found.length === 0 ? undefined : indexedNames([...new Set(found)].sort())
}

/**
 * Parts by the lists train, val and test; what stands in trainval alone is in none. A list of ImageSets/Main counts
 * before those of other tasks.
 */
async function listedSplits(
  index: TreeIndex,
  lists: readonly TreeFile[],
  findings: Finding[]
): Promise<ReadonlyMap<string, FoundSplit | null>> {
  const splits = new Map<string, FoundSplit | null>()
  const tasks = [...new Set(lists.map(({ name }) => folderOf(name)))].sort(
    (a, b) => Number(/\/Main$/i.test(b)) - Number(/\/Main$/i.test(a))
  )
  for (const split of ['train', 'val', 'test', 'trainval'] as const) {
    for (const task of tasks) {
      const file = lists.find(({ name }) => name.toLowerCase() === `${task}/${split}.txt`.toLowerCase())
      if (file !== undefined) await addList(index, file, { splits, split, findings })
    }
  }
  return splits
}

async function addList(
  index: TreeIndex,
  file: TreeFile,
  {
    splits,
    split,
    findings
  }: {
    readonly splits: Map<string, FoundSplit | null>
    readonly split: FoundSplit | 'trainval'
    readonly findings: Finding[]
  }
): Promise<void> {
  const path = index.tree.describe(file.name)
  try {
    for (const line of (await text(index, file)).split(/\r\n|[\r\n]/)) {
      // Why the number behind: lists of a class say by it whether the class is there.
      const name = line
        .trim()
        .replace(/\s+-?[01]$/, '')
        .normalize('NFC')
      if (name !== '' && !name.startsWith('# ') && !splits.has(name))
        splits.set(name, split === 'trainval' ? null : split)
    }
  } catch (error) {
    findings.push({ kind: 'problem', path, reason: reasonOf(toFileError(error, path)) })
  }
}
