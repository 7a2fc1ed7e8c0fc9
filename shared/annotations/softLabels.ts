import { type ConcreteStep, partnersOf, valueOf } from '../transforms/spec.ts'

/** The class of a source by its content hash; null for one without a class, undefined for one that is not known. */
export type ClassOf = (contentHash: string) => string | null | undefined

/** Shares of the own picture and of each partner after one step; they sum to 1. */
function sharesOf(step: ConcreteStep): readonly number[] | undefined {
  switch (step.transform) {
    case 'mixUp': {
      const own = valueOf(step, 'share')
      return [own, 1 - own]
    }
    case 'cutMix': {
      const covered = valueOf(step, 'width') * valueOf(step, 'height')
      return [1 - covered, covered]
    }
    case 'mosaic': {
      const [x, y] = [valueOf(step, 'meetXFraction'), valueOf(step, 'meetYFraction')]
      const quarters = [x * y, (1 - x) * y, x * (1 - y), (1 - x) * (1 - y)]
      const own = valueOf(step, 'own')
      return [quarters[own] ?? 0, ...quarters.toSpliced(own, 1)]
    }
    default:
      // Why nothing for copyPaste: what is pasted has an outline with a label of its own; the picture keeps its class.
      return undefined
  }
}

/**
 * How the label of a variant is shared: MixUp by the blend, CutMix and mosaic by area, each taking from what the steps
 * before it left. Crops and covers behind a mix are not looked at, as in training code that mixes whole batches.
 *
 * The shares sum to 1 (to rounding). A part without a class, or of a source that is not known, is listed under null.
 */
export function labelShares(
  steps: readonly ConcreteStep[],
  ownClass: string | null,
  classOf: ClassOf
): ReadonlyMap<string | null, number> {
  let shares = new Map<string | null, number>([[ownClass, 1]])
  for (const step of steps) {
    const parts = sharesOf(step)
    if (parts === undefined) continue
    const [own = 1, ...others] = parts
    shares = new Map([...shares].map(([name, share]) => [name, share * own]))
    for (const [at, hash] of partnersOf(step).entries()) {
      const name = classOf(hash) ?? null
      shares.set(name, (shares.get(name) ?? 0) + (others[at] ?? 0))
    }
  }
  return new Map([...shares].filter(([, share]) => share > 0))
}
