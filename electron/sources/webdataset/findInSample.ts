import type { PictureAnnotations } from '../../../shared/annotations/types.ts'
import { reasonOf, toFileError } from '../fsError.ts'
import { fileKind } from '../names.ts'
import { maxTextBytes } from '../tree/limits.ts'
import type { Tree, TreeFile } from '../tree/types.ts'
import type { Finding, Problem } from '../types.ts'
import { type Described, parseDocument } from './document.ts'
import type { Sample } from './samples.ts'
import type { Shard } from './shards.ts'

export interface OpenShard {
  readonly shard: Shard
  readonly tree: Tree
  /** Of classes, by number. */
  readonly names: readonly string[]
}

/** The picture of a sample with what its other files say of it, after the problems with those. */
export async function* findInSample(open: OpenShard, sample: Sample): AsyncGenerator<Finding> {
  const { picture } = sample
  if (picture === undefined) {
    yield noPicture(open, sample)
    return
  }
  const { tree, shard } = open
  const texts = await readTexts(tree, sample)
  const described = texts.json === undefined ? { objects: [], faults: [] } : parseDocument(texts.json)
  const label = labelOf(open.names, described.label ?? texts.class?.trim() ?? '')
  yield* texts.problems
  const where = tree.describe(sample.jsonFile?.name ?? picture.name)
  for (const reason of described.faults) yield { kind: 'problem', path: where, reason }
  if (label.reason !== undefined) {
    const file = described.label === undefined ? sample.classFile : sample.jsonFile
    yield { kind: 'problem', path: tree.describe(file?.name ?? picture.name), reason: label.reason }
  }
  yield {
    kind: 'image',
    ...tree.address(picture),
    name: `${shard.name}/${picture.name}`,
    className: label.className,
    split: shard.split,
    ...annotationsOf(described, described.captions ?? captionsIn(texts.caption ?? ''))
  }
}

interface Texts {
  readonly json: string | undefined
  readonly class: string | undefined
  readonly caption: string | undefined
  readonly problems: readonly Problem[]
}

async function readTexts(tree: Tree, { jsonFile, classFile, captionFile }: Sample): Promise<Texts> {
  const problems: Problem[] = []
  const read = async (file: TreeFile | undefined): Promise<string | undefined> => {
    if (file === undefined) return undefined
    try {
      return (await tree.read(file, maxTextBytes)).toString('utf8')
    } catch (error) {
      const path = tree.describe(file.name)
      problems.push({ kind: 'problem', path, reason: reasonOf(toFileError(error, path)) })
      return undefined
    }
  }
  const [json, label, caption] = [await read(jsonFile), await read(classFile), await read(captionFile)]
  return { json, class: label, caption, problems }
}

function noPicture({ tree }: OpenShard, { key, others }: Sample): Problem {
  const unread = others.find(({ name }) => fileKind(name) === 'unread')
  if (unread !== undefined) {
    const reason = 'This picture format is not read. Save the picture as PNG or JPEG.'
    return { kind: 'problem', path: tree.describe(unread.name), reason }
  }
  const reason = 'The sample has no picture. Leave it out, or pack it again with its picture.'
  return { kind: 'problem', path: tree.describe(key), reason }
}

interface Label {
  readonly className: string | null
  /** Why a label does not say a class, if so. */
  readonly reason?: string
}

/** A name stands for itself; a number for a name of the list where there is one. */
function labelOf(names: readonly string[], label: string | number): Label {
  if (label === '') return { className: null }
  const isName = typeof label === 'string' && (names.includes(label) || !/^\d{1,9}$/.test(label))
  if (isName || names.length === 0) return { className: String(label) }
  const name = names[Number(label)]
  if (name !== undefined && name !== '') return { className: name }
  const reason = `There is no class ${label} in the list of ${names.length} classes. Add it to the list, or correct the number.`
  return { className: null, reason }
}

/** A caption a line. */
function captionsIn(text: string): readonly string[] | undefined {
  const captions = text.split(/\r?\n/).flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
  return captions.length === 0 ? undefined : captions
}

function annotationsOf(
  { objects, labels, attributes }: Described,
  captions: readonly string[] | undefined
): { readonly annotations?: PictureAnnotations } {
  const isPlain = [labels, captions, attributes].every((one) => one === undefined)
  if (isPlain && objects.length === 0) return {}
  return {
    annotations: {
      objects,
      ...(labels === undefined ? {} : { labels }),
      ...(captions === undefined ? {} : { captions }),
      ...(attributes === undefined ? {} : { attributes })
    }
  }
}
