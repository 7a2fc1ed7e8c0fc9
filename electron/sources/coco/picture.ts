import type { Annotation, Attributes, PictureAnnotations } from '../../../shared/annotations/types.ts'
import type { Size } from '../../../shared/raster.ts'
import type { JsonValue } from '../../../shared/transforms/spec.ts'
import { type JsonObject, numberOf, objectOf, otherFields, parseJson, shown, textOf } from '../json/values.ts'
import type { Mark } from '../markShapes.ts'
import type { Problem } from '../types.ts'
import { knownFields, partsOf } from './annotation.ts'
import { idOf } from './category.ts'
import type { Listing } from './listing.ts'
import type { CocoRecord, PictureRecords } from './records.ts'

/** One thing in the picture, of which several files may speak. */
interface Thing {
  readonly className: string
  readonly parts: Mark[]
  attributes: Attributes
  readonly listing: Listing
}

const imageFields: ReadonlySet<string> = new Set(['file_name', 'width', 'height'])

/** What all entries about one picture say together. */
export function annotationsOfPicture({ images, annotations }: PictureRecords): {
  readonly annotations: PictureAnnotations
  readonly problems: readonly Problem[]
} {
  const entries = images.map(({ text }) => objectOf(parseJson(text)) ?? {})
  const reader = new ThingReader(entries.map(sizeOf).find((size) => size !== undefined))
  for (const record of annotations) reader.add(record)
  const attributes = merged(entries.map((entry) => otherFields(entry, imageFields)))
  return {
    annotations: {
      objects: numbered(reader.things),
      ...(reader.captions.length === 0 ? {} : { captions: reader.captions }),
      ...(attributes === undefined ? {} : { attributes })
    },
    problems: reader.problems
  }
}

function sizeOf(image: JsonObject): Size | undefined {
  const [width, height] = [numberOf(image['width']), numberOf(image['height'])]
  return width !== undefined && height !== undefined && width > 0 && height > 0
    ? { width, height }
    : undefined
}

/** Of several files the first one counts. */
function merged(all: readonly (Attributes | undefined)[]): Attributes | undefined {
  return all.reduceRight((sum, one) => (one === undefined ? sum : { ...sum, ...one }), undefined)
}

/** Parts of one thing share a number; what has one part stands alone. */
function numbered(things: readonly Thing[]): readonly Annotation[] {
  let count = 0
  return things.flatMap(({ className, parts, attributes }) => {
    const object = parts.length > 1 ? { object: count++ } : {}
    const own = Object.keys(attributes).length === 0 ? {} : { attributes }
    return parts.map((part): Annotation => ({ ...part, className, ...object, ...own }))
  })
}

class ThingReader {
  readonly things: Thing[] = []
  readonly captions: string[] = []
  readonly problems: Problem[] = []
  readonly #size: Size | undefined
  readonly #byId = new Map<JsonValue, Thing>()

  constructor(size: Size | undefined) {
    this.#size = size
  }

  add({ listing, index, text }: CocoRecord): void {
    const annotation = objectOf(parseJson(text)) ?? {}
    const fail = (reason: string): void => {
      this.problems.push(listing.problem(`annotations[${index}]`, reason))
    }
    const caption = textOf(annotation['caption'])
    if (caption !== undefined && annotation['category_id'] === undefined) {
      if (!this.captions.includes(caption)) this.captions.push(caption)
      return
    }
    const categoryId = idOf(annotation['category_id'])
    const category = categoryId === undefined ? undefined : listing.categories.get(categoryId)
    if (category === undefined) return fail(categoryReason(annotation))
    const { parts, reasons } = partsOf(annotation, category, this.#size)
    for (const reason of reasons) fail(reason)
    if (parts.length === 0) return
    const attributes = otherFields(annotation, knownFields) ?? {}
    this.#take({ className: category.name, parts: [...parts], attributes, listing }, annotation, fail)
  }

  /**
   * Files about the same pictures repeat their objects: COCO's keypoints stand in a file of their own with the boxes
   * and outlines of the other. They are one when id, class and box are.
   */
  #take(thing: Thing, annotation: JsonObject, fail: (reason: string) => void): void {
    const id = idOf(annotation['id'])
    const known = id === undefined ? undefined : this.#byId.get(id)
    if (known === undefined || id === undefined) {
      if (id !== undefined) this.#byId.set(id, thing)
      this.things.push(thing)
    } else if (known.listing === thing.listing) {
      fail(`Another annotation of the picture has the id ${shown(id)}. Give it one of its own, or remove it.`)
    } else if (isSame(known, thing)) {
      const has = new Set(known.parts.map(({ kind }) => kind))
      known.parts.push(...thing.parts.filter(({ kind }) => !has.has(kind)))
      known.attributes = { ...thing.attributes, ...known.attributes }
    } else {
      this.things.push(thing)
    }
  }
}

function categoryReason(annotation: JsonObject): string {
  if (annotation['segments_info'] !== undefined)
    return 'Panoptic annotations are not read. Export the things in the picture as instances.'
  const id = annotation['category_id']
  return id === undefined || id === null
    ? 'It names no category. Add its category_id.'
    : `There is no category ${shown(id)}. Add it to the categories.`
}

function isSame(a: Thing, b: Thing): boolean {
  const boxOf = ({ parts }: Thing): string => JSON.stringify(parts.find(({ kind }) => kind === 'box') ?? null)
  return a.className === b.className && boxOf(a) === boxOf(b)
}
