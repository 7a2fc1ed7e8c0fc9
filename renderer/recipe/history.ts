import type { Recipe } from '../../shared/recipe/schema.ts'

/** A recipe that is being edited, with what undo and redo need. */
export interface History {
  readonly past: readonly Recipe[]
  readonly present: Recipe
  readonly future: readonly Recipe[]
  /** What the last edit was about; edits with the same tag in a row are one step for undo. */
  readonly tag: string | null
}

export type HistoryAction =
  | { readonly kind: 'edit'; readonly change: (recipe: Recipe) => Recipe; readonly tag: string | null }
  | { readonly kind: 'adopt'; readonly recipe: Recipe }
  | { readonly kind: 'undo' | 'redo' }

const longest = 100

export function beginHistory(recipe: Recipe): History {
  return { past: [], present: recipe, future: [], tag: null }
}

function edited(history: History, present: Recipe, tag: string | null): History {
  const isContinued = tag !== null && tag === history.tag
  const past = isContinued ? history.past : [...history.past, history.present].slice(-longest)
  return { past, present, future: [], tag }
}

export function reduceHistory(history: History, action: HistoryAction): History {
  const { past, present, future } = history
  switch (action.kind) {
    case 'edit': {
      const next = action.change(present)
      return next === present ? history : edited(history, next, action.tag)
    }
    case 'adopt':
      return beginHistory(action.recipe)
    case 'undo': {
      const before = past.at(-1)
      if (before === undefined) return history
      return { past: past.slice(0, -1), present: before, future: [present, ...future], tag: null }
    }
    case 'redo': {
      const [after, ...later] = future
      if (after === undefined) return history
      return { past: [...past, present], present: after, future: later, tag: null }
    }
  }
}
