import { shapeStream } from '../../draw/shapeStream.ts'
import type { OcclusionOp, Shape } from '../../ops.ts'
import type { Size } from '../../raster.ts'
import { type ConcreteStep, type TransformSpec, valueOf } from '../spec.ts'
import { covered, coveringChoices, mostOfBox } from './covering.ts'
import { keepBoxes } from './keepBoxes.ts'

interface Spans {
  readonly length: number
  readonly cells: number
  /** Share of a cell that is covered, and where in the cell it begins, 0..1. */
  readonly share: number
  readonly offset: number
}

/**
 * Covered spans of an axis. Cells fill it evenly and their pattern goes round its end, so that exactly the share is
 * covered whatever the offset.
 */
function spansOf({ length, cells, share, offset }: Spans): readonly (readonly [number, number])[] {
  const cell = length / cells
  return Array.from({ length: cells + 1 }, (_, index): readonly [number, number] => {
    const start = (index - 1 + offset) * cell
    return [Math.max(0, start), Math.min(length, start + share * cell)]
  }).filter(([from, to]) => to > from)
}

function lower(step: ConcreteStep, size: Size): readonly OcclusionOp[] {
  const share = Math.sqrt(valueOf(step, 'areaFraction'))
  if (share === 0) return []
  const rng = shapeStream(valueOf(step, 'shapeSeed'), 0x641d)
  // Unit: pixels; no finer than two, or nothing could be seen between the holes.
  const unit = Math.max(2, valueOf(step, 'unitFraction') * Math.sqrt(size.width * size.height))
  const axis = (length: number): readonly (readonly [number, number])[] =>
    spansOf({ length, cells: Math.max(1, Math.round(length / unit)), share, offset: rng.next() })
  const [columns, rows] = [axis(size.width), axis(size.height)]
  const holes = rows.flatMap(([top, bottom]) =>
    columns.map(([left, right]): Shape => ({
      kind: 'rectangle',
      x: left,
      y: top,
      width: right - left,
      height: bottom - top
    }))
  )
  return covered(step, holes)
}

export const gridDropout = {
  id: 'gridDropout',
  title: 'Grid of holes',
  help: 'Covers a regular grid of rectangles (GridMask), shifted at random.',
  group: 'occlusion',
  parameters: [
    {
      id: 'areaFraction',
      title: 'Covered area',
      unit: '%',
      min: 0,
      max: 0.9,
      step: 0.01,
      neutral: 0,
      defaultRange: [0.05, 0.2],
      governedBy: [{ aspect: 'occlusion', as: 'upTo' }]
    }
  ],
  options: [
    { id: 'unitFraction', title: 'Distance of the holes', min: 0.05, max: 0.5, step: 0.05, default: 0.2 },
    mostOfBox
  ],
  choices: coveringChoices,
  needs: [],
  hasShape: true,
  defaultProbability: 0.3,
  source:
    'Chen et al. 2020 (GridMask); Albumentations GridDropout: half of a unit in each direction, a quarter of the ' +
    'area; less here',
  adjust: keepBoxes(lower),
  lower
} as const satisfies TransformSpec
