import { mapAnnotations } from '../annotations/mapAnnotations.ts'
import type { Annotation } from '../annotations/types.ts'
import type { CutStep } from '../policy/verdict.ts'
import type { Size } from '../raster.ts'
import { frameAfter, lowerSteps } from '../recipe/lower.ts'
import { rangeOf } from '../recipe/schema.ts'
import { transformSpec } from '../transforms/index.ts'
import type {
  ConcreteStep,
  DrawContext,
  MarkedPicture,
  ParameterSpec,
  TransformSpec
} from '../transforms/spec.ts'
import { drawPartners } from './partners.ts'
import { type Rng, sourceKey, stream } from './rng.ts'

/** A picture as a draw sees it. */
export interface DrawSource extends Size {
  /** SHA-256 of the source, hexadecimal. */
  readonly contentHash: string
  readonly annotations?: readonly Annotation[]
  /** Content hashes, ascending, of the sources that it may be mixed with; its own may be among them. */
  readonly partners?: readonly string[]
  /** What is marked in those of the partners that have marks, by content hash. */
  readonly markedPartners?: ReadonlyMap<string, MarkedPicture>
}

/** Why neutral where an interval holds no whole number: the next one may lie outside of the domain. */
function drawValue(
  { isWhole, neutral }: ParameterSpec,
  [low, high]: readonly [number, number],
  rng: Rng
): number {
  if (isWhole !== true) return rng.between(low, high)
  const [first, last] = [Math.ceil(low), Math.floor(high)]
  const place = rng.next()
  return first > last ? neutral : first + Math.floor(place * (last - first + 1))
}

/** The sources that a step may name: those that the recipe chose, or all that share a split with the picture. */
function candidatesFor({ step }: CutStep, source: DrawSource): readonly string[] {
  const chosen = step['references']
  return Array.isArray(chosen) ? (chosen as readonly string[]).toSorted() : (source.partners ?? [])
}

interface Place {
  readonly source: DrawSource
  /** The frame that the steps before left. */
  readonly frame: Size
  readonly before: readonly ConcreteStep[]
}

/**
 * Draws one step: nothing when its probability says no or when there is nothing that it could work on.
 *
 * Convention: the order of numbers taken from the stream is fixed (whether it happens at all, each parameter in the
 * spec's order, the shape's seed, partners, what `adjust` takes), so that old variants can be drawn again.
 */
function drawStep(cut: CutStep, rng: Rng, place: Place): readonly ConcreteStep[] {
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
  const named = namePartners(cut, spec, place.source, rng)
  if (named === undefined) return []
  const free = {
    transform: spec.id,
    ...Object.fromEntries(drawn),
    ...Object.fromEntries(set),
    ...shape,
    ...named
  }
  if (spec.adjust === undefined) return [free]
  const fitted = spec.adjust(free, contextOf(place, rng))
  return fitted === undefined ? [] : [fitted]
}

/** Undefined when there is no other source to name. */
function namePartners(
  cut: CutStep,
  spec: TransformSpec,
  source: DrawSource,
  rng: Rng
): { readonly partners?: readonly string[] } | undefined {
  if (spec.partners === undefined) return {}
  const pool = { candidates: candidatesFor(cut, source), own: source.contentHash }
  const partners = drawPartners(pool, spec.partners.count, rng)
  return partners.length < spec.partners.count ? undefined : { partners }
}

const contextOf = ({ source, frame, before }: Place, rng: Rng): DrawContext => ({
  size: frame,
  annotations: annotationsAfter(before, source),
  markedPartner: (contentHash) => source.markedPartners?.get(contentHash),
  rng
})

/** What is marked in the source, where the steps so far have left it. */
function annotationsAfter(steps: readonly ConcreteStep[], source: DrawSource): readonly Annotation[] {
  const { annotations = [] } = source
  if (annotations.length === 0 || steps.length === 0) return annotations
  const everything = { minVisibleShare: 0, minSidePx: 0 }
  return mapAnnotations(annotations, lowerSteps(steps, source), source, everything).annotations
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
  const before: ConcreteStep[] = []
  for (const [stepIndex, step] of steps.entries()) {
    if (step === undefined) continue
    const rng = stream(own, { copyIndex, stepIndex, attempt })
    const drawn = drawStep(step, rng, { source, frame, before })
    frame = lowerSteps(drawn, frame).reduce(frameAfter, frame)
    before.push(...drawn)
  }
  return before
}
