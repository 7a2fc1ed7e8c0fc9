import { useQuery } from '@tanstack/react-query'
import { postJson } from './http.ts'

export interface BrowseEntry {
  readonly name: string
  readonly kind: 'folder' | 'file'
}

export interface BrowseResult {
  readonly folder: string
  readonly parent: string | null
  readonly entries: readonly BrowseEntry[]
}

/** What a folder of the machine holds; null is where browsing begins. */
function browse(folder: string | null): Promise<BrowseResult> {
  return postJson<BrowseResult>('/api/browse', { folder })
}

/** A folder of the machine that Cultivar runs on, while the person looks for a path in a browser. */
export function useBrowse(folder: string | null) {
  return useQuery({ queryKey: ['browse', folder], queryFn: () => browse(folder), staleTime: 2000 })
}
