import { useQuery } from '@tanstack/react-query'
import type { MarkedRow, PictureMarks } from '../../shared/api/contract.ts'
import { call } from './call.ts'
import { keys } from './keys.ts'

/** Ids in one call at most. */
const mostIds = 200

interface Waiting {
  readonly id: number
  readonly resolve: (marks: PictureMarks | null) => void
  readonly reject: (error: unknown) => void
}

type Load = (ids: readonly number[]) => Promise<readonly MarkedRow[]>

/** Tiles ask one by one, as they come into sight; what is asked for within one turn is asked for together. */
function gathered(load: Load): (id: number) => Promise<PictureMarks | null> {
  let waiting: Waiting[] = []
  const send = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const rows = await load(batch.map(({ id }) => id))
      const found = new Map(rows.map((row) => [row.id, row]))
      for (const { id, resolve } of batch) resolve(found.get(id) ?? null)
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }
  const sendAll = (): void => {
    const all = waiting
    waiting = []
    for (let at = 0; at < all.length; at += mostIds) void send(all.slice(at, at + mostIds))
  }
  return (id) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setTimeout(sendAll)
      waiting.push({ id, resolve, reject })
    })
}

/** Masks in tiles need no more. Unit: pixels. */
const tileEdge = 160
const largeEdge = 1024

const loaders = {
  source: {
    tile: gathered((ids) => call('sources.marks', { ids: [...ids], edge: tileEdge })),
    large: gathered((ids) => call('sources.marks', { ids: [...ids], edge: largeEdge }))
  },
  variant: {
    tile: gathered((ids) => call('review.marks', { variantIds: [...ids], edge: tileEdge })),
    large: gathered((ids) => call('review.marks', { variantIds: [...ids], edge: largeEdge }))
  }
} as const

interface MarksQuery {
  readonly of: 'source' | 'variant'
  /** Null asks for nothing. */
  readonly id: number | null
  readonly size: 'tile' | 'large'
}

/** What is marked in a source or a variant; null when nothing is, undefined while it is not known. */
export function useMarks({ of, id, size }: MarksQuery): PictureMarks | null | undefined {
  const { data } = useQuery({
    queryKey: [...keys.marks, of, size, id],
    queryFn: () => loaders[of][size](id ?? 0),
    enabled: id !== null,
    staleTime: Infinity,
    gcTime: 60_000
  })
  return id === null ? null : data
}

/** Every class of the workspace, in the order that gives them their colours. */
export function useKnownClasses() {
  return useQuery({
    queryKey: [...keys.sources, 'classes'],
    queryFn: () => call('sources.classes', {}),
    staleTime: 30_000
  })
}
