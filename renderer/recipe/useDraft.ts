import { useCallback, useEffect, useEffectEvent, useReducer, useRef } from 'react'
import type { Recipe } from '../../shared/recipe/schema.ts'
import { useSaveDraft } from '../client/workspace.ts'
import { useShortcut } from '../shortcuts/useShortcut.ts'
import { beginHistory, reduceHistory } from './history.ts'

/** Why: a moving slider changes the recipe many times a second; a rest of this length saves it. */
const saveAfterMs = 300

export type Edit = (change: (recipe: Recipe) => Recipe, tag?: string) => void

/**
 * The recipe of the workspace while it is edited: changed at once here, saved after a rest, replaced when another
 * window changed it and nothing unsaved is here. Undo and redo belong to the recipe while this screen is shown.
 */
export function useDraft(stored: Recipe): { readonly recipe: Recipe; readonly edit: Edit } {
  const [history, dispatch] = useReducer(reduceHistory, stored, beginHistory)
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
  const edit = useCallback<Edit>((change, tag) => dispatch({ kind: 'edit', change, tag: tag ?? null }), [])
  return { recipe, edit }
}
