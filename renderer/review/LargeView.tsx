import { Badge, Button, Group, Kbd, Loader, Modal, Stack } from '@mantine/core'
import { useWindowEvent } from '@mantine/hooks'
import { IconCheck, IconFlag3Filled, IconChevronLeft, IconChevronRight, IconX } from '@tabler/icons-react'
import { sourceImage, variantImage } from '../../shared/api/bridge.ts'
import type { VariantFilter, VariantRow, VariantStatus } from '../../shared/api/types.ts'
import { useMarks } from '../client/marks.ts'
import { pageSources, useReviewPages, useUndo } from '../client/review.ts'
import { useSourcesOfPages } from '../client/sources.ts'
import { Compare } from '../components/Compare.tsx'
import { useMarksShown } from '../marks/marksShown.ts'
import { useShortcut } from '../shortcuts/useShortcut.ts'
import { Facts } from './Facts.tsx'
import { type GridLayout, moved, rowOfPosition, sourcesOfPage } from './gridLayout.ts'
import { moveOfKey } from './moveOfKey.ts'
import type { ReviewModel } from './useReviewModel.ts'
import { lostWords, statusWords } from './VariantTile.tsx'

interface LargeViewProps {
  readonly layout: GridLayout
  readonly model: ReviewModel
  readonly filter: VariantFilter
  readonly onClose: () => void
}

const colours: Readonly<Record<VariantStatus, string>> = {
  pending: 'gray',
  accepted: 'leaf',
  rejected: 'red'
}
const shownEdge = 1024

function DecisionButtons({ model, variant }: { readonly model: ReviewModel; readonly variant: VariantRow }) {
  const decide = (status: VariantStatus): void => {
    model.decide({ ids: [variant.id] }, status)
    if (status !== 'pending') void model.goToUndecided()
  }
  return (
    <Group gap="xs">
      <Button
        size="xs"
        leftSection={<IconCheck size={16} />}
        rightSection={<Kbd size="xs">A</Kbd>}
        onClick={() => decide('accepted')}
      >
        Accept
      </Button>
      <Button
        size="xs"
        color="red"
        leftSection={<IconX size={16} />}
        rightSection={<Kbd size="xs">R</Kbd>}
        onClick={() => decide('rejected')}
      >
        Reject
      </Button>
      <Button
        size="xs"
        variant="default"
        disabled={variant.status === 'pending'}
        onClick={() => decide('pending')}
      >
        Set back
      </Button>
    </Group>
  )
}

/** Source and variant side by side; arrows go on, A and R decide and lead to the next undecided one. */
export function LargeView({ layout, model, filter, onClose }: LargeViewProps) {
  const row = rowOfPosition(layout, model.cursor)
  const sourceId = layout.rows[row]?.sourceId ?? 0
  const page = sourcesOfPage(layout, Math.floor(row / pageSources), pageSources)
  const { variants } = useReviewPages(filter, [page])
  const source = useSourcesOfPages([page]).get(sourceId)
  const variant = variants.get(sourceId)?.[model.cursor - (layout.firstPosition[row] ?? 0)]
  const { isShown } = useMarksShown()
  const sourceMarks = useMarks({ of: 'source', id: isShown && sourceId > 0 ? sourceId : null, size: 'large' })
  const variantMarks = useMarks({ of: 'variant', id: isShown ? (variant?.id ?? null) : null, size: 'large' })
  const { mutate: undo } = useUndo()
  useShortcut('undo', () => undo('undo'), { inDialog: true })
  useShortcut('redo', () => undo('redo'), { inDialog: true })
  useWindowEvent('keydown', (event) => {
    const move = moveOfKey(event)
    if (move === undefined || !event.key.startsWith('Arrow')) return
    event.preventDefault()
    model.goTo(moved(layout, model.cursor, move, 1))
  })
  const go = (by: number): void => model.goTo(Math.min(Math.max(model.cursor + by, 0), layout.variants - 1))
  return (
    <Modal
      opened
      onClose={onClose}
      returnFocus={false}
      size="70rem"
      title={`Variant ${(model.cursor + 1).toLocaleString('en')} of ${layout.variants.toLocaleString('en')}`}
    >
      {variant === undefined ? (
        <Loader size="sm" aria-label="Loading" />
      ) : (
        <Stack gap="xs">
          <Compare
            before={sourceImage(sourceId, shownEdge)}
            after={variantImage(variant.id, shownEdge)}
            beforeCaption={`${source?.name ?? ''}${source === undefined ? '' : `, ${source.width} × ${source.height}`}`}
            beforeMarks={sourceMarks}
            afterMarks={variantMarks}
            afterCaption={`Copy ${variant.copyIndex + 1}${variant.className === null ? '' : `, labelled "${variant.className}"`}`}
          />
          <Group justify="space-between">
            <Group gap="xs">
              <Button
                size="xs"
                variant="default"
                aria-label="Previous variant"
                disabled={model.cursor === 0}
                onClick={() => go(-1)}
              >
                <IconChevronLeft size={16} />
              </Button>
              <Button
                size="xs"
                variant="default"
                aria-label="Next variant"
                disabled={model.cursor === layout.variants - 1}
                onClick={() => go(1)}
              >
                <IconChevronRight size={16} />
              </Button>
              <Badge color={colours[variant.status]} tt="none" role="status">
                {statusWords[variant.status]}
              </Badge>
              {lostWords(variant) !== null && (
                <Badge color="yellow" tt="none" leftSection={<IconFlag3Filled size={12} />}>
                  {lostWords(variant)}
                </Badge>
              )}
            </Group>
            <DecisionButtons model={model} variant={variant} />
          </Group>
          <Facts variant={variant} />
        </Stack>
      )}
    </Modal>
  )
}
