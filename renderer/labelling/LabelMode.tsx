import { Loader } from '@mantine/core'
import { IconTags } from '@tabler/icons-react'
import { useCallback, useMemo, useRef, useState } from 'react'
import type { WorkspaceStatus } from '../../shared/api/contract.ts'
import { useLabelPages } from '../client/labels.ts'
import { useKnownClasses } from '../client/marks.ts'
import { useSourcesOfPages } from '../client/sources.ts'
import { EmptyState } from '../components/EmptyState.tsx'
import { ErrorNote } from '../components/ErrorNote.tsx'
import { pageFields, type SourceChoice } from '../import/sourceFilter.ts'
import { offeredNames } from './classNames.ts'
import { LabelGrid } from './LabelGrid.tsx'
import classes from './Labelling.module.css'
import { LabelManyDialog } from './LabelManyDialog.tsx'
import { LabelPanel } from './LabelPanel.tsx'
import { useLabelKeys } from './useLabelKeys.ts'
import { useLabelModel } from './useLabelModel.ts'

interface LabelModeProps {
  readonly status: WorkspaceStatus
  readonly choice: SourceChoice
  readonly onLeave: () => void
}

/** Quick labelling: sources in a grid, classes at digits. */
export function LabelMode({ status, choice, onLeave }: LabelModeProps) {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useLabelPages(pageFields(choice))
  const pages = useMemo(() => data?.pages ?? [], [data])
  const ids = useMemo(() => pages.flat(), [pages])
  const rows = useSourcesOfPages(pages)
  const { data: known = [] } = useKnownClasses()
  const model = useLabelModel(ids, rows)
  const [[columns, pageLines], setLayout] = useState<readonly [number, number]>([1, 1])
  const [isManyOpen, setManyOpen] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const names = offeredNames(known, model.typed)
  useLabelKeys({ model, names, columns, pageLines, type: () => field.current?.focus(), leave: onLeave })
  const onNearEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const onLayout = useCallback((across: number, lines: number) => setLayout([across, lines]), [])
  if (error !== null) return <ErrorNote error={error} />
  if (data === undefined) return <Loader m="lg" size="sm" aria-label="Loading" />
  if (ids.length === 0) {
    return (
      <EmptyState
        icon={<IconTags size={40} stroke={1.2} aria-hidden />}
        title="Nothing to label here"
        text="Choose other classes or folders at the left."
      />
    )
  }
  return (
    <div className={classes['mode']}>
      <LabelGrid ids={ids} rows={rows} model={model} onLayout={onLayout} onNearEnd={onNearEnd} />
      <LabelPanel
        model={model}
        names={names}
        known={known}
        field={field}
        onMany={() => setManyOpen(true)}
        onTyped={() => document.querySelector<HTMLElement>('[role=listbox] [data-cursor]')?.focus()}
      />
      {isManyOpen && (
        <LabelManyDialog
          names={names}
          unlabelled={status.unlabelled}
          folder={choice.folder}
          onClose={() => setManyOpen(false)}
        />
      )}
    </div>
  )
}
