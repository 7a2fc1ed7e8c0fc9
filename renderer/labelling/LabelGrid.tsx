import { useElementSize } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type MouseEvent, useEffect, useLayoutEffect, useRef } from 'react'
import { sourceImage } from '../../shared/api/bridge.ts'
import type { SourceRow } from '../../shared/api/types.ts'
import { useMarksShown } from '../marks/marksShown.ts'
import { TileMarks } from '../marks/TileMarks.tsx'
import { type ClassLooks, useClassLooks } from '../marks/useClassLooks.ts'
import { isSelected } from '../review/selection.ts'
import classes from './Labelling.module.css'
import type { LabelModel } from './useLabelModel.ts'

/** As in the style sheet. */
const tilePx = 132
const gapPx = 8

interface TileProps {
  readonly source: SourceRow | undefined
  readonly id: number
  readonly position: number
  readonly count: number
  readonly hasCursor: boolean
  readonly isChosen: boolean
  readonly looks: ClassLooks | null
}

function LabelTile({ source, id, position, count, hasCursor, isChosen, looks }: TileProps) {
  const name = source?.name ?? `Source ${id}`
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- keys are handled for the whole grid
    <div
      role="option"
      aria-selected={isChosen}
      aria-label={`${name}, ${source?.className ?? 'no class'}`}
      aria-setsize={count}
      aria-posinset={position + 1}
      tabIndex={hasCursor ? 0 : -1}
      className={classes['tile']}
      data-position={position}
      data-cursor={hasCursor || undefined}
      title={name}
    >
      <img src={sourceImage(id, 192)} alt="" draggable={false} decoding="async" />
      {looks !== null && source !== undefined && source.objects > 0 && (
        <TileMarks of="source" id={id} looks={looks} sidePx={tilePx} />
      )}
      <span className={classes['class']} data-none={source?.className === null || undefined}>
        {source?.className ?? 'no class'}
      </span>
    </div>
  )
}

interface LabelGridProps {
  readonly ids: readonly number[]
  readonly rows: ReadonlyMap<number, SourceRow>
  readonly model: LabelModel
  /** Told how many tiles stand in a line and how many lines are seen. */
  readonly onLayout: (columns: number, lines: number) => void
  readonly onNearEnd: () => void
}

const positionOf = (target: EventTarget): number | null => {
  const tile = target instanceof Element ? target.closest<HTMLElement>('[data-position]') : null
  return tile === null ? null : Number(tile.dataset['position'])
}

/** Sources to label; one has the focus, arrows move it. */
export function LabelGrid({ ids, rows, model, onLayout, onNearEnd }: LabelGridProps) {
  const scroller = useRef<HTMLDivElement | null>(null)
  const { ref: measured, width } = useElementSize()
  // Why at first too: whoever comes here by a button goes on with the keys at once.
  const takesFocus = useRef(true)
  const { isShown } = useMarksShown()
  const looks = useClassLooks()
  const columns = Math.max(1, Math.floor((width + gapPx) / (tilePx + gapPx)))
  const lineHeight = tilePx + gapPx
  const lines = useVirtualizer({
    count: Math.ceil(ids.length / columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    overscan: 3
  })
  const line = Math.floor(model.cursor / columns)
  const items = lines.getVirtualItems()
  const lastLine = items.at(-1)?.index ?? 0
  useEffect(() => {
    onLayout(columns, Math.max(1, Math.floor((scroller.current?.clientHeight ?? 600) / lineHeight)))
  }, [columns, lineHeight, onLayout])
  useEffect(() => lines.scrollToIndex(line), [line, lines])
  useEffect(() => {
    if ((lastLine + 6) * columns >= ids.length) onNearEnd()
  }, [lastLine, columns, ids.length, onNearEnd])
  // Why after each render: the tile that is to have the focus may come into the page later than the cursor moves.
  useLayoutEffect(() => {
    const active = document.activeElement
    const isHere = active === document.body || scroller.current?.contains(active) === true
    if (!isHere && !takesFocus.current) return
    const tile = scroller.current?.querySelector<HTMLElement>(`[data-position="${model.cursor}"]`)
    if (tile === null || tile === undefined) return
    takesFocus.current = false
    tile.focus({ preventScroll: true })
  })
  const onClick = (event: MouseEvent): void => {
    const position = positionOf(event.target)
    if (position === null) return
    if (event.ctrlKey || event.metaKey) model.toggle(position)
    else model.goTo(position, { isExtending: event.shiftKey })
  }
  return (
    <div ref={scroller} className={classes['grid']}>
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus, jsx-a11y/click-events-have-key-events -- its tiles take the focus in turn; keys are handled for the whole mode */}
      <div
        ref={measured}
        role="listbox"
        aria-label="Sources to label"
        aria-multiselectable
        style={{ position: 'relative', height: lines.getTotalSize() }}
        onClick={onClick}
      >
        {items.map(({ index, start }) => (
          <div
            key={index}
            role="presentation"
            className={classes['line']}
            style={{ transform: `translateY(${start}px)`, gap: gapPx }}
          >
            {ids.slice(index * columns, (index + 1) * columns).map((id, at) => (
              <LabelTile
                key={id}
                id={id}
                source={rows.get(id)}
                position={index * columns + at}
                count={ids.length}
                hasCursor={index * columns + at === model.cursor}
                isChosen={isSelected(model.selection, id)}
                looks={isShown ? looks : null}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  )
}
