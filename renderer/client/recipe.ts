import { keepPreviousData, skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { CallInput, Preview } from '../../shared/api/contract.ts'
import { readSheet } from '../../shared/api/sheet.ts'
import { CultivarError } from '../../shared/errors.ts'
import { call } from './call.ts'
import { keys } from './keys.ts'

let last: Promise<unknown> = Promise.resolve()

/**
 * One preview at a time. While a slider moves, each value asks for one; those that were overtaken before their turn
 * came are never sent.
 */
async function inTurn<Value>(work: () => Promise<Value>, signal: AbortSignal): Promise<Value> {
  const before = last
  const mine = before.then(() => {
    signal.throwIfAborted()
    return work()
  })
  last = mine.catch(() => undefined)
  return mine
}

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

/** As usePreview, with the pictures of all draws at once, decoded. */
export function useFigure(input: CallInput<'preview.draw'> | null) {
  return useQuery<FigureData>({
    queryKey: ['figure', input],
    queryFn: input === null ? skipToken : ({ signal }) => inTurn(() => figureOf(input), signal),
    // Why: comparing pixels by value would take longer than painting them.
    structuralSharing: false,
    ...previewOptions
  })
}

async function figureOf(input: CallInput<'preview.draw'>): Promise<FigureData> {
  const preview = await call('preview.draw', { ...input, withSheet: true })
  const answer = await fetch(preview.sheet)
  if (!answer.ok) throw new CultivarError('internal', await answer.text())
  const parts = readSheet(await answer.arrayBuffer()).map(async ({ bytes, tiles }) => {
    const bitmap = bytes.length === 0 ? undefined : await createImageBitmap(new Blob([bytes]))
    return tiles.map((tile) =>
      'trouble' in tile ? tile.trouble : bitmap === undefined ? '' : { ...tile, bitmap }
    )
  })
  return { preview, pictures: (await Promise.all(parts)).flat() }
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
