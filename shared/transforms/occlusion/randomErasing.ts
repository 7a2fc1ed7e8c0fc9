import type { Rng } from '../../draw/rng.ts'
import { shapeStream } from '../../draw/shapeStream.ts'
import type { OcclusionOp } from '../../ops.ts'
import type { Size } from '../../raster.ts'
import { type ConcreteStep, type TransformSpec, valueOf } from '../spec.ts'
import { covered, coveringChoices, mostOfBox } from './covering.ts'
import { placedHole } from './holeSide.ts'
import { keepBoxes } from './keepBoxes.ts'

/**
 * Height divided by width, log-uniform between the two options, of those that fit into the picture: what drawing
 * again until it fits leads to. Where none fits, the nearest that does.
 */
function drawRatio(step: ConcreteStep, rng: Rng, limits: readonly [number, number]): number {
  const ends = [valueOf(step, 'ratioLow'), valueOf(step, 'ratioHigh')].map((ratio) =>
    Math.log(Math.min(Math.max(ratio, limits[0]), limits[1]))
  )
  return Math.exp(rng.between(Math.min(...ends), Math.max(...ends)))
}

function lower(step: ConcreteStep, size: Size): readonly OcclusionOp[] {
  const area = valueOf(step, 'areaFraction') * size.width * size.height
  if (area === 0) return []
  const rng = shapeStream(valueOf(step, 'shapeSeed'), 0xe4a5e)
  const ratio = drawRatio(step, rng, [area / size.width ** 2, size.height ** 2 / area])
  const sides = { width: Math.sqrt(area / ratio), height: Math.sqrt(area * ratio) }
  return covered(step, [placedHole(rng, sides, size)])
}

export const randomErasing = {
  id: 'randomErasing',
  title: 'Random erasing',
  help: 'Covers one rectangle of a set share of the area and of any proportions within the two ratios.',
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
      defaultRange: [0.02, 0.12],
      governedBy: [{ aspect: 'occlusion', as: 'upTo' }]
    }
  ],
  options: [
    { id: 'ratioLow', title: 'Least height by width', min: 0.1, max: 10, step: 0.1, default: 0.3 },
    { id: 'ratioHigh', title: 'Greatest height by width', min: 0.1, max: 10, step: 0.1, default: 3.3 },
    mostOfBox
  ],
  choices: coveringChoices,
  needs: [],
  hasShape: true,
  defaultProbability: 0.5,
  source:
    'Zhong et al., AAAI 2020; torchvision and Albumentations: area 0.02 to 0.33, ratio 0.3 to 3.3 drawn ' +
    'log-uniformly; proposed 0.02 to 0.12',
  adjust: keepBoxes(lower),
  lower
} as const satisfies TransformSpec
