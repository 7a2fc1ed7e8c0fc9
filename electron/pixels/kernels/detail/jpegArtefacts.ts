import type { Raster } from '../../../../shared/raster.ts'
import { blankPlane, doubled, halved, type Plane, quantisePlane } from './plane.ts'
import { quantisationTable } from './quantisation.ts'

/**
 * What baseline JPEG at a quality of 1..100 leaves of a picture of 8 bit: YCbCr, colour at half the size (4:2:0),
 * cosine transform in blocks of 8 x 8, the IJG's quantisation tables. Without the entropy coding, which loses nothing.
 *
 * Why not a codec: the same pixels on every machine and with every version of a library.
 * Convention: grey has no colour planes; alpha is kept.
 */
export function jpegArtefacts(source: Raster, quality: number): Raster {
  const data = Uint8Array.from(source.data)
  const luminance = quantisationTable('luminance', quality)
  if (source.channels === 1) {
    quantisePlane({ width: source.width, height: source.height, data }, luminance)
    return { ...source, data }
  }
  const [y, cb, cr] = toPlanes(source)
  const chrominance = quantisationTable('chrominance', quality)
  quantisePlane(y, luminance)
  const [smallB, smallR] = [halved(cb), halved(cr)]
  quantisePlane(smallB, chrominance)
  quantisePlane(smallR, chrominance)
  fromPlanes([y, doubled(smallB, source), doubled(smallR, source)], data, source.channels)
  return { ...source, data }
}

type Planes = readonly [Plane, Plane, Plane]

function toPlanes(source: Raster): Planes {
  const [y, cb, cr] = [blankPlane(source), blankPlane(source), blankPlane(source)]
  const { data, channels } = source
  for (let from = 0, to = 0; from < data.length; from += channels, to++) {
    const [r, g, b] = [data[from] as number, data[from + 1] as number, data[from + 2] as number]
    y.data[to] = 0.299 * r + 0.587 * g + 0.114 * b + 0.5
    cb.data[to] = Math.min(-0.168735892 * r - 0.331264108 * g + 0.5 * b + 128.5, 255)
    cr.data[to] = Math.min(0.5 * r - 0.418687589 * g - 0.081312411 * b + 128.5, 255)
  }
  return [y, cb, cr]
}

function fromPlanes([y, cb, cr]: Planes, data: Uint8Array, channels: number): void {
  const level = (value: number): number => Math.min(Math.max(Math.floor(value + 0.5), 0), 255)
  for (let from = 0, to = 0; to < data.length; from++, to += channels) {
    const luma = y.data[from] as number
    const blue = (cb.data[from] as number) - 128
    const red = (cr.data[from] as number) - 128
    data[to] = level(luma + 1.402 * red)
    data[to + 1] = level(luma - 0.344136286 * blue - 0.714136286 * red)
    data[to + 2] = level(luma + 1.772 * blue)
  }
}
