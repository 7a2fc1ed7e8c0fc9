import { luma } from '../../../shared/colourMatrices.ts'
import { CultivarError } from '../../../shared/errors.ts'
import { rescale } from '../../../shared/geometry/matrix.ts'
import { blankRaster, type Channels, maxSample, type Raster, type Size } from '../../../shared/raster.ts'
import { areaShrink } from './areaShrink.ts'
import type { KernelContext } from './kernel.ts'
import { warp } from './warp.ts'

/** The source that an operation names. Throws `bad-input` when the variant names fewer. */
export function partnerAt({ partners }: Pick<KernelContext, 'partners'>, index: number): Raster {
  const partner = partners[index]
  if (partner !== undefined) return partner
  throw new CultivarError(
    'bad-input',
    `Expected at least ${index + 1} other pictures but received ${partners.length}.`,
    { remedy: 'Name one more picture that this step can take from.' }
  )
}

/**
 * A partner with the size, the channels and the depth of `like`.
 *
 * Convention: `cover`: scaled by one factor until it fills the frame, what stands over is cut away on both sides
 * alike. Areas are averaged where it shrinks, bilinear where it grows; colours are weighted by alpha.
 */
export function fitPartner(partner: Raster, like: Raster): Raster {
  return likeSamples(resize(coverPart(partner, like), like), like)
}

/** The middle of a picture that has the proportions of `size`, to a whole pixel. */
function coverPart(source: Raster, size: Size): Raster {
  const scale = Math.max(size.width / source.width, size.height / source.height)
  const side = (length: number, all: number): number => Math.min(all, Math.max(1, Math.round(length / scale)))
  const part = { width: side(size.width, source.width), height: side(size.height, source.height) }
  if (part.width === source.width && part.height === source.height) return source
  const left = Math.floor((source.width - part.width) / 2)
  const top = Math.floor((source.height - part.height) / 2)
  const out = blankRaster(part, source.channels, source.data)
  const length = part.width * source.channels
  for (let y = 0; y < part.height; y++) {
    const from = ((top + y) * source.width + left) * source.channels
    out.data.set(source.data.subarray(from, from + length), y * length)
  }
  return out
}

function resize(source: Raster, { width, height }: Size): Raster {
  if (source.width === width && source.height === height) return source
  if (width <= source.width && height <= source.height) return areaShrink(source, { width, height })
  return warp(source, {
    maps: [{ op: 'matrix', matrix: rescale(source, { width, height }) }],
    outputSize: { width, height },
    sampling: { fillMode: 'nearest', fillValue: [0], interpolation: 'bilinear' }
  })
}

/**
 * A picture with the channels and the depth of `like`, its size kept.
 *
 * Convention: grey becomes three equal channels, colour its Rec. 601 luma, missing alpha opaque. Where `like` has no
 * alpha what shines through is black, as everywhere else in a render.
 */
export function likeSamples(source: Raster, like: Pick<Raster, 'channels' | 'data'>): Raster {
  const isSameDepth = maxSample(source) === maxSample(like)
  if (isSameDepth && source.channels === like.channels) return source
  const out = blankRaster(source, like.channels, like.data)
  const pixels = source.width * source.height
  const scale = maxSample(like) / maxSample(source)
  const colour = new Float64Array(4)
  for (let i = 0; i < pixels; i++) {
    readColour(source, i, like.channels, colour)
    storeColour(out, i, colour, scale)
  }
  return out
}

/** Red, green, blue and alpha of a pixel in the source's own levels, over black where alpha will be dropped. */
function readColour({ data, channels }: Raster, pixel: number, wanted: Channels, colour: Float64Array): void {
  const at = pixel * channels
  const full = data instanceof Uint16Array ? 65535 : 255
  const alpha = channels === 4 ? (data[at + 3] as number) : full
  const share = wanted === 4 ? 1 : alpha / full
  const step = channels === 1 ? 0 : 1
  for (let c = 0; c < 3; c++) colour[c] = (data[at + c * step] as number) * share
  colour[3] = alpha
}

function storeColour({ data, channels }: Raster, pixel: number, colour: Float64Array, scale: number): void {
  const at = pixel * channels
  const [r, g, b] = [colour[0] as number, colour[1] as number, colour[2] as number]
  if (channels === 1) {
    const grey = r === g && g === b ? r : luma[0] * r + luma[1] * g + luma[2] * b
    data[at] = Math.floor(grey * scale + 0.5)
    return
  }
  for (let c = 0; c < channels; c++) data[at + c] = Math.floor((colour[c] as number) * scale + 0.5)
}
