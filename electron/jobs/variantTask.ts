import { join } from 'node:path'
import type { Sampling } from '../../shared/ops.ts'
import type { Workspace } from '../catalogue/open.ts'
import { getPlan } from '../catalogue/plans.ts'
import type { SourcePlace } from '../catalogue/sources.ts'
import type { StoredVariant } from '../catalogue/variants.ts'
import type { RenderTask } from './renderTask.ts'

export type RenderTaskSettings = Pick<RenderTask, 'output' | 'encoding'>

/** Sampling of an unchanged source: nothing is filled, and alpha is flattened onto black as in a plain recipe. */
const plainSampling: Sampling = { fillMode: 'nearest', fillValue: [0, 0, 0], interpolation: 'bilinear' }

const samplings = new WeakMap<Workspace, Map<number, Sampling>>()

/** How the variants of a plan are sampled. */
export function samplingOf(workspace: Workspace, planId: number): Sampling {
  const known = samplings.get(workspace) ?? new Map<number, Sampling>()
  samplings.set(workspace, known)
  const found = known.get(planId)
  if (found !== undefined) return found
  const { fillMode, fillValue, interpolation } = getPlan(workspace.db, planId)?.recipe ?? plainSampling
  const sampling = { fillMode, fillValue, interpolation }
  known.set(planId, sampling)
  return sampling
}

/** The rendering of a variant, or of the unchanged source when there is none. */
export function createRenderTask(
  workspace: Workspace,
  { source, variant }: { source: SourcePlace; variant: StoredVariant | null },
  settings: RenderTaskSettings
): RenderTask {
  return {
    source: sourceRef(workspace, source),
    steps: variant?.parameters ?? [],
    sampling: variant === null ? plainSampling : samplingOf(workspace, variant.planId),
    ...settings
  }
}

function sourceRef(workspace: Workspace, source: SourcePlace): RenderTask['source'] {
  return {
    path: source.isCopy ? join(workspace.folder, source.path) : source.path,
    entry: source.entry,
    width: source.width,
    height: source.height,
    contentHash: source.contentHash
  }
}
