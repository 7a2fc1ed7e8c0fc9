import { joinRings } from '../../shared/annotations/joinRings.ts'
import type { Annotation, Visibility } from '../../shared/annotations/types.ts'

export const plainKinds = ['boxes', 'rotatedBoxes', 'polygons', 'keypoints'] as const
export type PlainKind = (typeof plainKinds)[number]

export interface Forms {
  /** The annotation, or what was expected, in words. */
  readonly read: (value: readonly unknown[]) => Annotation | string
  /** In the form of the entry that it came from. */
  readonly write: (annotation: Annotation, like: readonly unknown[]) => readonly unknown[]
}

/** Far beyond any picture, so that sums stay finite. Unit: pixels. */
const farthest = 1e7

/** The numbers of a list; undefined when one of its members is none. */
function numbers(list: readonly unknown[]): readonly number[] | undefined {
  return list.every((one) => typeof one === 'number' && Number.isFinite(one) && Math.abs(one) <= farthest)
    ? (list as readonly number[])
    : undefined
}

const pairsOf = (flat: readonly number[]): readonly (readonly number[])[] =>
  Array.from({ length: flat.length / 2 }, (_, at) => flat.slice(2 * at, 2 * at + 2))

const boxes: Forms = {
  read: (value) => {
    const [x0, y0, x1, y1, ...more] = numbers(value) ?? []
    if (x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined || more.length > 0)
      return 'expected four finite numbers x0, y0, x1, y1'
    if (x1 <= x0) return 'expected x1 > x0'
    if (y1 <= y0) return 'expected y1 > y0'
    return { kind: 'box', className: null, box: { x: x0, y: y0, width: x1 - x0, height: y1 - y0 } }
  },
  write: (annotation) => {
    if (annotation.kind !== 'box') return []
    const { x, y, width, height } = annotation.box
    return [x, y, x + width, y + height]
  }
}

const rotatedBoxes: Forms = {
  read: (value) => {
    const corners = numbers(value)
    return corners?.length === 8
      ? { kind: 'rotatedBox', className: null, corners }
      : 'expected eight finite numbers, x and y of four corners'
  },
  write: (annotation) => (annotation.kind === 'rotatedBox' ? annotation.corners : [])
}

const isInPairs = (value: readonly unknown[]): boolean => value.some((one) => Array.isArray(one))

const polygons: Forms = {
  read: (value) => {
    const isPaired = isInPairs(value)
    const isRight = !isPaired || value.every((one) => Array.isArray(one) && one.length === 2)
    const ring = isRight ? numbers(value.flat()) : undefined
    return ring !== undefined && ring.length >= 6 && ring.length % 2 === 0
      ? { kind: 'polygon', className: null, rings: [ring] }
      : 'expected x and y, finite numbers, of three corners or more'
  },
  write: (annotation, like) => {
    if (annotation.kind !== 'polygon') return []
    // What went apart is joined by a bridge without width, as an entry is one outline.
    const ring = joinRings(annotation.rings)
    return isInPairs(like) ? pairsOf(ring) : ring
  }
}

const visibilities: readonly number[] = [0, 1, 2] satisfies readonly Visibility[]

const keypoints: Forms = {
  read: (value) => {
    const [x, y, visibility = 2, ...more] = numbers(value) ?? []
    if (x === undefined || y === undefined || more.length > 0 || !visibilities.includes(visibility))
      return 'expected x and y, finite numbers, and perhaps a visibility of 0, 1 or 2'
    return { kind: 'keypoints', className: null, points: [{ x, y, visibility: visibility as Visibility }] }
  },
  write: (annotation, like) => {
    const point = annotation.kind === 'keypoints' ? annotation.points[0] : undefined
    if (point === undefined) return []
    return like.length === 3 ? [point.x, point.y, point.visibility] : [point.x, point.y]
  }
}

export const plainForms: Readonly<Record<PlainKind, Forms>> = { boxes, rotatedBoxes, polygons, keypoints }
