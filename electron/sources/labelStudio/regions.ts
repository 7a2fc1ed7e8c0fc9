import type { Size } from '../../../shared/raster.ts'
import type { JsonValue } from '../../../shared/transforms/spec.ts'
import { CultivarError } from '../../../shared/errors.ts'
import {
  type JsonObject,
  listOf,
  numberOf,
  numbersOf,
  objectOf,
  otherFields,
  shown,
  textOf
} from '../json/values.ts'
import type { MarkList } from '../markList.ts'
import { ellipseMark, type MarkOrReason, pointsMark, polygonMark, turnedMark } from '../markShapes.ts'
import { maskSizeReason, patchMark } from '../patchMask.ts'
import { brushPixels } from './brush.ts'

/** What the results of one annotation say of the picture as a whole. */
export interface Whole {
  readonly classNames: readonly string[]
  readonly captions: readonly string[]
  readonly attributes: Readonly<Record<string, JsonValue>>
}

/** All results with one id: the shape once, and what was said of it. */
interface Region {
  readonly id: string
  readonly entry: string
  readonly shape: JsonObject
  readonly labels: string[]
  parent: string | undefined
  size: Size | undefined
  attributes: Readonly<Record<string, JsonValue>>
}

/**
 * Regions of an annotation into the list (labelstud.io, "Label Studio JSON format").
 *
 * Convention: x, width and all that is horizontal are hundredths of the width, what is vertical of the height; boxes turn
 * about their left upper corner, ellipses about their centre, clockwise. Regions of a parent are one object with it.
 */
export function readResults(results: readonly JsonValue[], marks: MarkList): Whole {
  const regions = new Map<string, Region>()
  const whole = {
    classNames: [] as string[],
    captions: [] as string[],
    attributes: {} as Record<string, JsonValue>
  }
  results.forEach((value, at) => {
    const entry = `result[${at}]`
    const result = objectOf(value)
    if (result?.['type'] === 'relation') return
    const shape = objectOf(result?.['value'])
    if (result === undefined || shape === undefined)
      return marks.fail(entry, `Expected an object with a value but received ${shown(value)}.`)
    if (isShape(shape)) addToRegion(regions, entry, result, shape)
    else addToWhole(whole, result, shape)
  })
  for (const region of regions.values()) takeRegion(region, marks)
  return whole
}

const isShape = (value: JsonObject): boolean =>
  value['x'] !== undefined || value['points'] !== undefined || value['rle'] !== undefined

function addToWhole(
  whole: {
    readonly classNames: string[]
    readonly captions: string[]
    attributes: Record<string, JsonValue>
  },
  result: JsonObject,
  value: JsonObject
): void {
  const choices = textsOf(value['choices'])
  const texts = textsOf(value['text'])
  whole.classNames.push(...choices)
  whole.captions.push(...texts)
  if (choices.length + texts.length > 0) return
  const name = textOf(result['from_name']) ?? textOf(result['type']) ?? 'value'
  whole.attributes = {
    ...whole.attributes,
    [name]: (value[textOf(result['type']) ?? ''] ?? value) as JsonValue
  }
}

const textsOf = (value: JsonValue | undefined): readonly string[] =>
  typeof value === 'string' ? [value] : (listOf(value) ?? []).filter((one) => typeof one === 'string')

/** Fields of a value that are its shape. */
const shapeFields: ReadonlySet<string> = new Set(
  'x y width height rotation points closed radiusX radiusY rle format'.split(' ')
)

function addToRegion(
  regions: Map<string, Region>,
  entry: string,
  result: JsonObject,
  shape: JsonObject
): void {
  const id = textOf(result['id']) ?? entry
  const known = regions.get(id)
  const region: Region = known ?? {
    id,
    entry,
    shape,
    labels: [],
    parent: undefined,
    size: undefined,
    attributes: {}
  }
  regions.set(id, region)
  const [width, height] = [numberOf(result['original_width']), numberOf(result['original_height'])]
  if (width !== undefined && height !== undefined) region.size ??= { width, height }
  region.parent ??= textOf(result['parentID'])
  for (const [name, value] of Object.entries(otherFields(shape, shapeFields) ?? {})) {
    if (/labels$/i.test(name)) region.labels.push(...textsOf(value))
    else region.attributes = { ...region.attributes, [textOf(result['from_name']) ?? name]: value }
  }
  const turned = numberOf(result['image_rotation']) ?? 0
  if (turned !== 0) region.attributes = { ...region.attributes, image_rotation: turned }
}

function takeRegion({ id, entry, shape, labels, parent, size, attributes }: Region, marks: MarkList): void {
  const mark =
    attributes['image_rotation'] !== undefined
      ? 'The picture was turned when it was marked. Turn it back in Label Studio and export anew.'
      : size === undefined
        ? 'The size of its picture is not said (original_width and original_height). Export it anew.'
        : markOf(shape, size)
  marks.add(entry, mark, {
    className: labels[0] ?? null,
    group: parent ?? id,
    attributes: { ...attributes, ...(labels.length > 1 ? { labels } : {}) }
  })
}

function markOf(shape: JsonObject, size: Size): MarkOrReason {
  if (shape['rle'] !== undefined) return brushMark(shape, size)
  if (shape['points'] !== undefined) return outline(shape['points'], size)
  const [x, y] = [numberOf(shape['x']), numberOf(shape['y'])]
  if (x === undefined || y === undefined)
    return `Its place must be numbers x and y, but is ${shown(shape as JsonValue)}.`
  const at = { x: (x / 100) * size.width, y: (y / 100) * size.height }
  const angleDeg = numberOf(shape['rotation']) ?? 0
  const across = (name: string): number => ((numberOf(shape[name]) ?? Number.NaN) / 100) * size.width
  const down = (name: string): number => ((numberOf(shape[name]) ?? Number.NaN) / 100) * size.height
  if (shape['radiusX'] !== undefined)
    return ellipseMark({ centre: at, radiusX: across('radiusX'), radiusY: down('radiusY'), angleDeg }, size)
  if (shape['height'] === undefined) return pointsMark([at], size)
  return turnedMark({ ...at, width: across('width'), height: down('height') }, { angleDeg, about: at }, size)
}

function outline(value: JsonValue | undefined, size: Size): MarkOrReason {
  const pairs = (listOf(value) ?? []).map(numbersOf)
  const ring = pairs.flatMap((pair) =>
    pair?.length === 2 ? [((pair[0] ?? 0) / 100) * size.width, ((pair[1] ?? 0) / 100) * size.height] : []
  )
  if (ring.length !== pairs.length * 2) return `Its points must be pairs of x and y, but are ${shown(value)}.`
  return polygonMark([ring], size)
}

function brushMark(shape: JsonObject, size: Size): MarkOrReason {
  const packed = numbersOf(shape['rle'])
  const reason = maskSizeReason(size)
  if (reason !== undefined) return reason
  if (packed === undefined) return `Its mask must be a list of bytes, but is ${shown(shape['rle'])}.`
  try {
    return patchMark({ left: 0, top: 0, ...size, pixels: brushPixels(packed, size) }, size)
  } catch (error) {
    if (error instanceof CultivarError) return error.message
    throw error
  }
}
