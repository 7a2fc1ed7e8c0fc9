import {
  keepPreviousData,
  queryOptions,
  skipToken,
  useMutation,
  useQuery,
  useQueryClient
} from '@tanstack/react-query'
import type { CallInput, Preview } from '../../shared/api/contract.ts'
import { sheetImage } from '../../shared/api/bridge.ts'
import { readSheet } from '../../shared/api/sheet.ts'
import { CultivarError } from '../../shared/errors.ts'
import { call } from './call.ts'
import { keys } from './keys.ts'

/** The preview that is being made, if any. */
let running: Promise<unknown> | undefined

/**
 * One preview at a time. While a slider moves, each value asks for one; those that were overtaken before their turn
 * came are never sent. The first one begins before this function returns, and so before React renders the slider.
 */
async function inTurn<Value>(work: () => Promise<Value>, signal: AbortSignal): Promise<Value> {
  while (running !== undefined) await running
  signal.throwIfAborted()
  const mine = work()
  const ended = mine.then(nothing, nothing)
  running = ended
  try {
    return await mine
  } finally {
    running = undefined
  }
}

const nothing = (): void => undefined

const previewOptions = {
  placeholderData: keepPreviousData,
  staleTime: 10_000,
  // Why: the engine keeps the pictures of a preview only for a while.
  gcTime: 10_000
} as const

/** Draws of one source that are not kept; the former answer stays until the next one is there. */
export function usePreview(input: CallInput<'preview.draw'>) {
  return useQuery<Preview>({
    queryKey: ['preview', input],
    queryFn: ({ signal }) => inTurn(() => call('preview.draw', input), signal),
    ...previewOptions
  })
}

/** A part of a decoded picture, from its left edge on. Unit: pixels. */
export interface DecodedTile {
  readonly bitmap: ImageBitmap
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface FigureData {
  readonly preview: Preview
  /** One of each tile; a text says why it is missing. */
  readonly pictures: readonly (DecodedTile | string)[]
}

const figureQuery = (input: CallInput<'preview.draw'>) =>
  queryOptions<FigureData>({
    queryKey: ['figure', input],
    queryFn: ({ signal }) => inTurn(() => figureOf(input), signal),
    // Why: comparing pixels by value would take longer than painting them.
    structuralSharing: false,
    staleTime: previewOptions.staleTime,
    gcTime: previewOptions.gcTime
  })

/** As usePreview, with the pictures of all draws at once, decoded. */
export function useFigure(input: CallInput<'preview.draw'> | null) {
  const query = useQuery({
    ...(input === null ? { queryKey: ['figure', null], queryFn: skipToken } : figureQuery(input)),
    placeholderData: keepPreviousData
  })
  const client = useQueryClient()
  /** Begins to draw what a figure will ask for in a moment. */
  const ahead = (next: CallInput<'preview.draw'>): void => void client.prefetchQuery(figureQuery(next))
  return { ...query, ahead }
}

async function figureOf(input: CallInput<'preview.draw'>): Promise<FigureData> {
  const sheetToken = newToken()
  // Why both at once: together they take as long as the sheet, one after the other a third longer.
  const [preview, pictures] = await Promise.all([
    call('preview.draw', { ...input, sheetToken }),
    picturesOf(sheetToken)
  ])
  return { preview, pictures }
}

const newToken = (): string =>
  Array.from(crypto.getRandomValues(new Uint32Array(4)), (word) => word.toString(36)).join('')

async function picturesOf(sheetToken: string): Promise<FigureData['pictures']> {
  const answer = await fetch(sheetImage(sheetToken))
  if (!answer.ok) throw new CultivarError('internal', await answer.text())
  const parts = readSheet(await answer.arrayBuffer()).map(async ({ bytes, tiles }) => {
    const bitmap = bytes.length === 0 ? undefined : await createImageBitmap(new Blob([bytes]))
    return tiles.map((tile) =>
      'trouble' in tile ? tile.trouble : bitmap === undefined ? '' : { ...tile, bitmap }
    )
  })
  return (await Promise.all(parts)).flat()
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
