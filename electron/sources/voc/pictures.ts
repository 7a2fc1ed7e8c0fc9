import type { Annotation, Attributes } from '../../../shared/annotations/types.ts'
import { throwIfCancelled } from '../cancelled.ts'
import { reasonOf, toFileError } from '../fsError.ts'
import { pictureSize } from '../pictureSize.ts'
import type { TreeIndex } from '../tree/treeIndex.ts'
import type { TreeFile } from '../tree/types.ts'
import type { Finding, FoundImage } from '../types.ts'
import { maskFiles, splitOfPicture, type VocSet } from './dataSet.ts'
import { boxesOf, noBoxes } from './boxes.ts'
import { type VocDocument, vocDocument } from './document.ts'
import { pictureFinder } from './locate.ts'
import { masksFor } from './readMasks.ts'
import { parseXml } from './xml.ts'

/** Unit: bytes of one file of annotations. */
const maxDocumentBytes = 16 * 1024 * 1024
/** Pictures that are looked at side by side. */
const atOnce = 8

/** A picture and the file that says what is marked in it. */
interface Pair {
  readonly picture: TreeFile
  readonly document?: { readonly file: TreeFile; readonly content: VocDocument }
}

export interface FindOptions {
  readonly prefix: string
  readonly signal: AbortSignal | undefined
  /** Whether a file of annotations is wanted; pictures without one come only when all are. */
  readonly isWanted: ((document: TreeFile) => boolean) | undefined
}

/** The pictures of a set: first those with a file of annotations in its order, then the others. */
export async function* findPictures(index: TreeIndex, set: VocSet, of: FindOptions): AsyncGenerator<Finding> {
  const taken = new Set<string>()
  const pictureOf = pictureFinder(index, set)
  for (const documents of chunks(set.documents.filter(of.isWanted ?? ((): boolean => true)))) {
    throwIfCancelled(of.signal)
    const pairs: Pair[] = []
    for (const read of await Promise.all(documents.map((file) => readDocument(index, file)))) {
      if ('kind' in read) yield read
      else if (read.content !== undefined) {
        const { file, content } = read
        const picture = pictureOf(file, content.filename)
        const reason =
          typeof picture === 'string' ? picture : taken.has(picture.name) ? second(picture) : undefined
        if (reason !== undefined) yield { kind: 'problem', path: index.tree.describe(file.name), reason }
        else if (typeof picture !== 'string') {
          taken.add(picture.name)
          pairs.push({ picture, document: { file, content } })
        }
      }
    }
    yield* findSome(index, set, { pairs, prefix: of.prefix })
  }
  const others = of.isWanted === undefined ? set.pictures.filter(({ name }) => !taken.has(name)) : []
  for (const some of chunks(others)) {
    throwIfCancelled(of.signal)
    yield* findSome(index, set, { pairs: some.map((picture) => ({ picture })), prefix: of.prefix })
  }
}

const second = ({ name }: TreeFile): string =>
  `Another file says already what is marked in ${JSON.stringify(name)}. Remove one of them.`

function* chunks<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += atOnce) yield items.slice(at, at + atOnce)
}

/** The content of a file; undefined when it is XML of another kind, which is passed over. */
async function readDocument(
  { tree }: TreeIndex,
  file: TreeFile
): Promise<Finding | { readonly file: TreeFile; readonly content: VocDocument | undefined }> {
  const path = tree.describe(file.name)
  try {
    return { file, content: vocDocument(parseXml(await tree.read(file, maxDocumentBytes), path)) }
  } catch (error) {
    return { kind: 'problem', path, reason: reasonOf(toFileError(error, path)) }
  }
}

async function* findSome(
  index: TreeIndex,
  set: VocSet,
  { pairs, prefix }: { readonly pairs: readonly Pair[]; readonly prefix: string }
): AsyncGenerator<Finding> {
  const found = await Promise.all(pairs.map((pair) => described(index, set, pair)))
  for (const [at, { picture }] of pairs.entries()) {
    const { findings = [], objects = [], attributes } = found[at] ?? {}
    yield* findings
    const image: FoundImage = {
      kind: 'image',
      ...index.tree.address(picture),
      name: prefix + picture.name,
      className: null,
      split: splitOfPicture(set, picture.name),
      annotations: { objects, ...(attributes === undefined ? {} : { attributes }) }
    }
    yield image
  }
}

interface Described {
  readonly objects: readonly Annotation[]
  readonly attributes: Attributes | undefined
  readonly findings: readonly Finding[]
}

async function described(index: TreeIndex, set: VocSet, { picture, document }: Pair): Promise<Described> {
  const files = maskFiles(index, set, picture.name)
  const attributes = document?.content.attributes
  const isMarked = files.classes !== undefined || (document?.content.objects.length ?? 0) > 0
  if (!isMarked) return { objects: [], attributes, findings: [] }
  const path = index.tree.describe(document?.file.name ?? picture.name)
  try {
    const size = await pictureSize(index.tree, picture)
    const boxes = document === undefined ? noBoxes : boxesOf(document.content, size, path)
    const masks = await masksFor(index, { ...files, size, names: boxes.names, map: set.map })
    const linked = new Set(masks.masks.map(({ object }) => object))
    // A number that nothing else has says nothing.
    const marks = boxes.objects.map(({ mark, object, isSeveral }) =>
      isSeveral || linked.has(object) ? { ...mark, object } : mark
    )
    return {
      objects: [...marks, ...masks.masks],
      attributes,
      findings: [...boxes.findings, ...masks.findings]
    }
  } catch (error) {
    const reason = `What is marked was not read: ${reasonOf(toFileError(error, path))}`
    return { objects: [], attributes, findings: [{ kind: 'problem', path, reason }] }
  }
}
