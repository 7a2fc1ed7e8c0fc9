import { join } from 'node:path'
import { CultivarError } from '../../shared/errors.ts'
import type { Sampling } from '../../shared/ops.ts'
import type { LabelSwaps } from '../../shared/policy/profile.ts'
import { stepsWithPartners } from '../../shared/recipe/stepsText.ts'
import { type ConcreteStep, partnersOf } from '../../shared/transforms/spec.ts'
import { type AnnotationsText, annotationTexts } from '../catalogue/annotations.ts'
import { keypointClasses } from '../catalogue/classes.ts'
import type { Workspace } from '../catalogue/open.ts'
import { getPlan } from '../catalogue/plans.ts'
import { placeByContent, type SourcePlace } from '../catalogue/sources.ts'
import type { StoredVariant } from '../catalogue/variants.ts'
import type { RenderTask } from './renderTask.ts'
import type { SourceRef } from './sourceCache.ts'

export type RenderTaskSettings = Pick<RenderTask, 'output' | 'encoding'>

/** Sampling of an unchanged source: nothing is filled, and alpha is flattened onto black as in a plain recipe. */
const plainSampling: Sampling = { fillMode: 'nearest', fillValue: [0, 0, 0], interpolation: 'bilinear' }

/** What renderings need to know of a plan. */
interface PlanFacts {
  readonly sampling: Sampling
  readonly labelSwaps: LabelSwaps
}

const plans = new WeakMap<Workspace, Map<number, PlanFacts>>()

function planFacts(workspace: Workspace, planId: number): PlanFacts {
  const known = plans.get(workspace) ?? new Map<number, PlanFacts>()
  plans.set(workspace, known)
  const found = known.get(planId)
  if (found !== undefined) return found
  const plan = getPlan(workspace.db, planId)
  const { fillMode, fillValue, interpolation } = plan?.recipe ?? plainSampling
  const facts = {
    sampling: { fillMode, fillValue, interpolation },
    labelSwaps: plan?.profile.labelSwaps ?? []
  }
  known.set(planId, facts)
  return facts
}

/** How the variants of a plan are sampled. */
export const samplingOf = (workspace: Workspace, planId: number): Sampling =>
  planFacts(workspace, planId).sampling

/** What a rendering needs to know of a variant. */
export type VariantPixels = Pick<StoredVariant, 'parameters' | 'planId'>

/**
 * The rendering of a variant, or of the unchanged source when there is none. Throws `not-found` when a source that it
 * names as a partner is not there.
 */
export function createRenderTask(
  workspace: Workspace,
  { source, variant }: { source: SourcePlace; variant: VariantPixels | null },
  settings: RenderTaskSettings
): RenderTask {
  const steps = variant?.parameters ?? '[]'
  return {
    source: sourceRef(workspace, source),
    ...partnerRefs(workspace, stepsWithPartners(steps)),
    steps,
    sampling: variant === null ? plainSampling : samplingOf(workspace, variant.planId),
    ...settings
  }
}

/**
 * The rendering with what is marked in the picture; `marks` are those of the source itself. Undefined where nothing is
 * marked in any of the pictures.
 */
export function withMarks(
  workspace: Workspace,
  task: RenderTask,
  { variant, marks }: { variant: VariantPixels | null; marks: AnnotationsText }
): RenderTask {
  const partners = (task.partners ?? []).map(({ contentHash = '' }) => {
    const place = placeByContent(workspace.db, contentHash)
    return place === undefined ? '' : (annotationTexts(workspace.db, [place.id]).get(place.id) ?? '')
  })
  if (marks === '' && partners.every((text) => text === '')) return task
  const labelSwaps = variant === null ? [] : planFacts(workspace, variant.planId).labelSwaps
  const classes = keypointClasses(workspace.db)
  return {
    ...task,
    marks: { own: marks, partners, labelSwaps, ...(classes.length === 0 ? {} : { classes }) }
  }
}

const refs = new WeakMap<SourcePlace, SourceRef>()

/** Why remembered: tasks of one source then share it in a message, and are known to belong together behind it. */
export function sourceRef(workspace: Workspace, source: SourcePlace): SourceRef {
  const known = refs.get(source)
  if (known !== undefined) return known
  const ref = {
    path: source.isCopy ? join(workspace.folder, source.path) : source.path,
    entry: source.entry,
    width: source.width,
    height: source.height,
    contentHash: source.contentHash
  }
  refs.set(source, ref)
  return ref
}

/** The other sources that drawn steps name, in their order. Throws `not-found` for one that is not there. */
export function partnerRefs(
  workspace: Workspace,
  steps: readonly ConcreteStep[]
): Pick<RenderTask, 'partners'> {
  const hashes = steps.flatMap(partnersOf)
  return hashes.length === 0 ? {} : { partners: hashes.map((hash) => partnerRef(workspace, hash)) }
}

function partnerRef(workspace: Workspace, contentHash: string): SourceRef {
  const place = placeByContent(workspace.db, contentHash)
  if (place !== undefined) return sourceRef(workspace, place)
  throw new CultivarError(
    'not-found',
    `The variant mixes in another picture (SHA-256 ${contentHash.slice(0, 12)}...) that is not in the workspace.`,
    { remedy: 'Import that picture again, or draw new variants.' }
  )
}
