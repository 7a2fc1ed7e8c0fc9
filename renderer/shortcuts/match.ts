/** What a key press needs to be held against a shortcut; a DOM KeyboardEvent fits. */
export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

const named: Readonly<Record<string, string>> = { space: ' ', plus: '+' }

/**
 * Whether a key press is the combination `combo`, written like "Ctrl+Shift+Z" or "A".
 *
 * Convention: Ctrl also stands for Command on a Mac. Shift is only compared for letters and named keys: a "?" needs
 * Shift on some keyboards and not on others.
 */
export function matches(combo: string, press: KeyPress): boolean {
  const parts = combo.toLowerCase().split('+')
  const last = parts.at(-1) ?? ''
  const key = named[last] ?? last
  if (parts.includes('ctrl') !== (press.ctrlKey || press.metaKey)) return false
  if (parts.includes('alt') !== press.altKey) return false
  const isSymbol = key.length === 1 && !/[a-z0-9 ]/.test(key)
  if (!isSymbol && parts.includes('shift') !== press.shiftKey) return false
  return press.key.toLowerCase() === key
}

/** Whether the combination is typed with no more than a single key, so that it must not act while somebody types. */
export function isPlain(combo: string): boolean {
  return !/^(ctrl|alt)\+/i.test(combo)
}
