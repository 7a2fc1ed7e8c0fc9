import { shapeStream } from '../../draw/shapeStream.ts'
import type { OcclusionOp } from '../../ops.ts'
import type { Size } from '../../raster.ts'
import { type ConcreteStep, type TransformSpec, valueOf } from '../spec.ts'
import { covered, coveringChoices, mostOfBox } from './covering.ts'
import { holeCount, holeSide, needsOcclusion, placedHole } from './holeSide.ts'
import { keepBoxes } from './keepBoxes.ts'

function lower(step: ConcreteStep, size: Size): readonly OcclusionOp[] {
  const width = valueOf(step, 'widthFraction') * size.width
  const height = valueOf(step, 'heightFraction') * size.height
  if (width === 0 || height === 0) return []
  const rng = shapeStream(valueOf(step, 'shapeSeed'), 0xc0a45e)
  const holes = Array.from({ length: valueOf(step, 'count') }, () => placedHole(rng, { width, height }, size))
  return covered(step, holes)
}

export const coarseDropout = {
  id: 'coarseDropout',
  title: 'Holes',
  help: 'Covers a few rectangles, so that no single part decides (Cutout); spares marked boxes as far as asked.',
  group: 'occlusion',
  parameters: [
    holeCount,
    holeSide('widthFraction', 'Width of a hole'),
    holeSide('heightFraction', 'Height of a hole')
  ],
  options: [mostOfBox],
  choices: coveringChoices,
  needs: needsOcclusion,
  hasShape: true,
  defaultProbability: 0.5,
  source:
    'DeVries, Taylor 2017 (Cutout); Albumentations CoarseDropout: 1 to 2 holes of 0.1 to 0.2 of the side, proposed ' +
    '0.08 to 0.15',
  adjust: keepBoxes(lower),
  lower
} as const satisfies TransformSpec
