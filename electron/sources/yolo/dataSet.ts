import { reasonOf, toFileError } from '../fsError.ts'
import { splitOf } from '../splits.ts'
import { maxTextBytes } from '../tree/limits.ts'
import { baseOf, folderOf, withoutExtension } from '../tree/paths.ts'
import type { TreeIndex } from '../tree/treeIndex.ts'
import type { TreeFile } from '../tree/types.ts'
import type { Finding, FoundSplit } from '../types.ts'
import { looksLikeConfig, parseConfig, type YoloConfig } from './config.ts'
import { looksLikeLabels } from './labels.ts'
import { partedPictures } from './parts.ts'

/** Pictures that are read with the same names and rules. */
export interface YoloSet {
  readonly config: YoloConfig
  readonly splits: ReadonlyMap<string, FoundSplit | null>
}

/** Unit: bytes. A data.yaml names 1000 classes in some 30,000. */
const maxConfigBytes = 4 * 1024 * 1024

const isConfigName = (name: string): boolean => /\.ya?ml$/i.test(name) && name.split('/').length <= 4

/** Data sets that files of a tree describe, with what is wrong about them. */
export async function configuredSets(
  index: TreeIndex,
  isWanted: (file: TreeFile) => boolean
): Promise<{ readonly sets: readonly YoloSet[]; readonly findings: readonly Finding[] }> {
  const sets: YoloSet[] = []
  const findings: Finding[] = []
  for (const file of index.files) {
    if (!isConfigName(file.name) || !isWanted(file)) continue
    const path = index.tree.describe(file.name)
    try {
      const text = (await index.tree.read(file, maxConfigBytes)).toString('utf8').replace(/^\ufeff/, '')
      if (!looksLikeConfig(text)) continue
      const config = parseConfig(text, file.name, path)
      const { splits, findings: ofParts } = await partedPictures(index, config)
      findings.push(...config.notes.map((note): Finding => ({ kind: 'note', path, text: note })), ...ofParts)
      sets.push({ config, splits })
    } catch (error) {
      findings.push({ kind: 'problem', path, reason: reasonOf(toFileError(error, path)) })
    }
  }
  return { sets, findings }
}

/** Whether a file of a tree looks like a data.yaml. Never throws. */
export async function hasConfig(index: TreeIndex): Promise<boolean> {
  for (const file of index.files) {
    if (!isConfigName(file.name)) continue
    const text = await index.tree.read(file, maxConfigBytes).catch(() => undefined)
    if (text !== undefined && looksLikeConfig(text.toString('utf8'))) return true
  }
  return false
}

/**
 * Names under which the labels of a picture may lie: in the folder `labels` in place of the last folder `images`, as
 * ultralytics finds them (data/utils.py: img2label_paths), or beside it.
 */
export function labelNames(picture: string): readonly string[] {
  const stem = withoutExtension(picture)
  const at = `/${stem}`.toLowerCase().lastIndexOf('/images/')
  const beside = `${stem}.txt`
  return at === -1 ? [beside] : [`${stem.slice(0, at)}labels${stem.slice(at + 'images'.length)}.txt`, beside]
}

/** The label file of a picture; undefined where it has none. */
export function labelOf(index: TreeIndex, picture: string): TreeFile | undefined {
  for (const name of labelNames(picture)) {
    const file = index.file(name)
    if (file !== undefined) return file
  }
  return undefined
}

/** Whether pictures lie beside label files: some of them are looked into. Never throws. */
export async function hasLabels(index: TreeIndex): Promise<boolean> {
  let seen = 0
  for (const { name } of index.pictures) {
    const file = labelOf(index, name)
    if (file === undefined) continue
    const text = await index.tree.read(file, maxTextBytes).catch(() => undefined)
    const content = text?.toString('utf8').trim() ?? ''
    if (content === '') continue
    if (!looksLikeLabels(content)) return false
    if (++seen === 3) break
  }
  return seen > 0
}

/** A tree without a data.yaml that finds them: its pictures, with the parts that their folders are named by. */
export async function plainSet(index: TreeIndex, known?: YoloConfig): Promise<YoloSet> {
  const inFolder = index.pictures.filter(({ name }) => labelNames(name).length > 1)
  const pictures = inFolder.some(({ name }) => labelOf(index, name) !== undefined) ? inFolder : index.pictures
  const splits = new Map(pictures.map(({ name }) => [name, splitOfName(name)]))
  if (known !== undefined) return { config: known, splits }
  const names = await listedNames(index)
  const nothing = { path: undefined, task: undefined, keypoints: undefined, keypointNames: undefined }
  return {
    config: { file: '', folder: '', parts: [], names, flips: undefined, notes: [], ...nothing },
    splits
  }
}

/** The part that a folder beside or around `images` is named by. */
function splitOfName(name: string): FoundSplit | null {
  const folders = folderOf(name).split('/')
  const at = folders.findLastIndex((folder) => folder.toLowerCase() === 'images')
  const near = at === -1 ? folders.slice(0, 1) : folders.slice(Math.max(0, at - 1), at + 2)
  // Darknet and CVAT call their folders obj_train_data.
  const names = near.map((folder) => folder.replace(/^obj_(.*)_data$/i, '$1'))
  return names.map(splitOf).find((split) => split !== null) ?? null
}

/** Names of classes from classes.txt or darknet's obj.names: the one that lies least deep. */
async function listedNames(index: TreeIndex): Promise<ReadonlyMap<number, string> | undefined> {
  const depth = ({ name }: TreeFile): number => name.split('/').length
  const [file] = index.files
    .filter(({ name }) => /^(?:classes\.txt|labels\.txt|.*\.names)$/i.test(baseOf(name)))
    .sort((a, b) => depth(a) - depth(b))
  const text = file && (await index.tree.read(file, maxConfigBytes).catch(() => undefined))
  const lines = text
    ?.toString('utf8')
    .replace(/^\ufeff/, '')
    .trimEnd()
    .split(/\r\n|[\r\n]/)
  const names = lines?.map((line, at) => [at, line.trim() === '' ? `class_${at}` : line.trim()] as const)
  return names === undefined || names.length === 0 ? undefined : new Map(names)
}
