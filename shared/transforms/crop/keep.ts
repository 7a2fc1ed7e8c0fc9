import { boundsOf, unionOf } from '../../annotations/bounds.ts'
import type { Annotation, Box } from '../../annotations/types.ts'
import type { Rng } from '../../draw/rng.ts'
import type { Size } from '../../raster.ts'
import { type ChoiceSpec, choiceOf, type ConcreteStep, type DrawContext } from '../spec.ts'
import type { Window } from './window.ts'

/** What a crop must show of what is marked. Pictures without annotations are cropped freely. */
export const keep: ChoiceSpec = {
  id: 'keep',
  title: 'Keep',
  values: [
    { id: 'allBoxes', title: 'All marked objects whole' },
    { id: 'oneBox', title: 'At least one marked object whole' },
    { id: 'centres', title: 'The centre of every marked object' },
    { id: 'touch', title: 'Part of at least one marked object' },
    { id: 'none', title: 'Nothing in particular' }
  ],
  default: 'allBoxes'
}

/** The smallest part of the frame that the crop has to show; undefined when it is free. */
export function partToKeep(step: ConcreteStep, { annotations, size, rng }: DrawContext): Box | undefined {
  const chosen = choiceOf(step, keep)
  if (chosen === 'none') return undefined
  const objects = annotations.flatMap((annotation) => {
    const bounds = boundsOf(annotation, size)
    return bounds === undefined ? [] : [{ annotation, bounds }]
  })
  const one = objects.length < 2 ? objects[0] : objects[Math.floor(rng.next() * objects.length)]
  if (one === undefined) return undefined
  if (chosen === 'oneBox') return one.bounds
  if (chosen === 'touch') return pointOf(one.annotation, one.bounds, rng)
  return unionOf(objects.map(({ bounds }) => (chosen === 'centres' ? middleOf(bounds) : bounds)))
}

const middleOf = ({ x, y, width, height }: Box): Box => ({
  x: x + width / 2,
  y: y + height / 2,
  width: 0,
  height: 0
})

/** A random corner of an outline, as its box may be empty where the point lies; or a random point of the bounds. */
function pointOf(annotation: Annotation, bounds: Box, rng: Rng): Box {
  const ring = ringOf(annotation)
  const corner = 2 * Math.floor((rng.next() * ring.length) / 2)
  const x = ring[corner] ?? rng.between(bounds.x, bounds.x + bounds.width)
  const y = ring[corner + 1] ?? rng.between(bounds.y, bounds.y + bounds.height)
  const inside = (value: number, from: number, length: number): number =>
    Math.min(Math.max(value, from), from + length)
  return {
    x: inside(x, bounds.x, bounds.width),
    y: inside(y, bounds.y, bounds.height),
    width: 0,
    height: 0
  }
}

function ringOf(annotation: Annotation): readonly number[] {
  if (annotation.kind === 'rotatedBox') return annotation.corners
  return annotation.kind === 'polygon' ? (annotation.rings[0] ?? []) : []
}

/**
 * The window enlarged until the part fits, and at the same relative place among those that show all of the part; on
 * whole pixels.
 */
export function fitted(window: Window, part: Box, frame: Size): Window {
  const [left, width] = fittedAlong(
    { from: window.left, length: window.width },
    { from: part.x, length: part.width },
    frame.width
  )
  const [top, height] = fittedAlong(
    { from: window.top, length: window.height },
    { from: part.y, length: part.height },
    frame.height
  )
  return { left, top, width, height }
}

interface Span {
  readonly from: number
  readonly length: number
}

function fittedAlong(window: Span, part: Span, total: number): readonly [number, number] {
  const first = Math.max(0, Math.floor(part.from))
  const last = Math.min(total, Math.max(first + 1, Math.ceil(part.from + part.length)))
  const length = Math.min(total, Math.max(Math.ceil(window.length), last - first))
  const [low, high] = [Math.max(0, last - length), Math.min(first, total - length)]
  const room = total - window.length
  const place = room > 1e-9 ? window.from / room : 0.5
  return [Math.max(0, Math.round(low + place * (high - low))), length]
}
