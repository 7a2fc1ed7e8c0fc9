export interface Shortcut {
  readonly id: string
  readonly combos: readonly string[]
  readonly title: string
  readonly group: 'Everywhere' | 'Recipe' | 'Review'
}

/** Every shortcut: handled from this list, and shown from it in the shortcut sheet. */
export const shortcuts = [
  { id: 'goImport', combos: ['Alt+1'], title: 'Go to Import', group: 'Everywhere' },
  { id: 'goRecipe', combos: ['Alt+2'], title: 'Go to Recipe', group: 'Everywhere' },
  { id: 'goReview', combos: ['Alt+3'], title: 'Go to Review', group: 'Everywhere' },
  { id: 'goExport', combos: ['Alt+4'], title: 'Go to Export', group: 'Everywhere' },
  { id: 'undo', combos: ['Ctrl+Z'], title: 'Undo', group: 'Everywhere' },
  { id: 'redo', combos: ['Ctrl+Shift+Z', 'Ctrl+Y'], title: 'Redo', group: 'Everywhere' },
  { id: 'sheet', combos: ['?'], title: 'Show all shortcuts', group: 'Everywhere' },
  { id: 'marks', combos: ['M'], title: 'Show or hide what is marked', group: 'Everywhere' },
  { id: 'redraw', combos: ['D'], title: 'Draw the figure again', group: 'Recipe' },
  { id: 'previousSource', combos: ['['], title: 'Previous source in the figure', group: 'Recipe' },
  { id: 'nextSource', combos: [']'], title: 'Next source in the figure', group: 'Recipe' },
  { id: 'findTransform', combos: ['/'], title: 'Find a transform', group: 'Recipe' },
  { id: 'accept', combos: ['A'], title: 'Accept', group: 'Review' },
  { id: 'reject', combos: ['R', 'X'], title: 'Reject', group: 'Review' },
  { id: 'undecide', combos: ['U'], title: 'Set back to undecided', group: 'Review' },
  { id: 'selectAll', combos: ['Ctrl+A'], title: 'Select all in the filter', group: 'Review' },
  { id: 'clearSelection', combos: ['Escape'], title: 'Clear the selection', group: 'Review' },
  { id: 'open', combos: ['Enter', 'Space'], title: 'Large view of source and variant', group: 'Review' }
] as const satisfies readonly Shortcut[]

export type ShortcutId = (typeof shortcuts)[number]['id']

/** Keys of the quick labelling mode, which are handled there; listed for the sheet only. */
export const labelKeys: readonly { readonly combos: readonly string[]; readonly title: string }[] = [
  { combos: ['1', '2', '…', '0'], title: 'Give a class and go on' },
  { combos: ['Letters', 'Enter'], title: 'Type another class' },
  { combos: ['Delete', 'Backspace'], title: 'Take the class away' },
  { combos: ['U'], title: 'Take the last one back' },
  { combos: ['Arrow keys', 'Shift+Arrow keys'], title: 'Move, select a range' },
  { combos: ['Space', 'Ctrl+Click'], title: 'Add to the selection' },
  { combos: ['Escape'], title: 'Leave' }
]

/** Keys that a grid handles itself while it has the focus; listed for the sheet only. */
export const gridKeys: readonly { readonly combos: readonly string[]; readonly title: string }[] = [
  { combos: ['Arrow keys'], title: 'Move' },
  { combos: ['Shift+Arrow keys', 'Shift+Click'], title: 'Select a range' },
  { combos: ['Ctrl+Click'], title: 'Add to the selection' },
  { combos: ['Home', 'End'], title: 'First, last of the line' },
  { combos: ['Ctrl+Home', 'Ctrl+End'], title: 'First, last of all' },
  { combos: ['Page Up', 'Page Down'], title: 'A screen up, down' }
]
