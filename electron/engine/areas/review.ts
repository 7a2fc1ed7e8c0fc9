import type { ChangedArea } from '../../../shared/api/contract.ts'
import type { VariantRow } from '../../../shared/api/types.ts'
import { CultivarError } from '../../../shared/errors.ts'
import { decompose, netRows, netView } from '../../../shared/policy/net.ts'
import { lower } from '../../../shared/recipe/lower.ts'
import { stepsOf } from '../../../shared/recipe/stepsText.ts'
import { type Act, decide, redo, undo } from '../../catalogue/decisions.ts'
import { getSources } from '../../catalogue/sources.ts'
import {
  getVariant,
  type StoredVariant,
  variantCounts,
  variantsBySource,
  variantsOf
} from '../../catalogue/variants.ts'
import type { Workspace } from '../../catalogue/open.ts'
import { samplingOf } from '../../jobs/variantTask.ts'
import { type AreaCall, type EngineContext, type Handlers, requireSession } from '../handlers.ts'
import { marksOfVariants } from '../marks.ts'

export const review: Handlers<AreaCall<'review'>> = {
  'review.rows': (context, { filter }) => {
    const { db } = requireSession(context).workspace
    return { rows: variantsBySource(db, filter), counts: variantCounts(db, filter) }
  },
  'review.variants': (context, { filter, sourceIds }) =>
    variantsOf(requireSession(context).workspace.db, filter, sourceIds).map((variant) =>
      variantRow(requireSession(context).workspace, variant)
    ),
  'review.marks': (context, { variantIds, edge }) =>
    marksOfVariants(requireSession(context).workspace, variantIds, edge),
  'review.variant': (context, { id }) => {
    const { workspace } = requireSession(context)
    const { db } = workspace
    const variant = getVariant(db, id)
    const [source] = variant === undefined ? [] : getSources(db, [variant.sourceId])
    if (variant === undefined || source === undefined) {
      throw new CultivarError('not-found', `There is no variant ${id}.`)
    }
    return { ...variantRow(workspace, variant), source }
  },
  'review.decide': (context, { which, status, reason }) => {
    const { db, folder } = requireSession(context).workspace
    return { changed: told(context, decide(db, folder, { which, status, reason })).changed }
  },
  'review.undo': (context) => {
    const { db, folder } = requireSession(context).workspace
    return told(context, undo(db, folder), ['sources'])
  },
  'review.redo': (context) => {
    const { db, folder } = requireSession(context).workspace
    return told(context, redo(db, folder), ['sources'])
  }
}

function told(context: EngineContext, act: Act, areas: readonly ChangedArea[] = []): Act {
  if (act.changed > 0) context.emit({ event: 'changed', areas: ['variants', 'workspace', ...areas] })
  return act
}

/** A variant as windows and scripts see it: what follows from its parameters is computed, not stored. */
export function variantRow(workspace: Workspace, variant: StoredVariant): VariantRow {
  const { id, sourceId, copyIndex, className, status, parameters, leastVisible } = variant
  const size = { width: variant.width, height: variant.height }
  const steps = stepsOf(parameters)
  const lowered = lower(steps, size, samplingOf(workspace, variant.planId).fillMode)
  const { rotationDeg, isMirrored } = decompose(netView(lowered, size), size)
  return {
    id,
    sourceId,
    copyIndex,
    className,
    status,
    parameters: steps,
    matrix: netRows(lowered),
    rotationDeg,
    isMirrored,
    leastVisible
  }
}
