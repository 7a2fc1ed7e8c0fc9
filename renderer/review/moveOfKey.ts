import type { KeyPress } from '../shortcuts/match.ts'
import type { Move } from './gridLayout.ts'

const plain: Readonly<Record<string, Move>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'lineStart',
  End: 'lineEnd',
  PageUp: 'pageUp',
  PageDown: 'pageDown'
}

/** The movement in the grid that a key stands for; undefined for all other keys. */
export function moveOfKey({ key, ctrlKey, metaKey, altKey }: KeyPress): Move | undefined {
  if (altKey) return undefined
  if (!ctrlKey && !metaKey) return plain[key]
  if (key === 'Home') return 'start'
  return key === 'End' ? 'end' : undefined
}
