import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { CallInput, WorkspaceStatus } from '../../shared/api/contract.ts'
import { bridge } from './bridge.ts'
import { call } from './call.ts'
import { keys } from './keys.ts'

/** The open workspace, or null when none is. */
export function useStatus() {
  return useQuery({ queryKey: keys.status, queryFn: () => call('workspace.status', {}) })
}

/** Opens or creates a workspace that the person chooses. */
export function useChooseWorkspace() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (kind: 'open' | 'create') => bridge.chooseWorkspace(kind),
    onSuccess: async (chosen) => {
      if (chosen !== null) await client.resetQueries()
    }
  })
}

export function useDismissNotice() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (notice: string) => call('workspace.dismissNotice', { notice }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.status })
  })
}

/** Saves the recipe that is being made, or the choice of the domain. */
export function useSaveDraft() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (draft: CallInput<'workspace.setDraft'>) => call('workspace.setDraft', draft),
    scope: { id: 'draft' },
    onMutate: async (draft) => {
      // Why: an answer that was asked for before the change would put the old recipe back.
      await client.cancelQueries({ queryKey: keys.status })
      client.setQueryData<WorkspaceStatus | null>(keys.status, (status) =>
        status === null || status === undefined ? status : ({ ...status, ...draft } as WorkspaceStatus)
      )
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.status })
  })
}
