import { basename } from 'node:path'
import { boundsOf, clipBox, hullOf } from '../../../shared/annotations/bounds.ts'
import { maskFromRings } from '../../../shared/annotations/rle.ts'
import type { Annotation, Attributes, Box, RunLengths } from '../../../shared/annotations/types.ts'
import type { Size } from '../../../shared/raster.ts'
import type { JsonValue } from '../../../shared/transforms/spec.ts'
import { markOf, type Thing, thingsOf } from '../things.ts'
import type { Exported } from '../types.ts'
import { element, elementsOf, nested } from './xml.ts'

/** A thing that has an element `object`, and its pixels where they are known. */
export interface VocThing {
  readonly className: string
  readonly attributes: Attributes
  /** Inside the picture, in edge coordinates. */
  readonly box: Box
  readonly mask: RunLengths | undefined
}

/** Whether it is all that has a class, or void: a mask that belongs to no object. */
const isRegion = ({ object, marks }: Thing): boolean =>
  object === undefined && marks.every(({ kind }) => kind === 'mask')

/** Things with a class of which a part lies in the picture and that are more than keypoints. */
export function vocThings(objects: readonly Annotation[], size: Size): readonly VocThing[] {
  return thingsOf(objects).flatMap((thing): readonly VocThing[] => {
    const { className } = thing
    if (className === null || isRegion(thing)) return []
    const mask = maskOf(thing, size)
    const box = boxOf(thing, mask, size)
    const attributes = thing.marks.find((mark) => mark.attributes !== undefined)?.attributes ?? {}
    return box === undefined ? [] : [{ className, attributes, box, mask }]
  })
}

/** Masks that belong to no object. */
export const vocRegions = (objects: readonly Annotation[]): readonly Thing[] =>
  thingsOf(objects).filter(isRegion)

function maskOf(thing: Thing, size: Size): RunLengths | undefined {
  const rings = markOf(thing, 'polygon')?.rings
  return markOf(thing, 'mask')?.mask ?? (rings === undefined ? undefined : maskFromRings(rings, size))
}

function boxOf(thing: Thing, mask: RunLengths | undefined, size: Size): Box | undefined {
  const pairs = markOf(thing, 'rotatedBox')?.corners ?? markOf(thing, 'polygon')?.rings.flat()
  const own = markOf(thing, 'box')?.box ?? (pairs && hullOf(pairs))
  const box = own ?? (mask && boundsOf({ kind: 'mask', className: null, mask }, size))
  const inside = box && clipBox(box, size)
  return inside !== undefined && inside.width > 0 && inside.height > 0 ? inside : undefined
}

/** The file of annotations of a picture, in the order of elements that the development kit writes. */
export function vocDocument(exported: Exported, things: readonly VocThing[], isSegmented: boolean): string {
  const { written, item, annotations } = exported
  const { width, height } = written
  const isUnchanged = item.variant === null && item.source.width === width && item.source.height === height
  const depth = item.source.channels === 1 ? 1 : 3
  const lines = [
    element('folder', 'JPEGImages'),
    element('filename', basename(written.file)),
    ...Object.entries(annotations.attributes ?? {}).map(([name, value]) => pictureAttribute(name, value)),
    nested('size', element('width', width, 2) + element('height', height, 2) + element('depth', depth, 2)),
    element('segmented', isSegmented ? 1 : 0),
    ...things.map((thing) => objectElement(thing, written, isUnchanged))
  ]
  return `<annotation>\n${lines.join('')}</annotation>\n`
}

/** Elements that stand elsewhere. */
const ownElements: ReadonlySet<string> = new Set([
  'folder',
  'filename',
  'path',
  'size',
  'segmented',
  'object'
])

const pictureAttribute = (name: string, value: JsonValue): string =>
  ownElements.has(name) ? '' : elementsOf(name, value)

function objectElement({ className, attributes, box }: VocThing, size: Size, isUnchanged: boolean): string {
  const {
    pose = 'Unspecified',
    truncated = 0,
    difficult = 0,
    occluded,
    part,
    actions,
    ...others
  } = attributes
  // Why not of a changed picture: parts are places in it that no transform has moved.
  const parts = part === undefined || !isUnchanged ? '' : elementsOf('part', part, 2)
  const known = [
    elementsOf('pose', pose, 2),
    elementsOf('truncated', truncated, 2),
    elementsOf('difficult', difficult, 2)
  ]
  const lines = [
    element('name', className, 2),
    ...known,
    occluded === undefined ? '' : elementsOf('occluded', occluded, 2),
    nested('bndbox', bounds(box, size), 2),
    actions === undefined ? '' : elementsOf('actions', actions, 2),
    parts,
    otherAttributes(others)
  ]
  return nested('object', lines.join(''))
}

/** Pixels from 1, the last one inside; sides are rounded to whole pixels and one at least is left. */
function bounds({ x, y, width, height }: Box, size: Size): string {
  const [left, top] = [Math.min(size.width, Math.round(x) + 1), Math.min(size.height, Math.round(y) + 1)]
  const [right, bottom] = [Math.max(left, Math.round(x + width)), Math.max(top, Math.round(y + height))]
  const sides = { xmin: left, ymin: top, xmax: right, ymax: bottom }
  return Object.entries(sides)
    .map(([name, value]) => element(name, value, 3))
    .join('')
}

/** Pairs of name and value, as CVAT writes them; what is no plain text as JSON. */
function otherAttributes(attributes: Attributes): string {
  const pairs = Object.entries(attributes).map(([name, value]) =>
    nested('attribute', element('name', name, 4) + element('value', plainText(value), 4), 3)
  )
  return pairs.length === 0 ? '' : nested('attributes', pairs.join(''), 2)
}

function plainText(value: JsonValue): string {
  if (typeof value !== 'string' || value !== value.trim() || value === '') return JSON.stringify(value)
  try {
    JSON.parse(value)
    return JSON.stringify(value)
  } catch {
    return value
  }
}
