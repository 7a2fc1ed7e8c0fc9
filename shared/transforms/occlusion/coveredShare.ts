import { boundsOf as boundsOfMark } from '../../annotations/bounds.ts'
import type { Annotation, Box } from '../../annotations/types.ts'
import type { Shape } from '../../ops.ts'
import type { Size } from '../../raster.ts'

/**
 * The share of a box (0..1) that lies under shapes, exactly: the area of the union of their rectangles within the
 * box. Of a polygon the rectangle about it counts, so the share is never too small. 0 for a box without area.
 */
export function coveredShare(box: Box, shapes: readonly Shape[]): number {
  const area = box.width * box.height
  if (!(area > 0)) return 0
  const parts = shapes.map(boundsOf).flatMap((part) => {
    const common = intersection(part, box)
    return common === undefined ? [] : [common]
  })
  return Math.min(1, unionArea(parts) / area)
}

/** Boxes of what is marked, as far as they lie in the picture; of an outline the box about it. */
export function markedBoxes(annotations: readonly Annotation[], { width, height }: Size): readonly Box[] {
  const frame: Box = { x: 0, y: 0, width, height }
  return annotations.flatMap((annotation) => {
    const box = boxOf(annotation, frame)
    const visible = box === undefined ? undefined : intersection(box, frame)
    return visible === undefined ? [] : [visible]
  })
}

function boxOf(annotation: Annotation, frame: Size): Box | undefined {
  switch (annotation.kind) {
    case 'box':
      return annotation.box
    case 'polygon': {
      const points = annotation.rings.flat()
      return points.length < 6 ? undefined : boundsOf({ kind: 'polygon', points })
    }
    case 'rotatedBox':
    case 'mask':
      return boundsOfMark(annotation, frame)
    case 'keypoints':
      return undefined
  }
}

function boundsOf(shape: Shape): Box {
  if (shape.kind === 'rectangle') return shape
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let k = 0; k + 1 < shape.points.length; k += 2) {
    const [x, y] = [shape.points[k] as number, shape.points[k + 1] as number]
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  }
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** What two rectangles have in common; undefined without area. */
export function intersection(a: Box, b: Box): Box | undefined {
  const [x, y] = [Math.max(a.x, b.x), Math.max(a.y, b.y)]
  const width = Math.min(a.x + a.width, b.x + b.width) - x
  const height = Math.min(a.y + a.height, b.y + b.height) - y
  return width > 0 && height > 0 ? { x, y, width, height } : undefined
}

/** Area of a union: between neighbouring left and right sides the covered height stays the same. */
function unionArea(parts: readonly Box[]): number {
  const sides = [...new Set(parts.flatMap(({ x, width }) => [x, x + width]))].toSorted((a, b) => a - b)
  const byTop = parts.toSorted((a, b) => a.y - b.y)
  return sides.slice(1).reduce((area, right, index) => {
    const left = sides[index] as number
    return area + (right - left) * coveredHeight(byTop, left, right)
  }, 0)
}

function coveredHeight(byTop: readonly Box[], left: number, right: number): number {
  let height = 0
  let end = -Infinity
  for (const { x, y, width, height: own } of byTop) {
    if (x > left || x + width < right) continue
    height += Math.max(0, y + own - Math.max(y, end))
    end = Math.max(end, y + own)
  }
  return height
}
