import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
  type UseQueryResult
} from '@tanstack/react-query'
import type { ImportChoices, SourceRow, SourceState, TableChoices } from '../../shared/api/types.ts'
import type { CallInput } from '../../shared/api/contract.ts'
import { bridge } from './bridge.ts'
import { call } from './call.ts'
import { keys } from './keys.ts'

const pageSize = 400

export interface SourceFilter {
  readonly states: readonly SourceState[]
  readonly fields?: Pick<CallInput<'sources.page'>, 'className' | 'unlabelled' | 'folder'>
}

/** Sources in the order of their ids, page by page. */
export function useSourcePages({ states, fields = {} }: SourceFilter) {
  return useInfiniteQuery({
    queryKey: [...keys.sources, 'pages', states, fields],
    queryFn: ({ pageParam }) =>
      call('sources.page', {
        states: [...states],
        after: pageParam,
        limit: pageSize,
        ...fields
      }),
    initialPageParam: 0,
    getNextPageParam: ({ items }) => (items.length < pageSize ? undefined : items.at(-1)?.id),
    placeholderData: keepPreviousData
  })
}

/** The first source after `after`; the figure of the recipe shows it. */
export function useSourceAfter(after: number, className?: string) {
  return useQuery({
    queryKey: [...keys.sources, 'after', after, className ?? null],
    queryFn: () =>
      call('sources.page', { after, limit: 3, ...(className === undefined ? {} : { className }) }),
    placeholderData: keepPreviousData
  })
}

function combine(results: readonly UseQueryResult<readonly SourceRow[]>[]): ReadonlyMap<number, SourceRow> {
  return new Map(results.flatMap(({ data }) => data ?? []).map((source) => [source.id, source]))
}

/** Sources by id, asked for page by page (lists of ids), so that what was asked for once is not asked for again. */
export function useSourcesOfPages(pages: readonly (readonly number[])[]) {
  return useQueries({
    queries: pages.map((ids) => ({
      queryKey: [...keys.sources, 'get', ids],
      queryFn: () => call('sources.get', { ids: [...ids] }),
      staleTime: Infinity
    })),
    combine
  })
}

export function useChooseImport() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ kind, choices }: { kind: 'folder' | 'files'; choices: ImportChoices }) =>
      bridge.chooseImport(kind, choices),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.jobs })
  })
}

export function useImportDropped() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ files, choices }: { files: readonly File[]; choices: ImportChoices }) =>
      bridge.importDropped(files, choices),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.jobs })
  })
}

/** Lets the person choose a table; its beginning is the answer. */
export function useChooseTable() {
  return useMutation({ mutationFn: () => bridge.chooseTable() })
}

export function useImportTable() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ handle, choices }: { handle: string; choices: TableChoices }) =>
      bridge.importTable(handle, choices),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.jobs })
  })
}
