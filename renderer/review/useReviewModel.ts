import { useState } from 'react'
import type { VariantFilter, VariantRow, VariantStatus } from '../../shared/api/types.ts'
import { announce } from '../client/notices.ts'
import { plural } from '../client/outcome.ts'
import { bySource, pageSources, useDecide, usePages, type Which } from '../client/review.ts'
import { type GridLayout, rowOfPosition, sourcesOfPage } from './gridLayout.ts'
import { noSelection, type Selection, selectionOf, toggled } from './selection.ts'

/** Why: a range is decided in one call, which takes so many ids. */
const longestRange = 100_000

const done: Readonly<Record<VariantStatus, string>> = {
  accepted: 'accepted',
  rejected: 'rejected',
  pending: 'set back to undecided'
}

/** Cursor, selection and decisions of the review, apart from how the grid is drawn. */
export function useReviewModel(filter: VariantFilter, layout: GridLayout) {
  const [rawCursor, setCursor] = useState(0)
  const [anchor, setAnchor] = useState<number | null>(null)
  const [selection, setSelection] = useState<Selection>(noSelection)
  const [decidedSince, setDecidedSince] = useState(0)
  const { peek, load } = usePages(filter)
  const { mutate } = useDecide()
  const cursor = Math.min(rawCursor, Math.max(0, layout.variants - 1))

  const idsOfRow = (row: number): readonly number[] =>
    sourcesOfPage(layout, Math.floor(row / pageSources), pageSources)
  const pick = (
    page: readonly VariantRow[] | undefined,
    row: number,
    position: number
  ): VariantRow | undefined => {
    const sourceId = layout.rows[row]?.sourceId
    if (page === undefined || sourceId === undefined) return undefined
    return bySource(page).get(sourceId)?.[position - (layout.firstPosition[row] ?? 0)]
  }
  const variantAt = (position: number): VariantRow | undefined => {
    const row = rowOfPosition(layout, position)
    return pick(peek(idsOfRow(row)), row, position)
  }

  /** Variants from one position up to another, loaded where they are not on screen. */
  async function variantsBetween(from: number, to: number): Promise<readonly VariantRow[]> {
    const found: VariantRow[] = []
    const lastRow = rowOfPosition(layout, to)
    for (let row = rowOfPosition(layout, from); row <= lastRow && found.length < longestRange; row++) {
      const variants = bySource(await load(idsOfRow(row))).get(layout.rows[row]?.sourceId ?? 0) ?? []
      const start = layout.firstPosition[row] ?? 0
      found.push(...variants.filter((_, at) => start + at >= from && start + at <= to))
    }
    return found
  }

  function goTo(position: number, { isExtending = false } = {}): void {
    setCursor(position)
    if (!isExtending) {
      setAnchor(null)
      return setSelection(noSelection)
    }
    const start = anchor ?? cursor
    setAnchor(start)
    void variantsBetween(Math.min(start, position), Math.max(start, position)).then((range) =>
      setSelection(selectionOf(range.map(({ id }) => id)))
    )
  }

  function toggle(position: number): void {
    const variant = variantAt(position)
    setCursor(position)
    setAnchor(position)
    if (variant !== undefined) setSelection(toggled(selection, variant.id))
  }

  function decide(which: Which, status: VariantStatus): void {
    mutate(
      { which, status },
      {
        onSuccess({ changed }) {
          setDecidedSince((before) => before + changed)
          announce(`${plural(changed, 'variant')} ${done[status]}`)
        }
      }
    )
  }

  /** Decides what is selected, or else what is under the cursor, and then goes on to the next. */
  function decideSelected(status: VariantStatus): void {
    if (selection.kind === 'some') return decide({ ids: [...selection.ids] }, status)
    const variant = variantAt(cursor)
    if (variant === undefined) return
    decide({ ids: [variant.id] }, status)
    setCursor(Math.min(cursor + 1, layout.variants - 1))
  }

  /** Moves to the first undecided variant after the cursor; stays when there is none. */
  async function goToUndecided(): Promise<void> {
    for (let row = rowOfPosition(layout, cursor); row < layout.rows.length; row++) {
      const variants = bySource(await load(idsOfRow(row))).get(layout.rows[row]?.sourceId ?? 0) ?? []
      const start = layout.firstPosition[row] ?? 0
      const at = variants.findIndex(({ status }, index) => status === 'pending' && start + index > cursor)
      if (at >= 0) return setCursor(start + at)
    }
    announce('There is no undecided variant after this one')
  }

  return {
    cursor,
    selection,
    decidedSince,
    variantAt,
    goTo,
    toggle,
    selectAll: () => setSelection({ kind: 'all' }),
    clear: () => setSelection(noSelection),
    decide,
    decideSelected,
    goToUndecided,
    forgetDecided: () => setDecidedSince(0)
  }
}

export type ReviewModel = ReturnType<typeof useReviewModel>
