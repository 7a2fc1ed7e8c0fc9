import type { Covering, OcclusionOp, Shape } from '../../ops.ts'
import { type ChoiceSpec, choiceOf, type ConcreteStep, type OptionSpec, valueOf } from '../spec.ts'

const covering: ChoiceSpec = {
  id: 'covering',
  title: 'Covered with',
  values: [
    { id: 'mean', title: 'The mean colour' },
    { id: 'black', title: 'Black' },
    { id: 'grey', title: 'Grey' },
    { id: 'white', title: 'White' },
    { id: 'random', title: 'A random colour' },
    { id: 'noise', title: 'Noise' }
  ],
  default: 'mean'
}

/** What a covered part shows: the same choice for all transforms that cover. */
export const coveringChoices: readonly ChoiceSpec[] = [covering]

/** The most of any marked box that may be covered; steps that do not manage to keep it are left out. */
export const mostOfBox: OptionSpec = {
  id: 'mostOfBox',
  title: 'Most of a box that is covered',
  min: 0,
  max: 1,
  step: 0.05,
  default: 0.5
}

/** The operation that covers shapes as the step says; none without shapes. */
export function covered(step: ConcreteStep, shapes: readonly Shape[]): readonly OcclusionOp[] {
  if (shapes.length === 0) return []
  const chosen = choiceOf(step, covering) as Covering
  return [{ op: 'cover', shapes, covering: chosen, shapeSeed: valueOf(step, 'shapeSeed') }]
}
