import type { Size } from '../../shared/raster.ts'
import type { JsonValue } from '../../shared/transforms/spec.ts'
import { throwIfCancelled } from './cancelled.ts'
import { reasonOf, toFileError } from './fsError.ts'
import { scanJson } from './json/scan.ts'
import { type JsonObject, objectOf, otherFields, parseJson, textOf } from './json/values.ts'
import { type LabelFile, splitInPath } from './labelFiles.ts'
import { MarkList, withoutEmpty } from './markList.ts'
import { pictureSize } from './pictureSize.ts'
import { readJson } from './textFile.ts'
import { type Reading, toolImporter } from './toolImporter.ts'
import { maxTextBytes } from './tree/limits.ts'
import type { Finding, FoundImage } from './types.ts'
import { classAttribute, optionsOf } from './via/classAttribute.ts'
import { isViaTable, type ViaDocument, viaDocument, type ViaEntry, viaTable } from './via/document.ts'
import { markOf } from './via/shapes.ts'

/**
 * VGG Image Annotator 1 and 2: projects, annotations alone as JSON, and as CSV (robots.ox.ac.uk/~vgg/software/via).
 *
 * Convention: see via/shapes.ts for coordinates, via/classAttribute.ts for which attribute is the class; all others are
 * kept.
 */
export const via = toolImporter({
  id: 'via',
  title: 'VGG Image Annotator (JSON, CSV)',
  extensions: ['json', 'csv'],
  looksLike: looksLikeVia,
  foreign: 'This is no file of the VGG Image Annotator. Choose another format.',
  pictures: picturesOf
})

/** By the beginning; never throws. */
async function looksLikeVia({ tree, file }: LabelFile): Promise<boolean> {
  try {
    const stream = await tree.stream(file)
    if (/\.csv$/i.test(file.name)) {
      for await (const chunk of stream) return isViaTable((chunk as Buffer).toString('utf8', 0, 1000))
      return false
    }
    for await (const [first] of scanJson(stream)) {
      if (first === undefined) continue
      if (first.key.startsWith('_via_')) return true
      const entry = first.index === -1 ? objectOf(parseJson(first.text ?? '')) : undefined
      return textOf(entry?.['filename']) !== undefined && entry?.['regions'] !== undefined
    }
  } catch {
    // A damaged file says nothing.
  }
  return false
}

async function* read(label: LabelFile): AsyncGenerator<Finding, ViaDocument | undefined> {
  if (/\.csv$/i.test(label.file.name)) {
    try {
      return viaTable((await label.tree.read(label.file, maxTextBytes)).toString())
    } catch (error) {
      const reason = reasonOf(toFileError(error, label.where))
      yield { kind: 'problem', path: label.where, reason }
      return undefined
    }
  }
  const json = await readJson(label)
  if ('problem' in json) yield json.problem
  return 'problem' in json ? undefined : viaDocument(json.value)
}

async function* picturesOf(label: LabelFile, reading: Reading): AsyncGenerator<Finding> {
  const document = yield* read(label)
  if (document !== undefined) yield* entriesOf(document, label, reading)
}

/** Attributes that are the classes of regions and of pictures. */
interface ClassAttributes {
  readonly ofRegion: string | undefined
  readonly ofFile: string | undefined
}

async function* entriesOf(
  { entries, declared, faults }: ViaDocument,
  label: LabelFile,
  reading: Reading
): AsyncGenerator<Finding> {
  const regions = entries.flatMap((entry) => entry.regions)
  const classes: ClassAttributes = {
    ofRegion: classAttribute(
      declared.region,
      regions.flatMap(({ attributes }) => Object.keys(attributes))
    ),
    ofFile: classAttribute(
      declared.file,
      entries.flatMap(({ attributes }) => Object.keys(attributes))
    )
  }
  const names = new Set([
    ...(classes.ofRegion === undefined ? [] : optionsOf(declared.region, classes.ofRegion)),
    ...(classes.ofFile === undefined ? [] : optionsOf(declared.file, classes.ofFile))
  ])
  for (const name of names) yield { kind: 'class', name, details: {} }
  for (const { entry, reason } of faults) yield { kind: 'problem', path: `${label.where}: ${entry}`, reason }
  for (const entry of entries) {
    throwIfCancelled(reading.signal)
    yield* pictureOf(entry, classes, { label, reading })
  }
}

async function* pictureOf(
  { entry, filename, regions, attributes }: ViaEntry,
  { ofRegion, ofFile }: ClassAttributes,
  { label, reading }: { readonly label: LabelFile; readonly reading: Reading }
): AsyncGenerator<Finding> {
  const path = `${label.where}: ${entry}`
  const located = reading.lookup.locate({ picture: filename, from: label.file.name })
  if ('reason' in located) return yield { kind: 'problem', path, reason: located.reason }
  const name = label.prefix + located.file.name
  const reason = reading.take(name)
  if (reason !== undefined) return yield { kind: 'problem', path, reason }
  // Why from the picture: VIA does not write its size, and a picture that cannot be read is told later.
  const size = regions.length === 0 ? undefined : await sizeOf(label, located.file)
  const marks = new MarkList(path)
  for (const region of regions) {
    const isLine = region.shape['name'] === 'polyline'
    const others = without(region.attributes, ofRegion)
    marks.add(region.entry, markOf(region.shape, size), {
      className: classIn(region.attributes, ofRegion),
      attributes: { ...others, ...(isLine ? { shape: 'polyline' } : {}) }
    })
  }
  yield* marks.problems
  const own = withoutEmpty(without(attributes, ofFile))
  const found: FoundImage = {
    kind: 'image',
    ...label.tree.address(located.file),
    name,
    className: classIn(attributes, ofFile),
    split: splitInPath(label.file.name),
    annotations: { objects: marks.objects(), ...(own === undefined ? {} : { attributes: own }) }
  }
  yield found
}

async function sizeOf({ tree }: LabelFile, file: LabelFile['file']): Promise<Size | undefined> {
  try {
    return await pictureSize(tree, file)
  } catch {
    return undefined
  }
}

function classIn(attributes: JsonObject, name: string | undefined): string | null {
  const value = name === undefined ? undefined : textOf(attributes[name])?.trim()
  return value === undefined || value === '' ? null : value
}

/** The other attributes, and the class where it is no text. */
function without(attributes: JsonObject, name: string | undefined): Readonly<Record<string, JsonValue>> {
  const known = name !== undefined && classIn(attributes, name) !== null ? [name] : []
  return otherFields(attributes, new Set(known)) ?? {}
}
