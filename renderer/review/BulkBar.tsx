import { Button, Group, Text } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import type { VariantFilter } from '../../shared/api/types.ts'
import { plural } from '../client/outcome.ts'
import classes from './Review.module.css'
import { useConfirmAll } from './useConfirmAll.tsx'
import type { ReviewModel } from './useReviewModel.ts'

interface BulkBarProps {
  readonly model: ReviewModel
  readonly filter: VariantFilter
  /** Variants in the grid. */
  readonly shown: number
}

/** Decisions on what is selected, or on all that the filter names. */
export function BulkBar({ model, filter, shown }: BulkBarProps) {
  const confirmAll = useConfirmAll(model, filter)
  const { selection } = model
  const isAll = selection.kind !== 'some'
  const count = selection.kind === 'some' ? selection.ids.size : shown
  const suffix = isAll ? `all ${count.toLocaleString('en')} in this filter…` : count.toLocaleString('en')
  const run = (status: 'accepted' | 'rejected' | 'pending'): void =>
    isAll ? confirmAll(status) : model.decideSelected(status)
  return (
    <Group className={classes['bulk']} gap="xs" role="toolbar" aria-label="Decisions">
      <Text size="xs" className="numbers" miw="9rem">
        {selection.kind === 'none' && `${plural(shown, 'variant')} shown`}
        {selection.kind === 'some' && `${plural(count, 'variant')} selected`}
        {selection.kind === 'all' && `All ${plural(count, 'variant')} selected`}
      </Text>
      <Button
        size="compact-xs"
        variant={isAll && selection.kind === 'none' ? 'default' : 'filled'}
        leftSection={<IconCheck size={14} />}
        disabled={count === 0}
        onClick={() => run('accepted')}
      >
        Accept {suffix}
      </Button>
      <Button
        size="compact-xs"
        variant={isAll && selection.kind === 'none' ? 'default' : 'filled'}
        color="red"
        leftSection={<IconX size={14} />}
        disabled={count === 0}
        onClick={() => run('rejected')}
      >
        Reject {suffix}
      </Button>
      {selection.kind !== 'none' && (
        <>
          <Button size="compact-xs" variant="default" onClick={() => run('pending')}>
            Set back
          </Button>
          <Button size="compact-xs" variant="subtle" color="gray" onClick={model.clear}>
            Clear the selection
          </Button>
        </>
      )}
    </Group>
  )
}
