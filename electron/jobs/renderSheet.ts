import type { SheetTile } from '../../shared/api/sheet.ts'
import { toEnvelope } from '../../shared/errors.ts'
import type { Channels, Raster } from '../../shared/raster.ts'
import { encode } from '../pixels/codec.ts'
import { toEightBit } from '../pixels/samples.ts'
import { loadForBatch, renderFor, type RenderTask } from './renderTask.ts'

/** Pictures of a preview that come as one: fifteen files take a window longer to decode than to show. */
export interface SheetMessage {
  readonly kind: 'sheet'
  readonly tasks: readonly RenderTask[]
}

export interface RenderedSheet {
  /** All pictures below one another in one file; empty when there is none. */
  readonly bytes: Uint8Array<ArrayBuffer>
  /** One for each task, in order. */
  readonly tiles: readonly SheetTile[]
}

/** Renders pictures and lays them below one another; one that cannot be made only says so. */
export async function renderSheet({ tasks }: SheetMessage): Promise<RenderedSheet> {
  const load = loadForBatch()
  const made: (Raster | string)[] = []
  for (const task of tasks) {
    try {
      made.push(toEightBit(await renderFor(task, load)))
    } catch (error) {
      made.push(toEnvelope(error).message)
    }
  }
  const rasters = made.filter((one): one is Raster => typeof one !== 'string')
  const { sheet, tops } = layOut(rasters)
  const places = tops.values()
  const tiles = made.map((one): SheetTile =>
    typeof one === 'string'
      ? { trouble: one }
      : { top: places.next().value ?? 0, width: one.width, height: one.height }
  )
  if (rasters.length === 0) return { bytes: new Uint8Array(0), tiles }
  const isJpeg = sheet.channels !== 4 && tasks.every(({ encoding }) => encoding?.format === 'jpeg')
  const quality = tasks[0]?.encoding?.quality ?? 90
  const bytes = await encode(sheet, { format: isJpeg ? 'jpeg' : 'png', quality })
  // Why a copy: the bytes are moved to another thread, but libvips' memory must stay here.
  return { bytes: new Uint8Array(bytes), tiles }
}

/** Unit: pixels. A block of a JPEG whose colours have half the resolution. */
const blockPx = 16

const toBlocks = (length: number): number => Math.ceil(length / blockPx) * blockPx

/**
 * Pictures of 8 bit below one another, and where each begins. Every one begins a block, and its last row and column go
 * on to the end of their blocks, so that a JPEG shows nothing of one picture, or of the ground, in another.
 */
export function layOut(rasters: readonly Raster[]): {
  readonly sheet: Raster
  readonly tops: readonly number[]
} {
  const width = Math.max(1, ...rasters.map((one) => one.width))
  const channels = Math.max(1, ...rasters.map((one) => one.channels)) as Channels
  const tops: number[] = []
  let height = 0
  for (const one of rasters) {
    tops.push(height)
    height += toBlocks(one.height)
  }
  const data = new Uint8Array(width * Math.max(1, height) * channels)
  const sheet = { width, height: Math.max(1, height), channels, data }
  for (const [index, one] of rasters.entries()) put(one, sheet, tops[index] ?? 0)
  return { sheet, tops }
}

function put(
  from: Raster,
  { width, channels, data }: Raster & { readonly data: Uint8Array },
  top: number
): void {
  const right = Math.min(width, toBlocks(from.width))
  for (let y = 0; y < toBlocks(from.height); y++) {
    const line = Math.min(y, from.height - 1) * from.width
    for (let x = 0; x < right; x++) {
      const source = (line + Math.min(x, from.width - 1)) * from.channels
      const target = ((top + y) * width + x) * channels
      copyPixel(from, source, { data, channels, target })
    }
  }
}

function copyPixel(
  from: Raster,
  source: number,
  {
    data,
    channels,
    target
  }: { readonly data: Uint8Array; readonly channels: Channels; readonly target: number }
): void {
  const isColour = from.channels > 1
  for (let c = 0; c < Math.min(channels, 3); c++) {
    data[target + c] = from.data[source + (isColour ? c : 0)] as number
  }
  if (channels === 4) data[target + 3] = from.channels === 4 ? (from.data[source + 3] as number) : 255
}
