import { useEffect, useEffectEvent } from 'react'
import { useUndo } from '../client/review.ts'
import { nameOfDigit } from './classNames.ts'
import type { LabelModel } from './useLabelModel.ts'

interface LabelKeys {
  readonly model: LabelModel
  readonly names: readonly string[]
  readonly columns: number
  readonly pageLines: number
  /** Puts the cursor into the field for a new name. */
  readonly type: () => void
  readonly leave: () => void
}

const fields = 'input, textarea, select, [contenteditable]'
const pressables = 'button, a, [role=tab], summary'

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(fields) !== null
const isPressable = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(pressables) !== null

/** Letters that mean something everywhere; names that begin with them are typed after Enter. */
const taken = 'um'

function moves({ columns, pageLines, model }: LabelKeys): Readonly<Record<string, number>> {
  return {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    PageUp: -columns * pageLines,
    PageDown: columns * pageLines,
    Home: -model.cursor,
    End: Infinity
  }
}

/** Keys of the quick labelling mode: digits label, letters begin a new name, arrows move, U takes back. */
export function useLabelKeys(keys: LabelKeys): void {
  const { mutate: undo } = useUndo()
  const { model, names, type, leave } = keys
  /** Does what the key means; false when it means nothing here. */
  function act(event: KeyboardEvent): boolean {
    const { key, shiftKey, target } = event
    const name = nameOfDigit(names, key)
    const move = moves(keys)[key]
    if (name !== undefined) model.label(name)
    else if (move !== undefined) model.goTo(model.cursor + move, { isExtending: shiftKey })
    else if (key === 'Delete' || key === 'Backspace') model.label(null)
    else if (key === 'u' || key === 'U') undo('undo')
    else if (key === 'Escape' && model.selection.kind === 'some') model.clear()
    else if (key === 'Escape') leave()
    else if (key === ' ' && !isPressable(target)) model.toggle(model.cursor)
    else if (key === 'Enter' && !isPressable(target)) type()
    else return false
    return true
  }
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (isTyping(event.target)) return
    if (document.querySelector('[role=dialog], [role=alertdialog], [role=menu]') !== null) return
    if ((event.ctrlKey || event.metaKey) && event.key === 'a') {
      event.preventDefault()
      return model.selectAll()
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (act(event)) return event.preventDefault()
    // Why nothing is prevented: the letter lands in the field that has the focus by then.
    if (/^\p{L}$/u.test(event.key) && !taken.includes(event.key.toLowerCase())) type()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event)
    // Why capture: a dialog that this very key closes must still be seen to be open.
    window.addEventListener('keydown', listener, true)
    return () => window.removeEventListener('keydown', listener, true)
  }, [])
}
