import { Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import type { VariantFilter, VariantStatus } from '../../shared/api/types.ts'
import { showError } from '../client/notices.ts'
import { plural } from '../client/outcome.ts'
import { useCountMatches } from '../client/review.ts'
import type { ReviewModel } from './useReviewModel.ts'

const verbs: Readonly<Record<VariantStatus, string>> = {
  accepted: 'Accept',
  rejected: 'Reject',
  pending: 'Set back'
}

/** Asks, with the count of this moment, before all variants of a filter are decided. */
export function useConfirmAll(model: ReviewModel, filter: VariantFilter): (status: VariantStatus) => void {
  const countMatches = useCountMatches()
  return (status) => {
    countMatches(filter).then((count) => {
      modals.openConfirmModal({
        title: `${verbs[status]} ${plural(count, 'variant')}?`,
        children: (
          <Text size="sm">
            All variants that match the filter are meant, also those out of sight. It can be undone.
          </Text>
        ),
        labels: { confirm: `${verbs[status]} ${plural(count, 'variant')}`, cancel: 'Cancel' },
        confirmProps: {
          size: 'xs',
          color: status === 'rejected' ? 'red' : 'leaf',
          disabled: count === 0,
          'data-autofocus': true
        },
        cancelProps: { size: 'xs' },
        onConfirm() {
          model.decide({ filter }, status)
          model.clear()
        }
      })
    }, showError)
  }
}
