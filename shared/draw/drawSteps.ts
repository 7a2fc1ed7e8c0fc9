import { mapAnnotations } from '../annotations/mapAnnotations.ts'
import type { Annotation } from '../annotations/types.ts'
import type { CutStep } from '../policy/verdict.ts'
import type { Size } from '../raster.ts'
import { lower, lowerSteps } from '../recipe/lower.ts'
import { type Range, rangeOf } from '../recipe/schema.ts'
import { transformSpec } from '../transforms/index.ts'
import type {
  ConcreteStep,
  DrawContext,
  JsonValue,
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
  /** What is marked in it; of masks their outlines (`allOutlined`), which go through steps far quicker. */
  readonly annotations?: readonly Annotation[]
  /** Content hashes, ascending, of the sources that it may be mixed with; its own may be among them. */
  readonly partners?: readonly string[]
  /** Those of them in which something is outlined, for steps that take such a thing; all when absent. */
  readonly outlinedPartners?: readonly string[]
  /** What is marked in those of the partners that have marks, by content hash; outlines of masks here, too. */
  readonly markedPartners?: Pick<ReadonlyMap<string, MarkedPicture>, 'get'>
}

/** A step with all that is the same for every draw worked out. */
export interface StepPlan {
  readonly cut: CutStep
  readonly spec: TransformSpec
  readonly parameters: readonly { readonly spec: ParameterSpec; readonly range: Range }[]
  /** Options and choices by their ids. */
  readonly settings: readonly (readonly [string, number | string])[]
}

/** Steps made ready to be drawn often; throws a RangeError for an unknown transform. */
export function planSteps(steps: readonly (CutStep | undefined)[]): readonly (StepPlan | undefined)[] {
  return steps.map((cut) => (cut === undefined ? undefined : planStep(cut)))
}

function planStep(cut: CutStep): StepPlan {
  const { step } = cut
  const spec = transformSpec(step.transform)
  if (spec === undefined) throw new RangeError(`Expected a known transform but received ${step.transform}`)
  return {
    cut,
    spec,
    parameters: spec.parameters.map((parameter) => ({ spec: parameter, range: rangeOf(step, parameter) })),
    settings: [...spec.options, ...(spec.choices ?? [])].map(({ id, default: standard }) => [
      id,
      (step[id] as number | string | undefined) ?? standard
    ])
  }
}

/** Why neutral where an interval holds no whole number: the next one may lie outside of the domain. */
function drawValue({ isWhole, neutral }: ParameterSpec, [low, high]: Range, rng: Rng): number {
  if (isWhole !== true) return rng.between(low, high)
  const [first, last] = [Math.ceil(low), Math.floor(high)]
  const place = rng.next()
  return first > last ? neutral : first + Math.floor(place * (last - first + 1))
}

/** The sources that a step may name: those that the recipe chose, or all that share a split with the picture. */
function candidatesFor({ step }: CutStep, spec: TransformSpec, source: DrawSource): readonly string[] {
  const chosen = step['references']
  if (Array.isArray(chosen)) return (chosen as readonly string[]).toSorted()
  const { partners = [], outlinedPartners = partners } = source
  return spec.needsAnnotation === undefined ? partners : outlinedPartners
}

interface Place {
  readonly source: DrawSource
  readonly before: readonly ConcreteStep[]
}

/**
 * Draws one step: nothing when its probability says no or when there is nothing that it could work on.
 *
 * Convention: the order of numbers taken from the stream is fixed (whether it happens at all, each parameter in the
 * spec's order, the shape's seed, partners, what `adjust` takes), so that old variants can be drawn again.
 */
function drawStep(
  { cut, spec, parameters, settings }: StepPlan,
  rng: Rng,
  place: Place
): readonly ConcreteStep[] {
  const { step, parts } = cut
  if (rng.next() >= step.probability) return []
  if (spec.policy !== undefined) return spec.policy.draw(step, parts, rng)
  const free: Record<string, JsonValue> & { transform: string } = { transform: spec.id }
  for (const parameter of parameters) {
    free[parameter.spec.id] = drawValue(parameter.spec, parameter.range, rng)
  }
  for (const [id, value] of settings) free[id] = value
  if (spec.hasShape) free['shapeSeed'] = rng.word()
  if (spec.partners !== undefined) {
    const pool = { candidates: candidatesFor(cut, spec, place.source), own: place.source.contentHash }
    const partners = drawPartners(pool, spec.partners.count, rng)
    if (partners.length < spec.partners.count) return []
    free['partners'] = partners
  }
  if (spec.adjust === undefined) return [free]
  const fitted = spec.adjust(free, contextOf(place, rng))
  return fitted === undefined ? [] : [fitted]
}

/** Why getters: most transforms ask for little of it, and to know where things are all steps must be lowered. */
const contextOf = ({ source, before }: Place, rng: Rng): DrawContext => ({
  get size() {
    return lower(before, source, 'nearest').frame
  },
  get annotations() {
    return annotationsAfter(before, source)
  },
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
  steps: readonly (StepPlan | undefined)[],
  source: DrawSource,
  { seed, copyIndex, attempt }: DrawKey
): readonly ConcreteStep[] {
  const own = sourceKey(seed, source.contentHash)
  const drawn: ConcreteStep[] = []
  const place = { source, before: drawn }
  steps.forEach((step, stepIndex) => {
    if (step === undefined) return
    drawn.push(...drawStep(step, stream(own, { copyIndex, stepIndex, attempt }), place))
  })
  return drawn
}
