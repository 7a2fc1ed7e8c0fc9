import { createHash } from 'node:crypto'
import { assertNever } from '../../shared/errors.ts'
import type { Sampling } from '../../shared/ops.ts'
import type { Channels, Raster, Size } from '../../shared/raster.ts'
import type { ConcreteStep } from '../../shared/transforms/spec.ts'
import { encode, resize } from '../pixels/codec.ts'
import { sizeWithin } from '../pixels/picture.ts'
import { renderRaster } from '../pixels/render.ts'
import { flatten } from '../pixels/samples.ts'
import { SourceCache, type SourceRef } from './sourceCache.ts'

/** The size of what comes out. */
export type RenderOutput =
  /** Inside a square of `edge` pixels, proportions kept, never enlarged: previews. */
  | { readonly kind: 'fit'; readonly edge: number }
  /** The source's own size. */
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
  readonly steps: readonly ConcreteStep[]
  readonly sampling: Sampling
  readonly output: RenderOutput
  /** Null for raw samples. */
  readonly encoding: RenderEncoding | null
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
const cacheBytes = 192 * 1024 * 1024

const cache = new SourceCache(cacheBytes)

/** Renders one variant. Throws CultivarError: what reading, decoding, lowering and encoding throw, `source-changed`. */
export async function runRenderTask(task: RenderTask): Promise<RenderedPicture> {
  const rendered = await renderOutput(task)
  const isJpeg = task.encoding?.format === 'jpeg'
  const raster = isJpeg ? flatten(rendered, backgroundOf(task.sampling)) : rendered
  const samples = rawBytes(raster)
  const pixelSha256 = createHash('sha256').update(samples).digest('hex')
  // Why copies: the bytes are moved to another thread, but cached sources and libvips' memory must stay here.
  const bytes = Uint8Array.from(task.encoding === null ? samples : await encode(raster, task.encoding))
  const { width, height, channels } = raster
  return { width, height, channels, depth: raster.data instanceof Uint16Array ? 16 : 8, bytes, pixelSha256 }
}

/** Every platform that Node runs on here is little-endian, so the memory is the format. */
function rawBytes({ data }: Raster): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
}

/** One or three levels, as `flatten` takes them. */
function backgroundOf({ fillValue }: Sampling): readonly number[] {
  return fillValue.length >= 3 ? fillValue.slice(0, 3) : [fillValue[0] ?? 0]
}

async function renderOutput(task: RenderTask): Promise<Raster> {
  const { source, steps, sampling, output } = task
  const { width, height } = source
  const fullSize = { width, height }
  switch (output.kind) {
    case 'fit': {
      // Why twice: the warp may enlarge a part of the picture, and then has real pixels to show.
      const raster = await cache.load(source, 2 * output.edge)
      return renderRaster(raster, {
        fullSize,
        outputSize: sizeWithin(fullSize, output.edge),
        steps,
        sampling
      })
    }
    case 'full':
      return renderRaster(await cache.load(source), { fullSize, outputSize: fullSize, steps, sampling })
    case 'size':
      return renderSized(await cache.load(source), task, { width: output.width, height: output.height })
    default:
      return assertNever(output)
  }
}

/**
 * Up to half the size the change of scale is part of the one warp. Below it the full picture is rendered and shrunk
 * by Lanczos, which keeps more detail than averaging; not for `nearest`, which must not make new levels.
 */
async function renderSized(raster: Raster, { steps, sampling }: RenderTask, size: Size): Promise<Raster> {
  const fullSize = { width: raster.width, height: raster.height }
  const isStrong = 2 * size.width < fullSize.width || 2 * size.height < fullSize.height
  if (!isStrong || sampling.interpolation === 'nearest') {
    return renderRaster(raster, { fullSize, outputSize: size, steps, sampling })
  }
  return resize(await renderRaster(raster, { fullSize, outputSize: fullSize, steps, sampling }), size)
}
