import { keepPreviousData, skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { CallInput, Preview } from '../../shared/api/contract.ts'
import { call } from './call.ts'
import { keys } from './keys.ts'

let last: Promise<unknown> = Promise.resolve()

/**
 * One preview at a time. While a slider moves, each value asks for one; those that were overtaken before their turn
 * came are never sent.
 */
async function inTurn(input: CallInput<'preview.draw'>, signal: AbortSignal): Promise<Preview> {
  const before = last
  const mine = before.then(() => {
    signal.throwIfAborted()
    return call('preview.draw', input)
  })
  last = mine.catch(() => undefined)
  return mine
}

/** Draws of one source that are not kept; the former answer stays until the next one is there. */
export function usePreview(input: CallInput<'preview.draw'> | null) {
  return useQuery<Preview>({
    queryKey: ['preview', input],
    queryFn: input === null ? skipToken : ({ signal }) => inTurn(input, signal),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    // Why: the engine keeps the pictures of a preview only for a while.
    gcTime: 10_000
  })
}

export function useFromKeras() {
  return useMutation({
    mutationFn: (args: Readonly<Record<string, unknown>>) => call('recipe.fromKeras', { args: { ...args } })
  })
}

export function useDraw() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: CallInput<'draw.start'>) => call('draw.start', input),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.jobs })
  })
}
