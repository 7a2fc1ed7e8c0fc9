import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Recipe } from '../../shared/recipe/schema.ts'
import { useSaveDraft } from '../client/workspace.ts'
import { useShortcut } from '../shortcuts/useShortcut.ts'
import { beginHistory, type HistoryAction, reduceHistory } from './history.ts'

/** Why: a moving slider changes the recipe many times a second; a rest of this length saves it. */
const saveAfterMs = 300

export type Edit = (change: (recipe: Recipe) => Recipe, tag?: string) => void

interface Draft {
  readonly recipe: Recipe
  readonly edit: Edit
  /** The recipe as it is when this is called; never changes itself, so that whoever has it need not render anew. */
  readonly latestRecipe: () => Recipe
}

/**
 * The recipe of the workspace while it is edited: changed at once here, saved after a rest, replaced when another
 * window changed it and nothing unsaved is here. Undo and redo belong to the recipe while this screen is shown.
 *
 * `onEdit` is told each new recipe before anything is rendered, so that what is done elsewhere can begin; it must not
 * change from call to call.
 */
export function useDraft(stored: Recipe, onEdit: (recipe: Recipe) => void): Draft {
  const [history, setHistory] = useState(() => beginHistory(stored))
  const latest = useRef(history)
  const dispatch = useCallback((action: HistoryAction) => {
    latest.current = reduceHistory(latest.current, action)
    setHistory(latest.current)
  }, [])
  const { mutate: save, isPending } = useSaveDraft()
  const recipe = history.present
  const saved = useRef(recipe)
  const saveNow = useEffectEvent(() => {
    if (saved.current === recipe) return
    saved.current = recipe
    save({ recipe })
  })
  useEffect(() => {
    const timer = setTimeout(saveNow, saveAfterMs)
    return () => clearTimeout(timer)
  }, [recipe])
  useEffect(() => saveNow, [])
  const storedJson = JSON.stringify(stored)
  const adopt = useEffectEvent(() => {
    if (isPending || saved.current !== recipe || storedJson === JSON.stringify(recipe)) return
    saved.current = stored
    dispatch({ kind: 'adopt', recipe: stored })
  })
  useEffect(() => adopt(), [storedJson])
  useShortcut('undo', () => dispatch({ kind: 'undo' }), { isEnabled: history.past.length > 0 })
  useShortcut('redo', () => dispatch({ kind: 'redo' }), { isEnabled: history.future.length > 0 })
  const edit = useCallback<Edit>(
    (change, tag) => {
      dispatch({ kind: 'edit', change, tag: tag ?? null })
      onEdit(latest.current.present)
    },
    [dispatch, onEdit]
  )
  const latestRecipe = useCallback(() => latest.current.present, [])
  return { recipe, edit, latestRecipe }
}
