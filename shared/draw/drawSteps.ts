import type { Annotation } from '../annotations/types.ts'
import type { CutStep } from '../policy/verdict.ts'
import type { Size } from '../raster.ts'
import { frameAfter, lowerSteps } from '../recipe/lower.ts'
import { rangeOf } from '../recipe/schema.ts'
import { transformSpec } from '../transforms/index.ts'
import type { ConcreteStep, ParameterSpec, TransformSpec } from '../transforms/spec.ts'
import { type Rng, sourceKey, stream } from './rng.ts'

/** A picture as a draw sees it. */
export interface DrawSource extends Size {
  /** SHA-256 of the source, hexadecimal. */
  readonly contentHash: string
  readonly annotations?: readonly Annotation[]
  /** Content hashes of the sources that it may be mixed with, itself left out, in a fixed order. */
  readonly partners?: readonly string[]
}

function drawValue({ isWhole }: ParameterSpec, [low, high]: readonly [number, number], rng: Rng): number {
  if (isWhole !== true) return rng.between(low, high)
  const [first, last] = [Math.ceil(low), Math.floor(high)]
  return Math.min(first + Math.floor(rng.next() * (last - first + 1)), Math.max(first, last))
}

function drawPartners(cut: CutStep, spec: TransformSpec, source: DrawSource, rng: Rng): readonly string[] {
  const chosen = cut.step['references']
  const candidates = Array.isArray(chosen) ? (chosen as readonly string[]) : (source.partners ?? [])
  return Array.from({ length: candidates.length === 0 ? 0 : (spec.partners?.count ?? 0) }, () => {
    const index = Math.floor(rng.next() * candidates.length)
    return candidates[index] ?? ''
  })
}

interface Place {
  readonly source: DrawSource
  /** The frame that the steps before left. */
  readonly frame: Size
}

/**
 * Draws one step: nothing when its probability says no or when there is nothing that it could work on.
 *
 * Convention: the order of numbers taken from the stream is fixed (whether it happens at all, each parameter in the
 * spec's order, the shape's seed, partners, what `adjust` takes), so that old variants can be drawn again.
 */
function drawStep(cut: CutStep, rng: Rng, { source, frame }: Place): readonly ConcreteStep[] {
  const { step, parts } = cut
  const spec = transformSpec(step.transform)
  if (spec === undefined) throw new RangeError(`Expected a known transform but received ${step.transform}`)
  const happens = rng.next() < step.probability
  if (spec.policy !== undefined) return happens ? spec.policy.draw(step, parts, rng) : []
  const drawn = spec.parameters.map(
    (parameter) => [parameter.id, drawValue(parameter, rangeOf(step, parameter), rng)] as const
  )
  const set = [...spec.options, ...(spec.choices ?? [])].map(({ id, default: standard }) => [
    id,
    (step[id] as number | string | undefined) ?? standard
  ])
  const shape = spec.hasShape ? { shapeSeed: rng.word() } : {}
  if (!happens) return []
  const partners = drawPartners(cut, spec, source, rng)
  if (partners.length < (spec.partners?.count ?? 0)) return []
  const named = spec.partners === undefined ? {} : { partners }
  const free = {
    transform: spec.id,
    ...Object.fromEntries(drawn),
    ...Object.fromEntries(set),
    ...shape,
    ...named
  }
  if (spec.adjust === undefined) return [free]
  const fitted = spec.adjust(free, { size: frame, annotations: source.annotations ?? [], rng })
  return fitted === undefined ? [] : [fitted]
}

export interface DrawKey {
  readonly seed: number
  readonly copyIndex: number
  readonly attempt: number
}

/** Draws all steps; a step that is undefined (left out by the policy) keeps its index, so the others do not change. */
export function drawSteps(
  steps: readonly (CutStep | undefined)[],
  source: DrawSource,
  { seed, copyIndex, attempt }: DrawKey
): readonly ConcreteStep[] {
  const own = sourceKey(seed, source.contentHash)
  let frame: Size = source
  return steps.flatMap((step, stepIndex) => {
    if (step === undefined) return []
    const drawn = drawStep(step, stream(own, { copyIndex, stepIndex, attempt }), { source, frame })
    frame = lowerSteps(drawn, frame).reduce(frameAfter, frame)
    return drawn
  })
}
