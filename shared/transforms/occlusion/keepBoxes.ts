import type { OcclusionOp } from '../../ops.ts'
import type { Size } from '../../raster.ts'
import { type ConcreteStep, type DrawContext, valueOf } from '../spec.ts'
import { coveredShare, markedBoxes } from './coveredShare.ts'

type LowerCover = (step: ConcreteStep, size: Size) => readonly OcclusionOp[]

/** How often a new place is tried before a step is left out. */
const attempts = 32

/** So much more than `mostOfBox` is the rounding of sums. */
const rounding = 1e-9

/** Whether no marked box lies under the step's shapes by more than its `mostOfBox`. */
export function keepsBoxes(
  ops: readonly OcclusionOp[],
  most: number,
  { annotations, size }: Pick<DrawContext, 'annotations' | 'size'>
): boolean {
  const shapes = ops.flatMap((op) => op.shapes)
  return markedBoxes(annotations, size).every((box) => coveredShare(box, shapes) <= most + rounding)
}

/**
 * The `adjust` of a transform whose shapes follow from `shapeSeed`: draws the seed anew, up to 32 times, until no
 * marked box is covered by more than `mostOfBox`, and leaves the step out when that does not help.
 */
export function keepBoxes(
  lower: LowerCover
): (step: ConcreteStep, context: DrawContext) => ConcreteStep | undefined {
  return (step, context) => {
    const most = valueOf(step, 'mostOfBox')
    let tried = step
    for (let attempt = 0; attempt <= attempts; attempt++) {
      if (keepsBoxes(lower(tried, context.size), most, context)) return tried
      tried = { ...step, shapeSeed: context.rng.word() }
    }
    return undefined
  }
}
