import { throwIfCancelled } from './cancelled.ts'
import { type LabelFile, labelFiles } from './labelFiles.ts'
import { Lookups } from './lookups.ts'
import type { PictureLookup } from './pictureLookup.ts'
import type { Finding, Given, Importer } from './types.ts'

/** Files that are looked into to find out the format. */
const triedFiles = 20

/** What the files of one import share. */
export interface Reading {
  readonly lookup: PictureLookup
  readonly signal: AbortSignal | undefined
  /** Takes a picture for an entry; why not, when another one has it already. */
  take(name: string): string | undefined
}

/** A program with which people mark pictures: its files name pictures that lie beside them. */
export interface AnnotationTool extends Pick<Importer, 'id' | 'title'> {
  readonly extensions: readonly string[]
  /** By the beginning; never throws. */
  readonly looksLike: (label: LabelFile) => Promise<boolean>
  /** Why a file that a person named cannot be read. */
  readonly foreign: string
  readonly pictures: (label: LabelFile, reading: Reading) => AsyncGenerator<Finding>
}

/** Whether one of the first files of a data set is of the kind. */
export const recognisesBy =
  ({ extensions, looksLike }: Pick<AnnotationTool, 'extensions' | 'looksLike'>) =>
  async (given: Given): Promise<boolean> => {
    const { files } = await labelFiles(given, extensions)
    for (const label of files.slice(0, triedFiles)) if (await looksLike(label)) return true
    return false
  }

/** The importer of a tool: every file by itself, pictures once only, and those that no file mentions told at the end. */
export function toolImporter(tool: AnnotationTool): Importer {
  return {
    id: tool.id,
    title: tool.title,
    recognises: recognisesBy(tool),
    find: (...all) => find(tool, ...all)
  }
}

async function* find(
  { extensions, looksLike, foreign, pictures }: AnnotationTool,
  given: Given,
  signal?: AbortSignal
): AsyncGenerator<Finding> {
  const { files, problems } = await labelFiles(given, extensions, signal)
  yield* problems
  const lookups = new Lookups()
  const seen = new Set<string>()
  const take = (name: string): string | undefined => {
    if (seen.has(name))
      return `The picture ${JSON.stringify(name)} is described already. Remove one of the two.`
    seen.add(name)
    return undefined
  }
  for (const label of files) {
    throwIfCancelled(signal)
    if (await looksLike(label)) {
      yield* pictures(label, { lookup: await lookups.of(label.tree, signal), take, signal })
    } else if (label.isNamed) yield { kind: 'problem', path: label.where, reason: foreign }
  }
  yield* lookups.unmentioned(files)
}
