import { hullOf } from '../../../shared/annotations/bounds.ts'
import type { Annotation, Attributes, Box } from '../../../shared/annotations/types.ts'
import type { Size } from '../../../shared/raster.ts'
import { boxReason, coordinatesReason, outsideReason, ringReason } from '../marks.ts'
import { attributesOf } from './attributes.ts'
import { child, childNumber, childText, type XmlNode } from './xml.ts'

/** One `object` of a file of annotations. */
export interface VocObject {
  readonly name: string
  readonly marks: readonly Annotation[]
}

export interface VocDocument {
  /** As the file calls its picture. */
  readonly filename: string | undefined
  /** As the file declares it; undefined when it does not, or declares none. */
  readonly size: Size | undefined
  readonly attributes: Attributes | undefined
  readonly objects: readonly XmlNode[]
}

const pictureElements: ReadonlySet<string> = new Set('folder filename path size segmented object'.split(' '))
const objectElements: ReadonlySet<string> = new Set('name bndbox polygon robndbox'.split(' '))

/** The parts of an `annotation`; undefined when it is none. */
export function vocDocument(root: XmlNode): VocDocument | undefined {
  if (root.name !== 'annotation') return undefined
  const size = child(root, 'size')
  const [width, height] =
    size === undefined ? [0, 0] : [childNumber(size, 'width'), childNumber(size, 'height')]
  return {
    filename: childText(root, 'filename'),
    size: width >= 1 && height >= 1 ? { width, height } : undefined,
    attributes: attributesOf(root, pictureElements),
    objects: root.children.filter(({ name }) => name === 'object')
  }
}

/**
 * What is marked of one object, or the reason why it cannot be taken.
 *
 * Convention: `bndbox` counts pixels from 1, and the last one is inside (VOC development kit, 3.3: "(1,1) is the upper left
 * pixel"): a box from 1 to 10 is ten pixels wide, in edge coordinates from 0 to 10. Polygons and rotated boxes, which
 * other programs added, are taken for edge coordinates.
 */
export function vocObject(node: XmlNode, size: Size): VocObject | string {
  const name = childText(node, 'name')
  if (name === undefined) return 'it has no name. Add the element "name".'
  const attributes = attributesOf(node, objectElements)
  const own = { className: name, ...(attributes === undefined ? {} : { attributes }) }
  const found = [boxMark(node, size), polygonMark(node, size), rotatedMark(node, size)]
  const marks: Annotation[] = []
  for (const mark of found) {
    if (typeof mark === 'string') return mark
    if (mark !== undefined) marks.push({ ...own, ...mark })
  }
  return marks.length === 0
    ? 'it has no box. Add the element "bndbox", or remove the object.'
    : { name, marks }
}

type Shape =
  | { readonly kind: 'box'; readonly box: Box }
  | { readonly kind: 'polygon'; readonly rings: readonly (readonly number[])[] }
  | { readonly kind: 'rotatedBox'; readonly corners: readonly number[] }

function boxMark(node: XmlNode, size: Size): Shape | string | undefined {
  const bounds = child(node, 'bndbox')
  if (bounds === undefined) return undefined
  const [left, top, right, bottom] = ['xmin', 'ymin', 'xmax', 'ymax'].map((name) => childNumber(bounds, name))
  const [x, y] = [(left ?? NaN) - 1, (top ?? NaN) - 1]
  const box = { x, y, width: (right ?? NaN) - x, height: (bottom ?? NaN) - y }
  return boxReason(box, size) ?? { kind: 'box', box }
}

/** Elements x1, y1, x2, y2 and so on, or a `pt` with x and y for each corner. */
function polygonMark(node: XmlNode, size: Size): Shape | string | undefined {
  const outline = child(node, 'polygon')
  if (outline === undefined) return undefined
  const points = outline.children.filter(({ name }) => name === 'pt')
  const ring =
    points.length > 0
      ? points.flatMap((point) => [childNumber(point, 'x'), childNumber(point, 'y')])
      : numberedPoints(outline)
  const reason = ringReason(ring) ?? outsideReason(hullOf(ring), size)
  return reason ?? { kind: 'polygon', rings: [ring] }
}

function numberedPoints(outline: XmlNode): readonly number[] {
  const ring: number[] = []
  for (let n = 1; child(outline, `x${n}`) !== undefined; n++) {
    ring.push(childNumber(outline, `x${n}`), childNumber(outline, `y${n}`))
  }
  return ring
}

/** roLabelImg's box: its centre, its sides, and how far it is turned clockwise. Unit: radians. */
function rotatedMark(node: XmlNode, size: Size): Shape | string | undefined {
  const turned = child(node, 'robndbox')
  if (turned === undefined) return undefined
  const [x = NaN, y = NaN, width = NaN, height = NaN, angle = NaN] = ['cx', 'cy', 'w', 'h', 'angle'].map(
    (name) => childNumber(turned, name)
  )
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const corners = [-1, -1, 1, -1, 1, 1, -1, 1].flatMap((side, at, sides) => {
    if (at % 2 === 1) return []
    const [u, v] = [(side * width) / 2, ((sides[at + 1] ?? 0) * height) / 2]
    return [x + u * cos - v * sin, y + u * sin + v * cos]
  })
  if (!(width > 0 && height > 0))
    return boxReason({ x, y, width, height }, size) ?? 'the rotated box has no size.'
  const reason = coordinatesReason(corners) ?? outsideReason(hullOf(corners), size)
  return reason ?? { kind: 'rotatedBox', corners }
}
