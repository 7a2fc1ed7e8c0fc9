import { basename, extname } from 'node:path/posix'
import type { PictureAnnotations } from '../../shared/annotations/types.ts'
import type { Size } from '../../shared/raster.ts'
import { throwIfCancelled } from './cancelled.ts'
import { scanJson } from './json/scan.ts'
import { type JsonObject, listOf, numberOf, objectOf, otherFields, textOf } from './json/values.ts'
import { type LabelFile, labelFiles, splitInPath } from './labelFiles.ts'
import { readShapes } from './labelme/shapes.ts'
import { Lookups } from './lookups.ts'
import { MarkList, withoutEmpty } from './markList.ts'
import type { Located, PictureLookup } from './pictureLookup.ts'
import { readJson } from './textFile.ts'
import { recognisesBy } from './toolImporter.ts'
import type { Finding, FoundImage, Given, Importer } from './types.ts'

/**
 * LabelMe: a JSON file for each picture, beside it (labelmeai/labelme, labelme/label_file.py).
 *
 * Convention: points are in edge coordinates, as LabelMe draws them. Flags of a picture that are on are its classes.
 * Pictures that stand in the JSON itself (`imageData`) are not read: the file that they were made from is.
 */
export const labelme: Importer = {
  id: 'labelme',
  title: 'LabelMe (JSON)',
  recognises: recognisesBy({ extensions: ['json'], looksLike: looksLikeLabelme }),
  find
}

/** By the names of the outermost object, without reading the picture in it; never throws. */
async function looksLikeLabelme({ tree, file }: LabelFile): Promise<boolean> {
  const seen = new Set<string>()
  try {
    const wants = (key: string): boolean => !seen.has(key)
    for await (const parts of scanJson(await tree.stream(file), wants)) {
      for (const { key } of parts) seen.add(key)
      if (seen.has('imagePath') && (seen.has('shapes') || seen.has('imageData') || seen.has('version')))
        return true
      if (seen.has('') || seen.has('images')) return false
    }
  } catch {
    // A damaged file says nothing.
  }
  return false
}

async function* find(given: Given, signal?: AbortSignal): AsyncGenerator<Finding> {
  const { files, problems } = await labelFiles(given, ['json'], signal)
  yield* problems
  const lookups = new Lookups()
  const seen = new Set<string>()
  for (const label of files) {
    throwIfCancelled(signal)
    const read = await readJson(label)
    if ('problem' in read) {
      yield read.problem
      continue
    }
    const document = objectOf(read.value)
    if (document === undefined || listOf(document['shapes']) === undefined) {
      if (label.isNamed) yield foreignFile(label)
      continue
    }
    const located = locate(await lookups.of(label.tree, signal), label, document)
    if ('reason' in located) yield { kind: 'problem', path: label.where, reason: located.reason }
    else yield* pictureOf(label, located, { document, seen })
  }
  yield* lookups.unmentioned(files)
}

function foreignFile({ where }: LabelFile): Finding {
  const reason = 'This is no LabelMe file: it has no list of shapes. Choose another format.'
  return { kind: 'problem', path: where, reason }
}

/** By the path in the file, or else by the name of the file itself, which LabelMe gives after the picture. */
function locate(lookup: PictureLookup, { file }: LabelFile, document: JsonObject): Located {
  const picture = textOf(document['imagePath']) ?? ''
  const located = lookup.locate({ picture, from: file.name })
  if ('file' in located) return located
  const endings = [
    extname(picture),
    '.jpg',
    '.jpeg',
    '.png',
    '.JPG',
    '.PNG',
    '.bmp',
    '.tif',
    '.tiff',
    '.webp'
  ]
  const isInside = !located.reason.includes('leads out')
  for (const ending of isInside ? endings : []) {
    const beside = lookup.locate({
      picture: basename(file.name, extname(file.name)) + ending,
      from: file.name
    })
    if ('file' in beside) return beside
  }
  if (textOf(document['imageData']) === undefined) return located
  const remedy = 'It is also in the file itself (imageData): save it from LabelMe under that name.'
  return { reason: `${located.reason} ${remedy}` }
}

interface Opened {
  readonly document: JsonObject
  /** Pictures that have been found. */
  readonly seen: Set<string>
}

async function* pictureOf(
  label: LabelFile,
  { file }: Extract<Located, { readonly file: object }>,
  { document, seen }: Opened
): AsyncGenerator<Finding> {
  const name = label.prefix + file.name
  if (seen.has(name)) {
    const reason = `Another file describes the picture ${JSON.stringify(name)} already. Remove one of the two.`
    yield { kind: 'problem', path: label.where, reason }
    return
  }
  seen.add(name)
  const marks = new MarkList(label.where)
  await readShapes(listOf(document['shapes']) ?? [], sizeOf(document), marks)
  yield* marks.problems
  const labels = Object.entries(objectOf(document['flags']) ?? {}).flatMap(([flag, isOn]) =>
    isOn === true ? [flag] : []
  )
  const attributes = withoutEmpty(otherFields(document, known) ?? {})
  const annotations: PictureAnnotations = {
    objects: marks.objects(),
    ...(labels.length > 1 ? { labels } : {}),
    ...(attributes === undefined ? {} : { attributes })
  }
  const split = splitInPath(label.file.name)
  const image: FoundImage = {
    kind: 'image',
    ...label.tree.address(file),
    name,
    className: labels[0] ?? null,
    split,
    annotations
  }
  yield image
}

const known: ReadonlySet<string> = new Set(
  'version flags shapes imagePath imageData imageHeight imageWidth'.split(' ')
)

function sizeOf(document: JsonObject): Size | undefined {
  const [width, height] = [numberOf(document['imageWidth']), numberOf(document['imageHeight'])]
  return width !== undefined && height !== undefined && width > 0 && height > 0
    ? { width, height }
    : undefined
}
