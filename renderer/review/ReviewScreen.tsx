import { Button, Loader } from '@mantine/core'
import { useElementSize, useLocalStorage } from '@mantine/hooks'
import { IconChecks, IconFilterOff } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { ReviewRow, WorkspaceStatus } from '../../shared/api/contract.ts'
import type { VariantFilter } from '../../shared/api/types.ts'
import { useJobs } from '../client/jobs.ts'
import { isEnded } from '../client/outcome.ts'
import { useApplyFilter, useReviewRows } from '../client/review.ts'
import { ReviewLegend } from './ReviewLegend.tsx'
import { EmptyState } from '../components/EmptyState.tsx'
import { ErrorNote } from '../components/ErrorNote.tsx'
import type { StepId } from '../shell/steps.ts'
import { BulkBar } from './BulkBar.tsx'
import { FilterBar } from './FilterBar.tsx'
import { layOut } from './gridLayout.ts'
import { LargeView } from './LargeView.tsx'
import classes from './Review.module.css'
import { ReviewGrid } from './ReviewGrid.tsx'
import { useReviewModel } from './useReviewModel.ts'
import { useReviewShortcuts } from './useReviewShortcuts.ts'

interface ReviewScreenProps {
  readonly status: WorkspaceStatus
  readonly onGo: (step: StepId) => void
}

const tileGap = 6
/** Room for the source at the left and for the scroll bar, beside the tiles. */
const sidePx = 40

const noRows: readonly ReviewRow[] = []

/** Third step: every variant beside its source, kept or thrown away. */
export function ReviewScreen({ status, onGo }: ReviewScreenProps) {
  const total = status.variants.accepted + status.variants.rejected + status.variants.pending
  const { data: jobs = [] } = useJobs()
  const isDrawing = jobs.some((job) => job.kind === 'draw' && !isEnded(job))
  if (total === 0 && isDrawing) {
    return (
      <EmptyState
        icon={<Loader size="sm" aria-hidden />}
        title="Variants are being drawn"
        text="The first ones appear here in a moment."
      />
    )
  }
  if (total === 0) {
    return (
      <EmptyState
        icon={<IconChecks size={40} stroke={1.2} aria-hidden />}
        title="Nothing to review yet"
        text="Make a recipe and draw variants; then they appear here beside the pictures that they came from."
      >
        <Button size="xs" onClick={() => onGo(status.sources === 0 ? 'import' : 'recipe')}>
          {status.sources === 0 ? 'Import pictures' : 'Make a recipe'}
        </Button>
      </EmptyState>
    )
  }
  return <Review status={status} />
}

function Review({ status }: { readonly status: WorkspaceStatus }) {
  const [filter, setFilter] = useState<VariantFilter>({})
  const [tileSize, setTileSize] = useLocalStorage({
    key: 'cultivar.tileSize',
    defaultValue: 120,
    getInitialValueInEffect: false
  })
  const [isLarge, setIsLarge] = useState(false)
  const { ref, width } = useElementSize()
  const { data, error, isPending } = useReviewRows(filter)
  const applyFilter = useApplyFilter()
  const columns = Math.max(1, Math.floor((width - sidePx) / (tileSize + tileGap)) - 1)
  const rows = data?.rows ?? noRows
  const layout = useMemo(() => layOut(rows, columns), [rows, columns])
  const model = useReviewModel(filter, layout)
  useReviewShortcuts(model, { isLarge, filter, onOpen: () => setIsLarge(layout.variants > 0) })
  const close = (): void => {
    setIsLarge(false)
    // Why: the arrows may have led away from the tile that was opened.
    setTimeout(() => document.querySelector<HTMLElement>('[data-cursor]')?.focus())
  }
  const apply = (next: VariantFilter): void => {
    model.goTo(0)
    model.forgetDecided()
    setFilter(next)
    applyFilter()
  }
  return (
    <div ref={ref} className={classes['screen']}>
      <FilterBar
        status={status}
        filter={filter}
        stale={filter.status === undefined ? 0 : model.decidedSince}
        tileSize={tileSize}
        onFilter={apply}
        onTileSize={setTileSize}
      />
      <BulkBar model={model} filter={filter} shown={layout.variants} />
      <ReviewLegend />
      {error !== null && <ErrorNote error={error} />}
      {isPending && <Loader m="lg" size="sm" aria-label="Loading" />}
      {data !== undefined && layout.variants === 0 && (
        <EmptyState
          icon={<IconFilterOff size={40} stroke={1.2} aria-hidden />}
          title="Nothing matches"
          text={
            filter.status === 'pending'
              ? 'Everything that the filter names is decided.'
              : 'No variant matches this filter.'
          }
        >
          <Button size="xs" variant="default" onClick={() => apply({})}>
            Show all
          </Button>
        </EmptyState>
      )}
      {layout.variants > 0 && width > 0 && (
        <ReviewGrid
          layout={layout}
          model={model}
          filter={filter}
          tileSize={tileSize}
          gap={tileGap}
          onOpen={() => setIsLarge(true)}
        />
      )}
      {isLarge && layout.variants > 0 && (
        <LargeView layout={layout} model={model} filter={filter} onClose={close} />
      )}
    </div>
  )
}
