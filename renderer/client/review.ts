import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import type { VariantFilter, VariantRow, VariantStatus } from '../../shared/api/types.ts'
import { call } from './call.ts'
import { keys } from './keys.ts'

/** Sources whose variants are asked for together. */
export const pageSources = 32

export type Page = readonly VariantRow[]

const pagesKey = (filter: VariantFilter): readonly unknown[] => [...keys.variants, filter]

/** The sources that have matching variants, in order; renewed when the filter is applied again. */
export function useReviewRows(filter: VariantFilter) {
  return useQuery({
    queryKey: [...keys.reviewRows, filter],
    queryFn: () => call('review.rows', { filter }),
    staleTime: Infinity
  })
}

/**
 * Why the status is left out of the question: what a person decides under the filter "undecided" must not vanish
 * under their eyes. A variant is shown when it matches, or when it was shown before.
 */
async function loadPage(client: QueryClient, filter: VariantFilter, sourceIds: readonly number[]): Promise<Page> {
  const key = [...pagesKey(filter), sourceIds]
  const shown = new Set(client.getQueryData<Page>(key)?.map(({ id }) => id))
  const { status, ...others } = filter
  const all = await call('review.variants', { filter: others, sourceIds: [...sourceIds] })
  return status === undefined ? all : all.filter((row) => row.status === status || shown.has(row.id))
}

function pageQuery(client: QueryClient, filter: VariantFilter, sourceIds: readonly number[]) {
  return {
    queryKey: [...pagesKey(filter), sourceIds],
    queryFn: () => loadPage(client, filter, sourceIds),
    staleTime: Infinity,
    gcTime: 120_000
  }
}

/** Variants of the given pages (lists of source ids), by source. */
export function useReviewPages(filter: VariantFilter, pages: readonly (readonly number[])[]) {
  const client = useQueryClient()
  return useQueries({
    queries: pages.map((ids) => pageQuery(client, filter, ids)),
    combine: (results) => {
      const bySource = new Map<number, VariantRow[]>()
      for (const { data } of results) {
        for (const row of data ?? []) bySource.set(row.sourceId, [...(bySource.get(row.sourceId) ?? []), row])
      }
      return { bySource, error: results.find(({ error }) => error !== null)?.error ?? null }
    }
  })
}

/** Loads a page that may not be on screen, for a range that reaches beyond it. */
export function useLoadPage(filter: VariantFilter) {
  const client = useQueryClient()
  return (sourceIds: readonly number[]) => client.ensureQueryData(pageQuery(client, filter, sourceIds))
}

/** Shows the filter's present matches: forgets what was kept on screen although it no longer matches. */
export function useApplyFilter() {
  const client = useQueryClient()
  return () => {
    client.removeQueries({ queryKey: keys.variants, type: 'inactive' })
    void client.resetQueries({ queryKey: keys.variants })
    void client.invalidateQueries({ queryKey: keys.reviewRows })
  }
}

export type Which = { readonly ids: readonly number[] } | { readonly filter: VariantFilter }

function matcher(which: Which): (row: VariantRow) => boolean {
  if ('ids' in which) {
    const ids = new Set(which.ids)
    return ({ id }) => ids.has(id)
  }
  const { status, className, transform } = which.filter
  return (row) =>
    (status === undefined || row.status === status) &&
    (className === undefined || row.className === className) &&
    (transform === undefined || row.parameters.some((step) => step['transform'] === transform))
}

/** Decides variants: shown at once, taken back when the engine refuses. */
export function useDecide() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ which, status }: { which: Which; status: VariantStatus }) =>
      call('review.decide', { which: 'ids' in which ? { ids: [...which.ids] } : which, status }),
    scope: { id: 'decide' },
    onMutate: async ({ which, status }) => {
      await client.cancelQueries({ queryKey: keys.variants })
      const before = client.getQueriesData<Page>({ queryKey: keys.variants })
      const matches = matcher(which)
      client.setQueriesData<Page>({ queryKey: keys.variants }, (page) =>
        page?.some(matches) === true ? page.map((row) => (matches(row) ? { ...row, status } : row)) : page
      )
      return { before }
    },
    onError: (_error, _input, context) => {
      for (const [key, page] of context?.before ?? []) client.setQueryData(key, page)
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.status })
  })
}

/** Takes the last decision back, or makes it again. */
export function useUndo() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (direction: 'undo' | 'redo') => call(`review.${direction}`, {}),
    scope: { id: 'decide' },
    onSettled: async () => {
      await Promise.all(
        [keys.status, keys.variants, keys.variant].map((queryKey) => client.invalidateQueries({ queryKey }))
      )
    }
  })
}

export function useVariant(id: number | null) {
  return useQuery({
    queryKey: [...keys.variant, id],
    queryFn: () => call('review.variant', { id: id ?? 0 }),
    enabled: id !== null
  })
}
