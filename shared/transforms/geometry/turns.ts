import type { GeometryOp } from '../../ops.ts'
import type { Size } from '../../raster.ts'

/** Counter-clockwise quarter turns, without resampling; an odd number swaps width and height. Nothing for none. */
export function quarterTurns(turns: number, { width, height }: Size): readonly GeometryOp[] {
  const turned = { width: height, height: width }
  switch (((Math.round(turns) % 4) + 4) % 4) {
    case 1:
      return [{ op: 'matrix', matrix: [0, -1, width - 1, 1, 0, 0, 0, 0, 1], size: turned }]
    case 2:
      return [{ op: 'matrix', matrix: [-1, 0, width - 1, 0, -1, height - 1, 0, 0, 1] }]
    case 3:
      return [{ op: 'matrix', matrix: [0, 1, 0, -1, 0, height - 1, 0, 0, 1], size: turned }]
    default:
      return []
  }
}

/** The mirror along the vertical axis: left and right change places. */
export function mirror({ width }: Size): GeometryOp {
  return { op: 'matrix', matrix: [-1, 0, width - 1, 0, 1, 0, 0, 0, 1] }
}
