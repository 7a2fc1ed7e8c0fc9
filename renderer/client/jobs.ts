import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from './call.ts'
import { keys } from './keys.ts'

/** All jobs, newest first; events keep it up to date. */
export function useJobs() {
  return useQuery({ queryKey: keys.jobs, queryFn: () => call('jobs.list', {}) })
}

export function useCancelJob() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: number) => call('jobs.cancel', { id }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.jobs })
  })
}

/** What a job could not use, with the reasons. */
export function useJobFailures(id: number) {
  return useQuery({
    queryKey: [...keys.jobs, 'failures', id],
    queryFn: () => call('jobs.failures', { id }),
    staleTime: 60_000
  })
}
