import type { PictureAnnotations } from '../../../shared/annotations/types.ts'
import { throwIfCancelled } from '../cancelled.ts'
import { reasonOf, toFileError } from '../fsError.ts'
import { pictureSize } from '../pictureSize.ts'
import { maxTextBytes } from '../tree/limits.ts'
import type { TreeIndex } from '../tree/treeIndex.ts'
import type { TreeFile } from '../tree/types.ts'
import type { Finding } from '../types.ts'
import { labelOf, type YoloSet } from './dataSet.ts'
import { type BadRow, type LabelRow, parseRows } from './labels.ts'
import { marksOf } from './marks.ts'
import { rowFormat, type RowFormat } from './task.ts'

/** Label files that are looked into to find out what their rows are. */
const sampledFiles = 100
/** Pictures that are looked at side by side. */
const atOnce = 16
/** Bad lines of one file that are told one by one. */
const toldLines = 20

/** The pictures of a data set in the order of its parts, each with what its label file says. */
export async function* findPictures(
  index: TreeIndex,
  set: YoloSet,
  { prefix, signal }: { readonly prefix: string; readonly signal: AbortSignal | undefined }
): AsyncGenerator<Finding> {
  const format = await sampledFormat(index, set)
  const names = [...set.splits.keys()]
  for (let at = 0; at < names.length; at += atOnce) {
    throwIfCancelled(signal)
    const some = names.slice(at, at + atOnce).flatMap((name) => index.file(name) ?? [])
    const found = await Promise.all(some.map((file) => findPicture(index, file, { set, format })))
    for (const [place, { annotations, problems }] of found.entries()) {
      yield* problems
      const file = some[place]
      if (file === undefined) continue
      yield {
        kind: 'image',
        ...index.tree.address(file),
        name: prefix + file.name,
        className: null,
        split: set.splits.get(file.name) ?? null,
        annotations
      }
    }
  }
}

async function sampledFormat(index: TreeIndex, { config, splits }: YoloSet): Promise<RowFormat> {
  const samples: (readonly number[])[] = []
  let files = 0
  for (const name of splits.keys()) {
    const label = labelOf(index, name)
    if (label === undefined) continue
    const text = await index.tree.read(label, maxTextBytes).catch(() => undefined)
    samples.push(...parseRows(text?.toString('utf8') ?? '').rows.map(({ values }) => values))
    if (++files === sampledFiles) break
  }
  return rowFormat(config, samples)
}

interface Described {
  readonly annotations: PictureAnnotations
  readonly problems: readonly Finding[]
}

const background: PictureAnnotations = { objects: [] }

/** A picture without a label file, or with an empty one, is one without objects. */
async function findPicture(
  index: TreeIndex,
  picture: TreeFile,
  of: { readonly set: YoloSet; readonly format: RowFormat }
): Promise<Described> {
  const label = labelOf(index, picture.name)
  if (label === undefined) return { annotations: background, problems: [] }
  const path = index.tree.describe(label.name)
  try {
    const { rows, bad } = parseRows((await index.tree.read(label, maxTextBytes)).toString('utf8'))
    if (rows.length === 0) return { annotations: background, problems: rowProblems(path, bad) }
    const marked = await markRows(index, picture, { ...of, rows })
    const wrong = [...bad, ...marked.bad].sort((a, b) => a.line - b.line)
    return { annotations: marked.annotations, problems: rowProblems(path, wrong) }
  } catch (error) {
    const reason = reasonOf(toFileError(error, path))
    return {
      annotations: background,
      problems: [{ kind: 'problem', path, reason: `Its rows were not read: ${reason}` }]
    }
  }
}

async function markRows(
  index: TreeIndex,
  picture: TreeFile,
  of: { readonly set: YoloSet; readonly format: RowFormat; readonly rows: readonly LabelRow[] }
): Promise<{ readonly annotations: PictureAnnotations; readonly bad: readonly BadRow[] }> {
  const size = await pictureSize(index.tree, picture)
  const { names } = of.set.config
  const bad: BadRow[] = []
  const objects = of.rows.flatMap(({ line, values }, object) => {
    const marks = marksOf(values, { ...of.format, size, names, object })
    if (typeof marks !== 'string') return marks
    bad.push({ line, reason: marks })
    return []
  })
  return { annotations: { objects }, bad }
}

function rowProblems(path: string, bad: readonly BadRow[]): readonly Finding[] {
  const told = bad.slice(0, toldLines).map(({ line, reason }): Finding => ({
    kind: 'problem',
    path,
    reason: `Line ${line}: ${reason} Correct or remove it; the other lines were read.`
  }))
  const more = bad.length - told.length
  return more === 0
    ? told
    : [
        ...told,
        { kind: 'problem', path, reason: `${more} more lines of it cannot be read. Correct or remove them.` }
      ]
}
