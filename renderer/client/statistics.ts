import { useQuery } from '@tanstack/react-query'
import { call } from './call.ts'
import { keys } from './keys.ts'

/**
 * What is in the workspace, while `isEnabled`. Why the choice: a running job changes the counts several times a second,
 * and this reads every source.
 */
export function useStatistics(isEnabled: boolean) {
  return useQuery({
    queryKey: keys.statistics,
    queryFn: () => call('statistics.get', {}),
    enabled: isEnabled
  })
}
