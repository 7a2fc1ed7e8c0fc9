import { maxTextBytes } from '../tree/limits.ts'
import { reasonOf, toFileError } from '../fsError.ts'
import { endingsOf, folderOf, isAbsolutePath, within } from '../tree/paths.ts'
import { isBelow, type TreeIndex } from '../tree/treeIndex.ts'
import { splitOf } from '../splits.ts'
import type { Finding, FoundSplit } from '../types.ts'
import type { YoloConfig } from './config.ts'

/** Pictures of a data set with the part that each is in. */
export interface Parted {
  readonly splits: ReadonlyMap<string, FoundSplit | null>
  readonly findings: readonly Finding[]
}

const aliases: Readonly<Record<FoundSplit, readonly string[]>> = {
  train: ['train', 'training'],
  val: ['val', 'valid', 'validation'],
  test: ['test', 'testing']
}

/**
 * The pictures that a data.yaml names.
 *
 * Convention: ultralytics demands `val`, so files repeat another part's folder under it. Then the other part counts: a
 * folder that is both train and val has no splits, unless it is called by the name of one.
 */
export async function partedPictures(index: TreeIndex, config: YoloConfig): Promise<Parted> {
  const splits = new Map<string, FoundSplit | null>()
  const findings: Finding[] = []
  const val = JSON.stringify(config.parts.find(({ split }) => split === 'val')?.entries)
  for (const split of ['train', 'test', 'val'] as const) {
    const entries = config.parts.find((part) => part.split === split)?.entries ?? []
    const isRepeated = split !== 'val' && JSON.stringify(entries) === val
    if (split === 'val' && isStandIn(config, val)) continue
    for (const entry of entries) {
      const resolved = await picturesOf(index, config, { split, entry })
      findings.push(...resolved.findings)
      const own = isRepeated && split === 'train' ? splitOfPath(entry) : split
      for (const name of resolved.names) if (!splits.has(name)) splits.set(name, own)
    }
  }
  return { splits, findings }
}

const isStandIn = ({ parts }: YoloConfig, val: string | undefined): boolean =>
  parts.some(({ split, entries }) => split !== 'val' && JSON.stringify(entries) === val)

const splitOfPath = (path: string): FoundSplit | null =>
  path
    .split(/[/\\]/)
    .map(splitOf)
    .findLast((split) => split !== null) ?? null

interface Entry {
  readonly split: FoundSplit
  readonly entry: string
}

interface Resolved {
  readonly names: readonly string[]
  readonly findings: readonly Finding[]
}

/** Pictures of one folder or list. */
async function picturesOf(index: TreeIndex, config: YoloConfig, entry: Entry): Promise<Resolved> {
  for (const place of placesOf(config, entry)) {
    const file = index.file(place)
    if (file !== undefined && /\.txt$/i.test(place)) return listed(index, config, file.name)
    if (file !== undefined) return { names: [file.name], findings: [] }
    if (!index.hasFolder(place)) continue
    return { names: below(index, place), findings: [] }
  }
  const usual = aliases[entry.split]
    .flatMap((alias) => [`images/${alias}`, `${alias}/images`])
    .map((path) => within(config.folder, path))
    .find((path) => path !== undefined && index.hasFolder(path))
  const path = index.tree.describe(config.file)
  if (usual === undefined) {
    const reason = `It names ${JSON.stringify(entry.entry)} for ${entry.split}, which is not there. Put the pictures in images/${entry.split}, or correct the path.`
    return { names: [], findings: [{ kind: 'problem', path, reason }] }
  }
  const text = `${JSON.stringify(entry.entry)} for ${entry.split} is not there; ${usual} was taken.`
  return { names: below(index, usual), findings: [{ kind: 'note', path, text }] }
}

const below = ({ pictures }: TreeIndex, folder: string): readonly string[] =>
  pictures.map(({ name }) => name).filter((name) => isBelow(name, folder))

/** Where an entry may be, the likeliest first: as the file says, beside it, and for paths of other machines by their endings. */
function placesOf({ folder, path = '' }: YoloConfig, { entry }: Entry): readonly string[] {
  const bases = [isAbsolutePath(path) ? undefined : within(folder, path), folder].filter(
    (base) => base !== undefined
  )
  const isAbsolute = isAbsolutePath(entry)
  // Why without the dots: Roboflow writes ../train/images for what lies beside the file, and ultralytics reads it so.
  const plain = [entry, entry.replace(/^(?:\.{1,2}[/\\])+/, '')]
  const named = isAbsolute ? [] : plain.flatMap((one) => bases.map((base) => within(base, one)))
  const full = isAbsolute ? entry : isAbsolutePath(path) ? `${path}/${plain[1] ?? ''}` : ''
  const endings = endingsOf(full).flatMap((ending) => [within(folder, ending), ending])
  return [...named, ...endings].filter((place) => place !== undefined)
}

/** Pictures that a list names, one a line. */
async function listed(index: TreeIndex, config: YoloConfig, list: string): Promise<Resolved> {
  const { tree } = index
  const names: string[] = []
  const findings: Finding[] = []
  const file = index.file(list)
  if (file === undefined) return { names, findings }
  try {
    const lines = (await tree.read(file, maxTextBytes))
      .toString('utf8')
      .replace(/^\ufeff/, '')
      .split(/\r\n|[\r\n]/)
    lines.forEach((line, at) => {
      if (line.trim() === '') return
      const found = listedPicture(index, [folderOf(list), config.folder, ''], line)
      if (typeof found !== 'string') names.push(found.name)
      else findings.push({ kind: 'problem', path: tree.describe(list), reason: `Line ${at + 1}: ${found}` })
    })
  } catch (error) {
    const path = tree.describe(list)
    findings.push({ kind: 'problem', path, reason: reasonOf(toFileError(error, path)) })
  }
  return { names, findings }
}

function listedPicture(
  { file }: TreeIndex,
  bases: readonly string[],
  path: string
): { readonly name: string } | string {
  const isAbsolute = isAbsolutePath(path)
  const named = isAbsolute ? [] : bases.map((base) => within(base, path))
  if (!isAbsolute && named.every((place) => place === undefined)) {
    return `${JSON.stringify(path)} leads out of the data set. Give a path inside it.`
  }
  const endings = named.includes(undefined)
    ? []
    : endingsOf(path).flatMap((ending) => bases.map((base) => within(base, ending)))
  for (const place of [...named, ...endings]) {
    const found = place === undefined ? undefined : file(place)
    if (found !== undefined) return found
  }
  return `the picture ${JSON.stringify(path)} is not there. Put it back, or take the line out.`
}
