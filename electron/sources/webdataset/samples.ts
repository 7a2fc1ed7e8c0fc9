import { extensionOf } from '../../pixels/sniff.ts'
import { fileKind } from '../names.ts'
import type { TreeFile } from '../tree/types.ts'

/** The files of a shard that have the same name up to the first dot of the last part. */
export interface Sample {
  /** The name that they share, with its folders. */
  readonly key: string
  /** Undefined when none is a picture. */
  readonly picture: TreeFile | undefined
  /** What says the class: a number or a name. */
  readonly classFile: TreeFile | undefined
  readonly captionFile: TreeFile | undefined
  readonly jsonFile: TreeFile | undefined
  /** What is neither. */
  readonly others: readonly TreeFile[]
}

/** Endings behind the first dot, as shards of WebDataset and img2dataset have them. */
const endings = {
  class: new Set(['cls', 'class', 'label', 'cls.txt', 'label.txt']),
  caption: new Set(['txt', 'text', 'caption', 'caption.txt']),
  json: new Set(['json', 'metadata.json'])
} as const

/** As WebDataset divides names: `a/b.seg.png` is the key `a/b` and the ending `seg.png`. */
function keyAndEnding(name: string): readonly [key: string, ending: string] {
  const start = name.lastIndexOf('/') + 1
  const dot = name.indexOf('.', start + 1)
  return dot < 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot + 1).toLowerCase()]
}

const isPicture = ({ name }: TreeFile): boolean => fileKind(name) === 'picture'

function sampleOf(key: string, files: readonly TreeFile[]): Sample {
  const withEnding = files.map((file) => ({ file, ending: keyAndEnding(file.name)[1] }))
  const find = (known: ReadonlySet<string>): TreeFile | undefined =>
    withEnding.find(({ ending }) => known.has(ending))?.file
  const pictures = files.filter(isPicture)
  // Why the plain ending first: `x.jpg` is the picture, `x.seg.png` something about it.
  const picture = pictures.find(({ name }) => keyAndEnding(name)[1] === extensionOf(name)) ?? pictures[0]
  const [classFile, captionFile, jsonFile] = [find(endings.class), find(endings.caption), find(endings.json)]
  const known = [picture, classFile, captionFile, jsonFile]
  const others = files.filter((file) => !known.includes(file))
  return { key, picture, classFile, captionFile, jsonFile, others }
}

/** The samples of a shard, by the names of their files. */
export function* samplesOf(files: readonly TreeFile[]): Generator<Sample> {
  const groups = new Map<string, TreeFile[]>()
  for (const file of files) {
    const [key] = keyAndEnding(file.name)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [file])
    else group.push(file)
  }
  for (const [key, group] of groups) yield sampleOf(key, group)
}

/** Samples that are looked at to find out what an archive is. */
const lookedAt = 200

/** Whether the files of an archive are samples rather than pictures in folders: most pictures have something beside them. */
export function areSamples(files: readonly TreeFile[]): boolean {
  let [pictures, described] = [0, 0]
  for (const { picture, classFile, captionFile, jsonFile } of samplesOf(files.slice(0, lookedAt * 4))) {
    if (picture === undefined) continue
    pictures++
    if ((classFile ?? captionFile ?? jsonFile) !== undefined) described++
  }
  return pictures > 0 && described * 2 > pictures
}
