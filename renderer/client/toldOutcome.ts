import { type QueryClient, useQuery } from '@tanstack/react-query'
import { keys } from './keys.ts'

/** Long enough to read a line, short enough not to be in the way. */
const toldMs = 4000

export interface ToldOutcome {
  /** Of the job that ended. */
  readonly id: number
  readonly title: string
  readonly detail: string
  /** False when it was cancelled or interrupted. */
  readonly isDone: boolean
}

/** Shows what came of a job where its progress was shown, for a moment. */
export function tellBriefly(client: QueryClient, outcome: ToldOutcome): void {
  client.setQueryData<ToldOutcome | null>(keys.outcome, outcome)
  setTimeout(() => {
    client.setQueryData<ToldOutcome | null>(keys.outcome, (now) => (now?.id === outcome.id ? null : now))
  }, toldMs)
}

/** What came of the job that ended last; null when that was told long enough. */
export function useToldOutcome(): ToldOutcome | null {
  const { data } = useQuery<ToldOutcome | null>({
    queryKey: keys.outcome,
    queryFn: () => null,
    initialData: null,
    staleTime: Infinity
  })
  return data
}
