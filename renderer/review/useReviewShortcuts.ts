import type { VariantFilter, VariantStatus } from '../../shared/api/types.ts'
import { useShortcut } from '../shortcuts/useShortcut.ts'
import { useConfirmAll } from './useConfirmAll.tsx'
import type { ReviewModel } from './useReviewModel.ts'

interface ReviewShortcutOptions {
  readonly isLarge: boolean
  readonly filter: VariantFilter
  readonly onOpen: () => void
}

/** Keys of the grid and of the large view. */
export function useReviewShortcuts(
  model: ReviewModel,
  { isLarge, filter, onOpen }: ReviewShortcutOptions
): void {
  const confirmAll = useConfirmAll(model, filter)
  const decide = (status: VariantStatus): void => {
    if (!isLarge && model.selection.kind === 'all') return confirmAll(status)
    if (!isLarge) return model.decideSelected(status)
    const variant = model.variantAt(model.cursor)
    if (variant === undefined) return
    model.decide({ ids: [variant.id] }, status)
    if (status !== 'pending') void model.goToUndecided()
  }
  useShortcut('accept', () => decide('accepted'), { inDialog: isLarge })
  useShortcut('reject', () => decide('rejected'), { inDialog: isLarge })
  useShortcut('undecide', () => decide('pending'), { inDialog: isLarge })
  useShortcut('open', onOpen)
  useShortcut('selectAll', model.selectAll)
  useShortcut('clearSelection', model.clear)
}
