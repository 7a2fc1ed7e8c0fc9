/** What the next decision is about: some variants, or all that match the filter, or just the one under the cursor. */
export type Selection =
  | { readonly kind: 'none' }
  | { readonly kind: 'some'; readonly ids: ReadonlySet<number> }
  | { readonly kind: 'all' }

export const noSelection: Selection = { kind: 'none' }

export function selectionOf(ids: Iterable<number>): Selection {
  const set = new Set(ids)
  return set.size === 0 ? noSelection : { kind: 'some', ids: set }
}

/** Adds or takes away one variant; after "all" it begins anew. */
export function toggled(selection: Selection, id: number): Selection {
  const ids = new Set(selection.kind === 'some' ? selection.ids : [])
  if (!ids.delete(id)) ids.add(id)
  return selectionOf(ids)
}

export function isSelected(selection: Selection, id: number): boolean {
  return selection.kind === 'all' || (selection.kind === 'some' && selection.ids.has(id))
}
