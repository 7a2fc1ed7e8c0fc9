import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient
} from '@tanstack/react-query'
import type { CallInput } from '../../shared/api/contract.ts'
import type { SourceRow } from '../../shared/api/types.ts'
import { call } from './call.ts'
import { useJobs } from './jobs.ts'
import { keys } from './keys.ts'
import { isEnded } from './outcome.ts'
import { useStatus } from './workspace.ts'

export type WhichSources = CallInput<'sources.label'>['which']

const pageSize = 400

type PageFields = Pick<CallInput<'sources.page'>, 'className' | 'unlabelled' | 'folder'>

/**
 * Ids of the sources to label, page by page. Why not renewed when labels change: what was labelled under the filter
 * "without a class" must not vanish under the eyes of whoever labels it.
 */
export function useLabelPages(fields: PageFields) {
  const client = useQueryClient()
  return useInfiniteQuery({
    queryKey: ['labelling', fields],
    queryFn: async ({ pageParam }) => {
      const { items } = await call('sources.page', { ...fields, after: pageParam, limit: pageSize })
      const ids = items.map(({ id }) => id)
      client.setQueryData([...keys.sources, 'get', ids], items)
      return ids
    },
    initialPageParam: 0,
    getNextPageParam: (ids) => (ids.length < pageSize ? undefined : ids.at(-1)),
    staleTime: Infinity,
    gcTime: 0
  })
}

/** Gives sources a class or takes it away: shown at once, taken back when the engine refuses. */
export function useLabel() {
  const client = useQueryClient()
  const rows = { queryKey: [...keys.sources, 'get'] }
  return useMutation({
    mutationFn: (input: { readonly which: WhichSources; readonly className: string | null }) =>
      call('sources.label', input),
    scope: { id: 'decide' },
    onMutate: async ({ which, className }) => {
      await client.cancelQueries(rows)
      const before = client.getQueriesData<readonly SourceRow[]>(rows)
      const ids = new Set('ids' in which ? which.ids : [])
      client.setQueriesData<readonly SourceRow[]>(rows, (page) =>
        page?.some(({ id }) => ids.has(id)) === true
          ? page.map((row) => (ids.has(row.id) ? { ...row, className } : row))
          : page
      )
      return { before }
    },
    onError: (_error, _input, context) => {
      for (const [key, page] of context?.before ?? []) client.setQueryData(key, page)
    }
  })
}

/** Folders of the input that hold usable sources. Why not while pictures come in: all names are gone through. */
export function useSourceFolders() {
  const { data: status } = useStatus()
  const { data: jobs = [] } = useJobs()
  const isImporting = jobs.some((job) => job.kind === 'import' && !isEnded(job))
  return useQuery({
    queryKey: ['folders', status?.folder, status?.sources],
    queryFn: () => call('sources.folders', {}),
    enabled: !isImporting,
    placeholderData: keepPreviousData,
    staleTime: 60_000
  })
}
