import { useEffect, useEffectEvent } from 'react'
import { isPlain, matches } from './match.ts'
import { type ShortcutId, shortcuts } from './registry.ts'

type Handler = (event: KeyboardEvent) => void

/** The handler that was registered last comes first, so that an open view takes the keys of the screen below. */
const handlers = new Map<ShortcutId, Handler[]>()

const typing = 'input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select, [contenteditable]'
const pressable = 'button, a, [role=tab], [role=switch], [role=slider], [role=radio], input, summary'

function isBusy(target: EventTarget | null, combo: string): boolean {
  if (!(target instanceof Element)) return false
  if (combo === 'Ctrl+Z' || combo === 'Ctrl+A' || combo === 'Ctrl+Y' || isPlain(combo)) {
    if (target.closest(typing) !== null) return true
  }
  return (combo === 'Enter' || combo === 'Space') && target.closest(pressable) !== null
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented) return
  for (const { id, combos } of shortcuts) {
    const combo = combos.find((one) => matches(one, event))
    const handler = handlers.get(id)?.at(-1)
    if (combo === undefined || handler === undefined || isBusy(event.target, combo)) continue
    event.preventDefault()
    return handler(event)
  }
}

/** Runs `handler` on the keys of a shortcut while the component is there and `isEnabled`. */
export function useShortcut(id: ShortcutId, handler: Handler, isEnabled = true): void {
  const run = useEffectEvent(handler)
  useEffect(() => {
    if (!isEnabled) return
    if (handlers.size === 0) window.addEventListener('keydown', onKeyDown)
    const own: Handler = (event) => run(event)
    handlers.set(id, [...(handlers.get(id) ?? []), own])
    return () => {
      const left = handlers.get(id)?.filter((one) => one !== own) ?? []
      if (left.length > 0) handlers.set(id, left)
      else handlers.delete(id)
      if (handlers.size === 0) window.removeEventListener('keydown', onKeyDown)
    }
  }, [id, isEnabled])
}
