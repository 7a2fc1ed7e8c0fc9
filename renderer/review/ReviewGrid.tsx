import { type KeyboardEvent, type MouseEvent, useEffect, useLayoutEffect, useRef } from 'react'
import type { VariantFilter } from '../../shared/api/types.ts'
import { pageSources, useReviewPages } from '../client/review.ts'
import { useSourcesOfPages } from '../client/sources.ts'
import { ErrorNote } from '../components/ErrorNote.tsx'
import { useMarksShown } from '../marks/marksShown.ts'
import { useClassLooks } from '../marks/useClassLooks.ts'
import { type GridLayout, lineAt, lineOfPosition, moved, pagesOfLines, sourcesOfPage } from './gridLayout.ts'
import { GridLine } from './GridLine.tsx'
import { moveOfKey } from './moveOfKey.ts'
import classes from './Review.module.css'
import { useLines } from './useLines.ts'
import type { ReviewModel } from './useReviewModel.ts'

interface ReviewGridProps {
  readonly layout: GridLayout
  readonly model: ReviewModel
  readonly filter: VariantFilter
  readonly tileSize: number
  readonly gap: number
  readonly onOpen: () => void
}

/** Below this marks would hide the picture. Unit: CSS pixels. */
const markedFromPx = 112

const positionOf = (target: EventTarget): number | null => {
  const text =
    target instanceof Element
      ? target.closest<HTMLElement>('[data-position]')?.dataset['position']
      : undefined
  return text === undefined ? null : Number(text)
}

/** Lines in the page and a screen before and after them: what is asked for ahead. */
function linesAhead(lines: readonly number[], visible: number): readonly number[] {
  const first = Math.min(...lines)
  const last = Math.max(...lines)
  return [...lines, first - visible, last + visible, last + Math.ceil(visible / 2)]
}

/** Sources with their variants beside them, of any number; one tile has the focus, arrows move it. */
export function ReviewGrid({ layout, model, filter, tileSize, gap, onOpen }: ReviewGridProps) {
  const lineHeight = tileSize + gap
  const { isShown } = useMarksShown()
  const looks = useClassLooks()
  const cursorLine = lineOfPosition(layout, model.cursor)
  const { scroller, show, heightPx, items, firstVisible, visibleLines } = useLines({
    count: layout.lines,
    lineHeight,
    cursorLine
  })
  const wanted = pagesOfLines(
    layout,
    linesAhead(
      items.map(({ index }) => index),
      visibleLines
    ),
    pageSources
  )
  const pages = wanted.map((page) => sourcesOfPage(layout, page, pageSources))
  const { variants, error } = useReviewPages(filter, pages)
  const sources = useSourcesOfPages(pages)
  // Why at first too: whoever comes to this screen by keyboard goes on with the arrows at once.
  const takesFocus = useRef(document.activeElement === null || document.activeElement === document.body)

  useEffect(() => show(cursorLine), [cursorLine, show])
  // Why after each render: the tile that is to have the focus may come into the page later than the cursor moves.
  useLayoutEffect(() => {
    const grid = scroller.current
    if (grid === null || !(takesFocus.current || grid.contains(document.activeElement))) return
    const tile = grid.querySelector<HTMLElement>(`[data-position="${model.cursor}"]`)
    if (tile === null || tile === document.activeElement) return
    takesFocus.current = false
    tile.focus({ preventScroll: true })
  })

  const onKeyDown = (event: KeyboardEvent): void => {
    const move = moveOfKey(event)
    if (move === undefined) return
    event.preventDefault()
    takesFocus.current = true
    model.goTo(moved(layout, model.cursor, move, visibleLines), { isExtending: event.shiftKey })
  }
  const onClick = (event: MouseEvent): void => {
    const position = positionOf(event.target)
    if (position === null) return
    takesFocus.current = true
    if (event.ctrlKey || event.metaKey) model.toggle(position)
    else model.goTo(position, { isExtending: event.shiftKey })
  }
  return (
    <div ref={scroller} className={classes['scroller']}>
      {error !== null && <ErrorNote error={error} />}
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its tiles take the focus in turn */}
      <div
        role="grid"
        aria-label="Variants beside their sources"
        aria-multiselectable
        aria-rowcount={layout.lines}
        aria-colcount={layout.columns + 1}
        style={{ position: 'relative', height: heightPx, marginTop: gap }}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onDoubleClick={onOpen}
      >
        {items.map(({ index, topPx }) => {
          const line = lineAt(layout, index)
          const sourceId = layout.rows[line.row]?.sourceId ?? 0
          return (
            <GridLine
              key={index}
              index={index}
              topPx={topPx}
              line={line}
              sourceId={sourceId}
              source={sources.get(sourceId)}
              variants={variants.get(sourceId)}
              firstOfRow={layout.firstPosition[line.row] ?? 0}
              showsSource={line.isFirst || index === firstVisible}
              cursor={model.cursor}
              selection={model.selection}
              filterStatus={filter.status}
              tileSize={tileSize}
              gap={gap}
              looks={isShown && tileSize >= markedFromPx ? looks : null}
            />
          )
        })}
      </div>
    </div>
  )
}
