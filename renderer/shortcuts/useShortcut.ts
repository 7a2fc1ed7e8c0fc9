import { useEffect, useEffectEvent } from 'react'
import { isPlain, matches } from './match.ts'
import { type ShortcutId, shortcuts } from './registry.ts'

type Handler = (event: KeyboardEvent) => void

interface ShortcutOptions {
  readonly isEnabled?: boolean
  /** Whether it is meant for an open dialog; others rest while one is open. */
  readonly inDialog?: boolean
}

interface Entry {
  readonly run: Handler
  readonly inDialog: boolean
}

/** The handler that was registered last comes first, so that an open view takes the keys of the screen below. */
const handlers = new Map<ShortcutId, Entry[]>()

const typing =
  'input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select, [contenteditable]'
const pressable = 'button, a, [role=tab], [role=switch], [role=slider], [role=radio], input, summary'
const textCombos = ['Ctrl+Z', 'Ctrl+Shift+Z', 'Ctrl+Y', 'Ctrl+A']

function isBusy(target: EventTarget | null, combo: string): boolean {
  if (!(target instanceof Element)) return false
  if ((isPlain(combo) || textCombos.includes(combo)) && target.closest(typing) !== null) return true
  return (combo === 'Enter' || combo === 'Space') && target.closest(pressable) !== null
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented) return
  const hasDialog = document.querySelector('[role=dialog], [role=alertdialog]') !== null
  for (const { id, combos } of shortcuts) {
    const combo = combos.find((one) => matches(one, event))
    const entry = handlers.get(id)?.at(-1)
    if (combo === undefined || entry === undefined || isBusy(event.target, combo)) continue
    if (hasDialog && !entry.inDialog) continue
    event.preventDefault()
    return entry.run(event)
  }
}

/** Runs `handler` on the keys of a shortcut while the component is there and the shortcut is enabled. */
export function useShortcut(
  id: ShortcutId,
  handler: Handler,
  { isEnabled = true, inDialog = false }: ShortcutOptions = {}
): void {
  const run = useEffectEvent(handler)
  useEffect(() => {
    if (!isEnabled) return
    if (handlers.size === 0) window.addEventListener('keydown', onKeyDown)
    const own: Entry = { run: (event) => run(event), inDialog }
    handlers.set(id, [...(handlers.get(id) ?? []), own])
    return () => {
      const left = handlers.get(id)?.filter((one) => one !== own) ?? []
      if (left.length > 0) handlers.set(id, left)
      else handlers.delete(id)
      if (handlers.size === 0) window.removeEventListener('keydown', onKeyDown)
    }
  }, [id, isEnabled, inDialog])
}
