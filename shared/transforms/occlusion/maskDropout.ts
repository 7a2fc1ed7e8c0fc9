import { z } from 'zod'
import { outlined } from '../../annotations/outlined.ts'
import type { Annotation } from '../../annotations/types.ts'
import { CultivarError } from '../../errors.ts'
import type { OcclusionOp } from '../../ops.ts'
import type { Size } from '../../raster.ts'
import { type ConcreteStep, type DrawContext, type TransformSpec, valueOf } from '../spec.ts'
import { covered, coveringChoices } from './covering.ts'
import { markedBoxes } from './coveredShare.ts'

/** Outlines in shares of the frame: x, y, x, y... each. */
type Rings = readonly (readonly number[])[]

const ringsSchema = z.array(z.array(z.number().min(-10).max(10)).min(6))

/** What is drawn round an object: its outline, or else its box. */
function ringsOf(marked: Annotation, { width, height }: Size): Rings {
  const annotation = outlined(marked, { width, height })
  if (annotation.kind === 'keypoints' || annotation.kind === 'mask') return []
  const rings =
    annotation.kind === 'polygon'
      ? annotation.rings.filter(({ length }) => length >= 6)
      : [annotation.kind === 'rotatedBox' ? annotation.corners : corners(annotation)]
  return rings.map((ring) => ring.map((value, k) => value / (k % 2 === 0 ? width : height)))
}

function corners({ box: { x, y, width, height } }: Extract<Annotation, { kind: 'box' }>): readonly number[] {
  return [x, y, x + width, y, x + width, y + height, x, y + height]
}

/** Picks one object, any as likely, of those that are not too large a part of the picture. */
function adjust(step: ConcreteStep, { annotations, size, rng }: DrawContext): ConcreteStep | undefined {
  const most = valueOf(step, 'largestFraction') * size.width * size.height
  const fitting = annotations.filter((annotation) => {
    const [box] = markedBoxes([annotation], size)
    return box !== undefined && box.width * box.height <= most
  })
  const chosen = fitting[Math.floor(rng.next() * fitting.length)]
  return chosen === undefined ? undefined : { ...step, rings: ringsOf(chosen, size) }
}

function lower(step: ConcreteStep, size: Size): readonly OcclusionOp[] {
  if (valueOf(step, 'largestFraction') === 0) return []
  const rings = ringsSchema.safeParse(step['rings'] ?? [])
  if (!rings.success) {
    throw new CultivarError(
      'bad-input',
      `Expected outlines for rings of maskDropout but received ${JSON.stringify(step['rings'])}.`
    )
  }
  const shapes = rings.data.map((ring) => ({
    kind: 'polygon' as const,
    points: ring.map((value, k) => value * (k % 2 === 0 ? size.width : size.height))
  }))
  return covered(step, shapes)
}

export const maskDropout = {
  id: 'maskDropout',
  title: 'Drop an object',
  help: 'Covers one of the marked objects whole: its outline where there is one, or else its box.',
  group: 'occlusion',
  parameters: [
    {
      id: 'largestFraction',
      title: 'Largest object',
      unit: '%',
      min: 0,
      max: 1,
      step: 0.01,
      neutral: 0,
      defaultRange: [0.2, 0.2],
      governedBy: [{ aspect: 'occlusion', as: 'upTo' }]
    }
  ],
  options: [],
  choices: coveringChoices,
  needs: [],
  hasShape: true,
  defaultProbability: 0.3,
  source: 'Albumentations MaskDropout: one object',
  adjust,
  concrete: () => ({ rings: ringsSchema.default([]) }),
  lower
} as const satisfies TransformSpec
