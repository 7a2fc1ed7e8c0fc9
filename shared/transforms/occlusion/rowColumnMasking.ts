import { shapeStream } from '../../draw/shapeStream.ts'
import type { OcclusionOp, Shape } from '../../ops.ts'
import type { ParameterSpec } from '../spec.ts'
import type { Size } from '../../raster.ts'
import { type ConcreteStep, type TransformSpec, valueOf } from '../spec.ts'
import { covered, coveringChoices, mostOfBox } from './covering.ts'
import { placedHole } from './holeSide.ts'
import { keepBoxes } from './keepBoxes.ts'

function lower(step: ConcreteStep, size: Size): readonly OcclusionOp[] {
  const bands = Math.round(valueOf(step, 'bands'))
  const rng = shapeStream(valueOf(step, 'shapeSeed'), 0xba4d)
  const drawn = (fraction: number, hole: Size): readonly Shape[] =>
    fraction === 0 ? [] : Array.from({ length: bands }, () => placedHole(rng, hole, size))
  const [rows, columns] = [valueOf(step, 'rowsFraction'), valueOf(step, 'columnsFraction')]
  return covered(step, [
    ...drawn(rows, { width: size.width, height: (rows * size.height) / bands }),
    ...drawn(columns, { width: (columns * size.width) / bands, height: size.height })
  ])
}

/** Why half: rows and columns together cover no more than the sum of both shares. */
const bandsOf = <Id extends string>(id: Id, title: string): ParameterSpec & { readonly id: Id } => ({
  id,
  title,
  unit: '%',
  min: 0,
  max: 0.5,
  step: 0.01,
  neutral: 0,
  defaultRange: [0.02, 0.08],
  governedBy: [{ aspect: 'occlusion', as: 'upTo', times: 0.5 }]
})

export const rowColumnMasking = {
  id: 'rowColumnMasking',
  title: 'Bands',
  help: 'Covers bands of rows and of columns from border to border.',
  group: 'occlusion',
  parameters: [
    bandsOf('rowsFraction', 'Height of all rows together'),
    bandsOf('columnsFraction', 'Width of all columns together')
  ],
  options: [
    { id: 'bands', title: 'Bands in each direction', min: 1, max: 8, step: 1, default: 1 },
    mostOfBox
  ],
  choices: coveringChoices,
  needs: [],
  hasShape: true,
  defaultProbability: 0.3,
  source: 'Park et al. 2019 (SpecAugment) as in Albumentations XYMasking, which has no default lengths',
  adjust: keepBoxes(lower),
  lower
} as const satisfies TransformSpec
