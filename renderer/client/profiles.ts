import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { DomainProfile } from '../../shared/policy/profile.ts'
import { call } from './call.ts'
import { keys } from './keys.ts'

/** Built-in profiles first, then those of the workspace. */
export function useProfiles() {
  return useQuery({ queryKey: keys.profiles, queryFn: () => call('profiles.list', {}) })
}

export function useSaveProfile() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (profile: DomainProfile) => call('profiles.save', { profile }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.profiles })
  })
}

export function useRemoveProfile() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => call('profiles.remove', { id }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.profiles })
  })
}
