import type { Rng } from '../../draw/rng.ts'
import type { RecipeStep } from '../../recipe/schema.ts'
import type { ConcreteStep } from '../spec.ts'
import { drawOperation, type OperationName, type Reach } from './operations.ts'

export interface Choice {
  readonly names: readonly OperationName[]
  /** What the domain leaves of each, in the order of the names. */
  readonly parts: readonly (RecipeStep | undefined)[]
  readonly strengths: readonly number[]
  readonly reach: Reach
}

/**
 * Draws one of the operations that the domain leaves, each as likely as any other; with `orNothing` doing nothing is
 * one more of them.
 *
 * Convention: takes two numbers from the stream, whatever is drawn.
 */
export function drawOne(
  { names, parts, strengths, reach }: Choice,
  { orNothing }: { orNothing: boolean },
  rng: Rng
): readonly ConcreteStep[] {
  const left = names.flatMap((name, at) => {
    const part = parts[at]
    return part === undefined ? [] : [{ name, part, strengths, reach }]
  })
  const count = left.length + (orNothing ? 1 : 0)
  const chosen = left[Math.floor(rng.next() * count)]
  if (chosen !== undefined) return [drawOperation(chosen, rng)]
  rng.next()
  return []
}
