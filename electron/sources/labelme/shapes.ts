import type { Size } from '../../../shared/raster.ts'
import type { JsonValue } from '../../../shared/transforms/spec.ts'
import { type JsonObject, listOf, numbersOf, objectOf, otherFields, shown, textOf } from '../json/values.ts'
import { maskMark } from './mask.ts'
import type { MarkList } from '../markList.ts'
import {
  boxMark,
  boxOfCorners,
  cornersMark,
  ellipseMark,
  type MarkOrReason,
  type Pair,
  pointsMark,
  polygonMark
} from '../markShapes.ts'

const known: ReadonlySet<string> = new Set('label points group_id shape_type flags mask'.split(' '))

/** The shapes of one file, into the list. */
export async function readShapes(
  shapes: readonly JsonValue[],
  size: Size | undefined,
  marks: MarkList
): Promise<void> {
  for (const [at, value] of shapes.entries()) {
    const entry = `shapes[${at}]`
    const shape = objectOf(value)
    const points = pairsOf(shape?.['points'])
    if (shape === undefined || points === undefined) {
      marks.fail(entry, `Expected an object with points x and y but received ${shown(value)}.`)
      continue
    }
    // Files from before there were other shapes have none.
    const type = textOf(shape['shape_type']) ?? 'polygon'
    const label = textOf(shape['label'])?.trim() ?? ''
    const mark =
      type === 'mask' ? await maskMark(textOf(shape['mask']), points, size) : markOf(type, points, size)
    marks.add(entry, mark, {
      className: label === '' ? null : label,
      group: shape['group_id'],
      attributes: attributesOf(shape, type)
    })
  }
}

function pairsOf(value: JsonValue | undefined): readonly Pair[] | undefined {
  const pairs = listOf(value)?.map((one): Pair | undefined => {
    const [x, y, ...rest] = numbersOf(one) ?? []
    return x === undefined || y === undefined || rest.length > 0 ? undefined : [x, y]
  })
  return pairs?.every((pair) => pair !== undefined) === true ? pairs : undefined
}

/** Open lines keep the name of their shape, as they are kept as points. */
function attributesOf(shape: JsonObject, type: string): Readonly<Record<string, JsonValue | undefined>> {
  const isLine = type === 'line' || type === 'linestrip'
  const flags = objectOf(shape['flags'])
  return {
    ...otherFields(shape, known),
    ...(isLine ? { shape_type: type } : {}),
    ...(flags === undefined ? {} : { flags: shape['flags'] })
  }
}

function markOf(type: string, points: readonly Pair[], size: Size | undefined): MarkOrReason {
  const [first, second] = points
  switch (type) {
    case 'polygon':
      return polygonMark([points.flat()], size)
    case 'rectangle':
      return first === undefined || second === undefined
        ? wrongCount(type, 'two corners', points)
        : boxMark(boxOfCorners(first, points.length === 4 ? (points[2] ?? second) : second), size)
    case 'rotation':
      return points.length === 4 ? cornersMark(points.flat(), size) : wrongCount(type, 'four corners', points)
    case 'circle':
      return first === undefined || second === undefined
        ? wrongCount(type, 'its centre and a point on it', points)
        : circle(first, second, size)
    case 'point':
    case 'points':
    case 'line':
    case 'linestrip':
      return pointsMark(
        points.map(([x, y]) => ({ x, y })),
        size
      )
    default:
      return `Shapes of the kind ${JSON.stringify(type)} are not read. Draw a polygon in its place.`
  }
}

const wrongCount = (type: string, expected: string, points: readonly Pair[]): string =>
  `A ${type} must have ${expected}, but has ${points.length} points. Draw it anew or remove it.`

function circle([x, y]: Pair, [onX, onY]: Pair, size: Size | undefined): MarkOrReason {
  const radius = Math.hypot(onX - x, onY - y)
  return ellipseMark({ centre: { x, y }, radiusX: radius, radiusY: radius, angleDeg: 0 }, size)
}
