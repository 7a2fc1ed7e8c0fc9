import type { Rng } from '../../draw/rng.ts'
import type { Shape } from '../../ops.ts'
import type { Size } from '../../raster.ts'
import type { ParameterSpec } from '../spec.ts'

/**
 * A side of a hole as a share of the picture's.
 *
 * Why half of the limit: up to eight holes of L/2 x L/2 cover at most 2 L^2 of the area, which is no more than L for
 * every limit up to one half.
 */
export function holeSide<Id extends string>(id: Id, title: string): ParameterSpec & { readonly id: Id } {
  return {
    id,
    title,
    unit: '%',
    min: 0,
    max: 0.5,
    step: 0.01,
    neutral: 0,
    defaultRange: [0.08, 0.15],
    governedBy: [{ aspect: 'occlusion', as: 'upTo', times: 0.5 }]
  }
}

/** How many holes; a whole number. */
export const holeCount: ParameterSpec & { readonly id: 'count' } = {
  id: 'count',
  title: 'Holes',
  unit: '',
  min: 1,
  max: 8,
  step: 1,
  neutral: 1,
  defaultRange: [1, 2],
  governedBy: [],
  isWhole: true
}

/** Why: the number of holes has no neutral value that would forbid the transform where nothing may be covered. */
export const needsOcclusion = [{ aspect: 'occlusion', limit: 0.01 }] as const

/** A whole number of pixels, no more than asked for but at least one. */
export const wholePixels = (length: number): number => Math.max(1, Math.floor(length + 1e-9))

/** A rectangle of whole pixels somewhere in the picture, all places as likely. */
export function placedHole(rng: Rng, { width, height }: Size, frame: Size): Shape {
  const [wide, high] = [
    Math.min(wholePixels(width), frame.width),
    Math.min(wholePixels(height), frame.height)
  ]
  const x = Math.floor(rng.next() * (frame.width - wide + 1))
  const y = Math.floor(rng.next() * (frame.height - high + 1))
  return { kind: 'rectangle', x, y, width: wide, height: high }
}
