import { MutationCache, QueryClient } from '@tanstack/react-query'
import { CultivarError } from '../../shared/errors.ts'
import { showError } from './notices.ts'

/** While the engine is being started again a query waits for it; every other error is shown at once. */
const isWorthRetrying = (failures: number, error: unknown): boolean =>
  error instanceof CultivarError && error.code === 'engine-stopped' && failures < 20

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: isWorthRetrying,
      retryDelay: 500,
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      // Why: everything is on this machine; a lost network must not stop it.
      networkMode: 'always'
    },
    mutations: { networkMode: 'always' }
  },
  mutationCache: new MutationCache({ onError: (error) => showError(error) })
})
