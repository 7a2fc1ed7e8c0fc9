import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import type { QueryClient, UseQueryResult } from '@tanstack/react-query'
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
async function loadPage(
  client: QueryClient,
  filter: VariantFilter,
  sourceIds: readonly number[]
): Promise<Page> {
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

/** The variants of each source, in their order. */
export function bySource(page: Page): ReadonlyMap<number, Page> {
  const found = new Map<number, VariantRow[]>()
  for (const row of page) {
    const siblings = found.get(row.sourceId)
    if (siblings === undefined) found.set(row.sourceId, [row])
    else siblings.push(row)
  }
  return found
}

// Why outside: a function made anew at each render would combine anew at each render.
function combine(results: readonly UseQueryResult<Page>[]) {
  return {
    variants: bySource(results.flatMap(({ data }) => data ?? [])),
    error: results.find(({ error }) => error !== null)?.error ?? null
  }
}

/** Variants of the given pages (lists of source ids), by source. */
export function useReviewPages(filter: VariantFilter, pages: readonly (readonly number[])[]) {
  const client = useQueryClient()
  return useQueries({ queries: pages.map((ids) => pageQuery(client, filter, ids)), combine })
}

/** Reads a page at once if it is there, or loads it, for a range that reaches beyond the screen. */
export function usePages(filter: VariantFilter) {
  const client = useQueryClient()
  return {
    peek: (sourceIds: readonly number[]) => client.getQueryData<Page>([...pagesKey(filter), sourceIds]),
    load: (sourceIds: readonly number[]) => client.ensureQueryData(pageQuery(client, filter, sourceIds))
  }
}

/** How many variants match the filter at this moment. */
export function useCountMatches() {
  return async (filter: VariantFilter): Promise<number> => {
    const { rows } = await call('review.rows', { filter })
    return rows.reduce((sum, { variants }) => sum + variants, 0)
  }
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

/** As the engine counts: a thousandth is dust, and `most` is more than half. */
export function isLost({ leastVisible }: VariantRow, lost: 'some' | 'most'): boolean {
  return leastVisible !== null && leastVisible < (lost === 'most' ? 0.5 : 0.999)
}

function matcher(which: Which): (row: VariantRow) => boolean {
  if ('ids' in which) {
    const ids = new Set(which.ids)
    return ({ id }) => ids.has(id)
  }
  const { status, className, transform, lost } = which.filter
  return (row) =>
    (status === undefined || row.status === status) &&
    (className === undefined || row.className === className) &&
    (lost === undefined || isLost(row, lost)) &&
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
        [keys.status, keys.variants].map((queryKey) => client.invalidateQueries({ queryKey }))
      )
    }
  })
}
