import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import type { CallInput } from '../../shared/api/contract.ts'
import { call } from './call.ts'
import { keys } from './keys.ts'

/** What a draw would add to each class; null asks for nothing. The former answer stays until the next one is there. */
export function useDrawForecast(input: CallInput<'draw.forecast'> | null) {
  return useQuery({
    queryKey: [...keys.drawForecast, input],
    queryFn: input === null ? skipToken : () => call('draw.forecast', input),
    placeholderData: keepPreviousData
  })
}
