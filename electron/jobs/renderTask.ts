import { hash } from 'node:crypto'
import { assertNever } from '../../shared/errors.ts'
import type { Sampling } from '../../shared/ops.ts'
import type { Channels, Raster, Size } from '../../shared/raster.ts'
import { lower } from '../../shared/recipe/lower.ts'
import { stepsOf, type StepsText } from '../../shared/recipe/stepsText.ts'
import type { ConcreteStep } from '../../shared/transforms/spec.ts'
import { encode } from '../pixels/codec.ts'
import { sizeWithin } from '../pixels/picture.ts'
import { release } from '../pixels/release.ts'
import { renderRaster } from '../pixels/render.ts'
import { flatten } from '../pixels/samples.ts'
import { decodeEdge, previewEdge } from './decodeEdge.ts'
import type { SourceMarks } from './variantMarks.ts'
import { batchLoader, type LoadSource, SourceCache, type SourceRef } from './sourceCache.ts'

/** The size of what comes out. */
export type RenderOutput =
  /** Inside a square of `edge` pixels, proportions kept, never enlarged: previews. */
  | { readonly kind: 'fit'; readonly edge: number }
  /** The frame that the steps end in: the source's own size unless they crop or pad. */
  | { readonly kind: 'full' }
  /** Exactly this size; proportions change when the person asks for other ones. */
  | { readonly kind: 'size'; readonly width: number; readonly height: number }

export interface RenderEncoding {
  readonly format: 'jpeg' | 'png' | 'webp'
  /** 1 to 100; PNG ignores it. */
  readonly quality: number
}

/** Everything that makes the picture of a variant; plain JSON, so that it crosses threads and processes. */
export interface RenderTask {
  readonly source: SourceRef
  /** The other sources that the steps name, in their order; absent when they name none. */
  readonly partners?: readonly SourceRef[]
  readonly steps: StepsText
  readonly sampling: Sampling
  readonly output: RenderOutput
  /** Null for raw samples. */
  readonly encoding: RenderEncoding | null
  /** Given when what is marked in the picture is wanted, too. */
  readonly marks?: SourceMarks
}

export interface RenderedPicture extends Size {
  /** The encoded file; or raw samples, row by row, channels interleaved, 16 bit ones little-endian. */
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly channels: Channels
  readonly depth: 8 | 16
  /** SHA-256 in hex of the raw samples, as they were before encoding. */
  readonly pixelSha256: string
}

/** Unit: bytes of decoded sources that one thread keeps. */
const cacheBytes = 96 * 1024 * 1024

const cache = new SourceCache(cacheBytes)
const loadCached: LoadSource = (source, maxEdgePx) => cache.load(source, maxEdgePx)

/** Loads sources for several tasks that this thread does in one go. */
export const loadForBatch = (): LoadSource => batchLoader(cache)

/** Renders one variant. Throws CultivarError: what reading, decoding, lowering and encoding throw, `source-changed`. */
export async function runRenderTask(task: RenderTask): Promise<RenderedPicture> {
  const raster = await renderFor(task, loadCached)
  const samples = rawBytes(raster)
  const pixelSha256 = hash('sha256', samples)
  // Why copies: the bytes are moved to another thread, but cached sources and libvips' memory must stay here.
  const bytes = new Uint8Array(task.encoding === null ? samples : await encode(raster, task.encoding))
  const { width, height, channels } = raster
  return { width, height, channels, depth: raster.data instanceof Uint16Array ? 16 : 8, bytes, pixelSha256 }
}

/** The pixels of a variant as its encoding takes them: without alpha for JPEG. */
export async function renderFor(task: RenderTask, load: LoadSource): Promise<Raster> {
  const rendered = await renderOutput(task, load)
  return task.encoding?.format === 'jpeg' ? flatten(rendered, backgroundOf(task.sampling)) : rendered
}

/** Calls `use` with what `renderFor` makes, and frees the pixels after that unless they are a source's own. */
export async function withRendering<T>(
  task: RenderTask,
  load: LoadSource,
  use: (raster: Raster) => Promise<T>
): Promise<T> {
  const shared = new Set<unknown>()
  const raster = await renderFor(task, async (source, maxEdgePx) => {
    const loaded = await load(source, maxEdgePx)
    shared.add(loaded.data.buffer)
    return loaded
  })
  try {
    return await use(raster)
  } finally {
    if (!shared.has(raster.data.buffer)) release(raster)
  }
}

/** Every platform that Node runs on here is little-endian, so the memory is the format. */
function rawBytes({ data }: Raster): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
}

/** One or three levels, as `flatten` takes them. */
export function backgroundOf({ fillValue }: Sampling): readonly number[] {
  return fillValue.length >= 3 ? fillValue.slice(0, 3) : [fillValue[0] ?? 0]
}

/** How large the pixels are that come in and go out; undefined: the frame that the steps end in. */
interface Sizes {
  readonly sourceEdge: number
  readonly partnerEdge: number
  readonly outputSize: Size | undefined
}

async function renderOutput(task: RenderTask, load: LoadSource): Promise<Raster> {
  const { source, sampling, output } = task
  const steps = stepsOf(task.steps)
  const fullSize = { width: source.width, height: source.height }
  const { sourceEdge, partnerEdge, outputSize } = sizesOf(output, fullSize, { steps, sampling })
  const partners: Raster[] = []
  // Why before the own source: a batch keeps the source that it loaded last.
  for (const partner of task.partners ?? []) partners.push(await load(partner, partnerEdge))
  const raster = await load(source, sourceEdge)
  return renderRaster(raster, {
    fullSize,
    steps,
    sampling,
    ...(outputSize === undefined ? {} : { outputSize }),
    ...(partners.length === 0 ? {} : { partners })
  })
}

function sizesOf(
  output: RenderOutput,
  fullSize: Size,
  look: { readonly steps: readonly ConcreteStep[]; readonly sampling: Sampling }
): Sizes {
  switch (output.kind) {
    case 'fit': {
      const { frame } = lower(look.steps, fullSize, look.sampling.fillMode)
      return {
        sourceEdge: previewEdge(fullSize, frame, output.edge),
        partnerEdge: 2 * output.edge,
        outputSize: sizeWithin(frame, output.edge)
      }
    }
    case 'full':
      return { sourceEdge: Infinity, partnerEdge: Infinity, outputSize: undefined }
    case 'size': {
      const outputSize = { width: output.width, height: output.height }
      return {
        sourceEdge: decodeEdge(fullSize, outputSize, look),
        partnerEdge: 2 * Math.max(output.width, output.height),
        outputSize
      }
    }
    default:
      return assertNever(output)
  }
}
