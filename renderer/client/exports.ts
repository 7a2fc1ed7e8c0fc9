import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ExportOptions } from '../../shared/api/types.ts'
import { bridge } from './bridge.ts'
import { call } from './call.ts'
import { keys } from './keys.ts'

/** Finished exports. */
export function useExports() {
  return useQuery({ queryKey: keys.exports, queryFn: () => call('export.list', {}) })
}

/** What an export with these options would hold. */
export function useForecast(options: ExportOptions) {
  return useQuery({
    queryKey: [...keys.forecast, options],
    queryFn: () => call('export.forecast', { options }),
    placeholderData: keepPreviousData
  })
}

export function useChooseExport() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (options: ExportOptions) => bridge.chooseExport(options),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.jobs })
  })
}

export function useRevealExport() {
  return useMutation({ mutationFn: (id: number) => bridge.revealExport(id) })
}
