import { z } from 'zod'
import type { Box } from '../../annotations/types.ts'
import type { Rng } from '../../draw/rng.ts'
import { CultivarError } from '../../errors.ts'
import type { OcclusionOp } from '../../ops.ts'
import type { Size } from '../../raster.ts'
import { type ConcreteStep, type DrawContext, type TransformSpec, valueOf } from '../spec.ts'
import { covered, coveringChoices, mostOfBox } from './covering.ts'
import { markedBoxes } from './coveredShare.ts'
import { holeCount, holeSide, needsOcclusion } from './holeSide.ts'
import { keepsBoxes } from './keepBoxes.ts'

/** Holes in shares of the frame: x, y, width, height. */
type Holes = readonly (readonly [number, number, number, number])[]

const share = z.number().min(0).max(1)
const holesSchema = z.array(z.tuple([share, share, share, share]))

const attempts = 32

function drawHoles(step: ConcreteStep, boxes: readonly Box[], { size, rng }: Drawing): Holes {
  return Array.from({ length: valueOf(step, 'count') }, () => {
    const box = boxes[Math.floor(rng.next() * boxes.length)] as Box
    const width = valueOf(step, 'widthFraction') * box.width
    const height = valueOf(step, 'heightFraction') * box.height
    const x = box.x + rng.next() * (box.width - width)
    const y = box.y + rng.next() * (box.height - height)
    return [x / size.width, y / size.height, width / size.width, height / size.height]
  })
}

interface Drawing {
  readonly size: Size
  readonly rng: Rng
}

/** Holes in boxes, each box as likely, drawn again until no other box is covered by too much. */
function adjust(step: ConcreteStep, context: DrawContext): ConcreteStep | undefined {
  const boxes = markedBoxes(context.annotations, context.size)
  if (boxes.length === 0) return undefined
  const most = valueOf(step, 'mostOfBox')
  for (let attempt = 0; attempt <= attempts; attempt++) {
    const drawn: ConcreteStep = { ...step, holes: drawHoles(step, boxes, context) }
    if (keepsBoxes(lower(drawn, context.size), most, context)) return drawn
  }
  return undefined
}

function lower(step: ConcreteStep, { width, height }: Size): readonly OcclusionOp[] {
  const holes = holesSchema.safeParse(step['holes'] ?? [])
  if (!holes.success) {
    throw new CultivarError(
      'bad-input',
      `Expected shares for holes of constrainedDropout but received ${JSON.stringify(step['holes'])}.`
    )
  }
  const shapes = holes.data
    .filter(([, , wide, high]) => wide > 0 && high > 0)
    .map(([x, y, wide, high]) => ({
      kind: 'rectangle' as const,
      x: x * width,
      y: y * height,
      width: wide * width,
      height: high * height
    }))
  return covered(step, shapes)
}

/** Sides as shares of the box, larger than those of holes anywhere in the picture. */
const side = <Id extends string>(id: Id, title: string) => ({
  ...holeSide(id, title),
  max: 1,
  defaultRange: [0.15, 0.4] as const
})

export const constrainedDropout = {
  id: 'constrainedDropout',
  title: 'Holes in boxes',
  help: 'Covers rectangles within what is marked, so that objects are learned from their parts.',
  group: 'occlusion',
  parameters: [
    holeCount,
    side('widthFraction', "Width, of the box's"),
    side('heightFraction', "Height, of the box's")
  ],
  options: [mostOfBox],
  choices: coveringChoices,
  needs: needsOcclusion,
  hasShape: true,
  defaultProbability: 0.3,
  source:
    'Albumentations ConstrainedCoarseDropout: one hole of 0.1; larger here, as they are shares of the box',
  adjust,
  concrete: () => ({ holes: holesSchema.default([]) }),
  lower
} as const satisfies TransformSpec
