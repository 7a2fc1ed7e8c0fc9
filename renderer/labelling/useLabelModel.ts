import { useState } from 'react'
import type { SourceRow } from '../../shared/api/types.ts'
import { useLabel } from '../client/labels.ts'
import { announce } from '../client/notices.ts'
import { plural } from '../client/outcome.ts'
import { noSelection, type Selection, selectionOf, toggled } from '../review/selection.ts'

/** Cursor, selection and labels of the quick labelling mode, apart from how the grid is drawn. */
export function useLabelModel(ids: readonly number[], rows: ReadonlyMap<number, SourceRow>) {
  const [rawCursor, setCursor] = useState(0)
  const [anchor, setAnchor] = useState<number | null>(null)
  const [selection, setSelection] = useState<Selection>(noSelection)
  const [typed, setTyped] = useState<readonly string[]>([])
  const { mutate } = useLabel()
  const last = Math.max(0, ids.length - 1)
  const cursor = Math.min(rawCursor, last)
  const cursorId = ids[cursor]

  function goTo(position: number, { isExtending = false } = {}): void {
    const to = Math.min(Math.max(position, 0), last)
    setCursor(to)
    if (!isExtending) {
      setAnchor(null)
      return setSelection(noSelection)
    }
    const start = anchor ?? cursor
    setAnchor(start)
    setSelection(selectionOf(ids.slice(Math.min(start, to), Math.max(start, to) + 1)))
  }

  function toggle(position: number): void {
    const id = ids[position]
    setCursor(position)
    setAnchor(position)
    if (id !== undefined) setSelection(toggled(selection, id))
  }

  /** What a class is given to now: the selection, or else what is under the cursor. */
  const targets: readonly number[] =
    selection.kind === 'some' ? [...selection.ids] : cursorId === undefined ? [] : [cursorId]

  /** Labels the targets and goes on behind the last of them. */
  function label(className: string | null): void {
    if (targets.length === 0) return
    const chosen = new Set(targets)
    mutate(
      { which: { ids: [...targets] }, className },
      {
        onSuccess: () =>
          announce(
            className === null
              ? `Class taken from ${plural(chosen.size, 'source')}`
              : `${plural(chosen.size, 'source')} labelled ${className}`
          )
      }
    )
    if (className !== null)
      setTyped((before) => (before.includes(className) ? before : [...before, className]))
    const end = ids.findLastIndex((id) => chosen.has(id))
    setSelection(noSelection)
    setAnchor(null)
    setCursor(Math.min(Math.max(end, cursor) + (className === null ? 0 : 1), last))
  }

  return {
    cursor,
    current: cursorId === undefined ? undefined : rows.get(cursorId),
    selection,
    targets,
    typed,
    goTo,
    toggle,
    selectAll: () => setSelection(selectionOf(ids)),
    clear: () => setSelection(noSelection),
    label
  }
}

export type LabelModel = ReturnType<typeof useLabelModel>
