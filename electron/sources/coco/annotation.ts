import { hullOf } from '../../../shared/annotations/bounds.ts'
import { maskArea, maskFromColumns, parseCounts } from '../../../shared/annotations/rle.ts'
import type { Keypoint } from '../../../shared/annotations/types.ts'
import { CultivarError } from '../../../shared/errors.ts'
import { toEdge } from '../../../shared/geometry/frames.ts'
import type { Size } from '../../../shared/raster.ts'
import type { JsonValue } from '../../../shared/transforms/spec.ts'
import { listOf, numberOf, numbersOf, objectOf, type JsonObject, shown, textOf } from '../json/values.ts'
import { coordinatesReason, outsideReason, ringReason } from '../marks.ts'
import { boxMark, type Mark, type MarkOrReason, polygonMark } from '../markShapes.ts'
import type { Category } from './category.ts'

export interface Parts {
  readonly parts: readonly Mark[]
  /** Why others could not be taken. */
  readonly reasons: readonly string[]
}

/** Fields that are understood; all others become attributes. The area is worked out anew where it is wanted. */
export const knownFields: ReadonlySet<string> = new Set(
  'image_id category_id bbox segmentation area keypoints num_keypoints caption'.split(' ')
)

/**
 * Box, outline or mask, and keypoints of one COCO annotation (cocodataset.org, "Data format").
 *
 * Convention: boxes and outlines are in edge coordinates; keypoints count pixels from 0 and so are centres, as
 * Detectron2 reads them too.
 */
export function partsOf(annotation: JsonObject, category: Category, size: Size | undefined): Parts {
  const parts: Mark[] = []
  const reasons: string[] = []
  const take = (read: () => MarkOrReason | undefined): void => {
    const part = read()
    if (typeof part === 'string') reasons.push(part)
    else if (part !== undefined) parts.push(part)
  }
  take(() => boxPart(annotation['bbox'], size))
  for (const one of segmentation(annotation['segmentation'], size, reasons)) take(() => one)
  take(() => keypointsPart(annotation['keypoints'], category, size))
  if (parts.length === 0 && reasons.length === 0)
    reasons.push('It has no box, outline, mask, keypoints or caption. Give it one or remove it.')
  return { parts, reasons }
}

const isAbsent = (value: JsonValue | undefined): boolean =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0)

function boxPart(value: JsonValue | undefined, size: Size | undefined): MarkOrReason | undefined {
  if (isAbsent(value)) return undefined
  const [x, y, width, height, ...rest] = numbersOf(value) ?? []
  if (x === undefined || y === undefined || width === undefined || height === undefined || rest.length > 0)
    return `Its box must be four numbers x, y, width and height, but is ${shown(value)}.`
  const box = { x, y, width, height }
  return boxMark(box, size)
}

function segmentation(
  value: JsonValue | undefined,
  size: Size | undefined,
  reasons: string[]
): readonly MarkOrReason[] {
  if (isAbsent(value)) return []
  const runs = objectOf(value)
  if (runs !== undefined) return [maskPart(runs, size)]
  const list = listOf(value)
  if (list === undefined) return [`Its segmentation is neither outlines nor a mask: ${shown(value)}.`]
  // Some programs write a single outline without the list around it.
  const outlines = list.every((one) => numberOf(one) !== undefined) ? [list] : list
  const rings = outlines.flatMap((outline) => {
    const ring = numbersOf(outline)
    const reason =
      ring === undefined
        ? `An outline must be a list of numbers, but is ${shown(outline)}.`
        : ringReason(ring)
    if (reason !== undefined) reasons.push(reason)
    return ring === undefined || reason !== undefined ? [] : [ring]
  })
  return rings.length === 0 ? [] : [polygonMark(rings, size)]
}

function maskPart(runs: JsonObject, size: Size | undefined): MarkOrReason {
  const [height, width, ...rest] = numbersOf(runs['size']) ?? []
  if (height === undefined || width === undefined || rest.length > 0)
    return `The size of its mask must be height and width, but is ${shown(runs['size'])}.`
  const declared = size ?? { width, height }
  if (declared.width !== width || declared.height !== height)
    return `Its mask has ${width} x ${height} pixels, but its picture ${declared.width} x ${declared.height}.`
  if (!(width >= 1 && height >= 1 && width <= 65_535 && height <= 65_535))
    return `Its mask has ${width} x ${height} pixels; each side must be from 1 to 65535.`
  const text = textOf(runs['counts'])
  const list = numbersOf(runs['counts'])
  try {
    const counts = text === undefined ? list : parseCounts(text)
    if (counts === undefined)
      return `The runs of its mask must be numbers or text, but are ${shown(runs['counts'])}.`
    const mask = maskFromColumns(counts, { width, height })
    return maskArea(mask) === 0 ? 'Its mask is empty. Draw it anew or remove it.' : { kind: 'mask', mask }
  } catch (error) {
    if (error instanceof CultivarError) return `${error.message} Export it anew.`
    throw error
  }
}

function keypointsPart(
  value: JsonValue | undefined,
  { name, details }: Category,
  size: Size | undefined
): MarkOrReason | undefined {
  if (isAbsent(value)) return undefined
  const numbers = numbersOf(value)
  if (numbers === undefined || numbers.length % 3 !== 0)
    return `Its keypoints must be x, y and visibility for each, but are ${shown(value)}.`
  const expected = details.keypoints?.length ?? numbers.length / 3
  if (numbers.length !== expected * 3)
    return `It has ${numbers.length / 3} keypoints, but the class ${JSON.stringify(name)} has ${expected}.`
  const points: Keypoint[] = []
  for (let at = 0; at < numbers.length; at += 3) {
    const [x = 0, y = 0, visibility = 0] = numbers.slice(at, at + 3)
    if (visibility !== 0 && visibility !== 1 && visibility !== 2)
      return `The visibility of a keypoint must be 0, 1 or 2, but is ${visibility}.`
    points.push({ x, y, visibility })
  }
  const labelled = points.filter(({ visibility }) => visibility > 0)
  // COCO writes zeros for every person whose keypoints nobody marked.
  if (labelled.length === 0) return undefined
  const places = labelled.map(toEdge).flatMap(({ x, y }) => [x, y])
  return coordinatesReason(places) ?? outsideReason(hullOf(places), size) ?? { kind: 'keypoints', points }
}
