import { coordinatesOf, hullOf } from '../../../shared/annotations/bounds.ts'
import { ringArea } from '../../../shared/annotations/rings.ts'
import type { Annotation, Keypoint, Visibility } from '../../../shared/annotations/types.ts'
import { toCentre } from '../../../shared/geometry/frames.ts'
import type { Size } from '../../../shared/raster.ts'
import { coordinatesReason, outsideReason } from '../marks.ts'
import { numberedClass } from './config.ts'
import type { RowFormat } from './task.ts'

export interface RowContext extends RowFormat {
  readonly size: Size
  readonly names: ReadonlyMap<number, string> | undefined
  /** Number for a thing that has several annotations. */
  readonly object: number
}

/**
 * The annotations of one row, or the reason why there are none.
 *
 * Convention: all places are shares of width and height, counted from the upper left corner of the picture (0) to the
 * lower right one (1): edge coordinates, keypoints too (docs.ultralytics.com/datasets). A keypoint of two numbers is
 * labelled unless one of them is below 0.
 */
export function marksOf(values: readonly number[], context: RowContext): readonly Annotation[] | string {
  const className = classOf(values[0] ?? -1, context)
  if (className === undefined) return unknownClass(values[0] ?? -1, context)
  const { size } = context
  const wrong = coordinatesReason(values.slice(1).map((share) => share * Math.max(size.width, size.height)))
  const marks = wrong ?? shapesOf(values.slice(1), className, context)
  if (typeof marks === 'string') return marks
  return marks.some((mark) => isOutside(mark, size))
    ? 'it lies outside the picture: places are shares of width and height, from 0 to 1.'
    : marks
}

function classOf(number: number, { names }: RowContext): string | undefined {
  if (!Number.isInteger(number) || number < 0) return undefined
  return names === undefined ? numberedClass(number) : names.get(number)
}

function unknownClass(number: number, { names }: RowContext): string {
  if (!Number.isInteger(number) || number < 0) {
    return `${number} is no class: its number must be whole and 0 or more.`
  }
  const known = [...(names?.keys() ?? [])]
  const range = known.length === 0 ? 'has none' : `has ${Math.min(...known)} to ${Math.max(...known)}`
  return `the class ${number} is not among the names, which ${range}. Add its name, or correct the number.`
}

function shapesOf(
  rest: readonly number[],
  className: string,
  context: RowContext
): readonly Annotation[] | string {
  const { task, keypoints, size, object } = context
  const expected = keypoints === undefined ? 0 : 4 + keypoints.count * keypoints.numbers
  if (rest.length === 4) return boxOf(rest, size, { className })
  if (task === 'pose' && rest.length === expected) {
    const points = pointsOf(rest.slice(4), context)
    const box = boxOf(rest.slice(0, 4), size, { className, object })
    return typeof box === 'string' ? box : [...box, { kind: 'keypoints', className, object, points }]
  }
  if (task === 'pose') return `${rest.length + 1} numbers are given; a pose has 5 or ${expected + 1}.`
  const corners = rest.map((value, at) => value * (at % 2 === 0 ? size.width : size.height))
  if (task === 'obb' && rest.length === 8) return outline(corners, { kind: 'rotatedBox', className, corners })
  if (task === 'obb') return `${rest.length + 1} numbers are given; a rotated box has 9.`
  // What ultralytics writes with save_conf: how sure the network was.
  if (rest.length === 5)
    return boxOf(rest.slice(0, 4), size, { className, attributes: { confidence: rest[4] ?? 0 } })
  if (rest.length >= 6 && rest.length % 2 === 0) {
    return outline(corners, { kind: 'polygon', className, rings: [corners] })
  }
  return `${rest.length + 1} numbers are given; a box has 5, an outline 7, 9, 11 and so on.`
}

function outline(corners: readonly number[], annotation: Annotation): readonly Annotation[] | string {
  return ringArea(corners) > 0
    ? [annotation]
    : 'the outline has no area. Give three corners or more that are not on one line.'
}

function boxOf(
  [centreX = 0, centreY = 0, w = 0, h = 0]: readonly number[],
  size: Size,
  marked: Omit<Annotation & { kind: 'box' }, 'kind' | 'box'>
): readonly Annotation[] | string {
  if (!(w > 0 && h > 0)) return `the box is ${w} wide and ${h} high; both must be above 0.`
  const [width, height] = [w * size.width, h * size.height]
  const box = { x: centreX * size.width - width / 2, y: centreY * size.height - height / 2, width, height }
  return [{ kind: 'box', ...marked, box }]
}

function pointsOf(values: readonly number[], { keypoints, size }: RowContext): readonly Keypoint[] {
  const { count = 0, numbers = 3 } = keypoints ?? {}
  return Array.from({ length: count }, (_, n): Keypoint => {
    const [x = 0, y = 0, v = 2] = values.slice(n * numbers, (n + 1) * numbers)
    const isLabelled = numbers === 3 || (x >= 0 && y >= 0)
    return {
      ...toCentre({ x: x * size.width, y: y * size.height }),
      visibility: isLabelled ? visibilityOf(v) : 0
    }
  })
}

const visibilityOf = (value: number): Visibility => (value <= 0 ? 0 : value < 2 ? 1 : 2)

/** Keypoints are not looked at: one that lies outside is not labelled. */
function isOutside(mark: Annotation, size: Size): boolean {
  return mark.kind !== 'keypoints' && outsideReason(hullOf(coordinatesOf(mark, size)), size) !== undefined
}
