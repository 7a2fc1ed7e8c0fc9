import type { Size } from '../../../shared/raster.ts'
import { type JsonObject, numberOf, numbersOf, textOf } from '../json/values.ts'
import { boxMark, ellipseMark, type MarkOrReason, pointsMark, polygonMark } from '../markShapes.ts'

/**
 * One region (VGG Image Annotator, "shape_attributes").
 *
 * Convention: edge coordinates; ellipses turn clockwise by `theta`. Unit of theta: radians. Lines are kept as points.
 */
export function markOf(shape: JsonObject, size: Size | undefined): MarkOrReason {
  const name = textOf(shape['name']) ?? ''
  const number = (field: string): number => numberOf(shape[field]) ?? Number.NaN
  const centre = { x: number('cx'), y: number('cy') }
  switch (name) {
    case 'rect':
      return boxMark(
        { x: number('x'), y: number('y'), width: number('width'), height: number('height') },
        size
      )
    case 'circle':
      return ellipseMark({ centre, radiusX: number('r'), radiusY: number('r'), angleDeg: 0 }, size)
    case 'ellipse': {
      const angleDeg = ((numberOf(shape['theta']) ?? 0) * 180) / Math.PI
      return ellipseMark({ centre, radiusX: number('rx'), radiusY: number('ry'), angleDeg }, size)
    }
    case 'point':
      return pointsMark([centre], size)
    case 'polygon':
    case 'polyline': {
      const [xs, ys] = [numbersOf(shape['all_points_x']), numbersOf(shape['all_points_y'])]
      if (xs === undefined || ys?.length !== xs.length)
        return 'It must have as many numbers in all_points_x as in all_points_y. Draw it anew or remove it.'
      const points = xs.map((x, at) => ({ x, y: ys[at] ?? 0 }))
      return name === 'polyline'
        ? pointsMark(points, size)
        : polygonMark([points.flatMap(({ x, y }) => [x, y])], size)
    }
    default:
      return `Regions of the kind ${JSON.stringify(name)} are not read. Draw a polygon in its place.`
  }
}
