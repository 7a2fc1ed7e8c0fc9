import { blankRaster, type Raster } from '../../../../shared/raster.ts'
import { rowReader, storeMeans } from './rows.ts'

/** More zooms cost time and cannot be told from so many. */
const mostZooms = 48

/**
 * Mean of zooms about the centre, from 1 to `factor` (at least 1) in even steps, bilinear.
 *
 * Convention: as many zooms as the corner moves pixels, and one more, so that no two of them lie further apart than
 * one pixel (up to 48). Nothing outside of the picture is seen. Colours are weighted by alpha.
 */
export function zoomBlur(source: Raster, factor: number): Raster {
  const { width, height, channels } = source
  const moved = (Math.hypot(width - 1, height - 1) / 2) * (1 - 1 / factor)
  if (!(factor > 1) || moved < 0.05) return source
  const count = Math.min(Math.max(Math.ceil(moved) + 1, 3), mostZooms)
  const zooms = Array.from({ length: count }, (_, k) => 1 / (1 + ((factor - 1) * k) / (count - 1)))
  const across = zooms.map((zoom) => places(width, zoom))
  const down = zooms.map((zoom) => places(height, zoom))
  const out = blankRaster(source, channels, source.data)
  const read = rowReader(source, 0, Math.ceil(moved) + 3)
  const sum = new Float64Array(width * channels)
  for (let y = 0; y < height; y++) {
    sum.fill(0)
    for (let k = 0; k < count; k++) {
      const { first, weight } = down[k] as Places
      const upper = read(first[y] as number)
      const share = weight[y] as number
      const lower = share === 0 ? upper : read((first[y] as number) + 1)
      addRow(sum, { upper, lower, share }, across[k] as Places, { channels, weight: 1 / count })
    }
    storeMeans(out, y, sum)
  }
  return out
}

/** For each pixel the first of the two that it lies between, and the weight of the second. */
interface Places {
  readonly first: Int32Array
  readonly weight: Float64Array
}

function places(length: number, zoom: number): Places {
  const centre = (length - 1) / 2
  const first = new Int32Array(length)
  const weight = Float64Array.from({ length }, (_, k) => {
    const at = Math.min(Math.max(centre + (k - centre) * zoom, 0), length - 1)
    const whole = Math.min(Math.floor(at), Math.max(length - 2, 0))
    first[k] = whole
    return at - whole
  })
  return { first, weight }
}

/** What lies between two rows, `share` of the way to the lower one. */
interface Between {
  readonly upper: Float64Array
  readonly lower: Float64Array
  readonly share: number
}

interface Share {
  readonly channels: number
  readonly weight: number
}

function addRow(sum: Float64Array, rows: Between, at: Places, { channels, weight }: Share): void {
  for (let c = 0; c < channels; c++) addChannel(sum, rows, at, { channel: c, channels, weight })
}

/**
 * Why it carries `a` and `b` along: zooms of up to 2 take one step or none from a pixel to the next, so that most
 * neighbours on the right are the next pixel's on the left.
 */
function addChannel(
  sum: Float64Array,
  { upper, lower, share }: Between,
  { first, weight: shares }: Places,
  { channel, channels, weight }: Share & { readonly channel: number }
): void {
  // Why a step of 0 in pictures of one column: there is no second pixel.
  const step = first.length > 1 ? channels : 0
  let before = -channels - 1
  let a = 0
  let b = 0
  for (let x = 0, i = channel; x < first.length; x++, i += channels) {
    const from = (first[x] as number) * channels + channel
    if (from !== before) {
      const left = upper[from] as number
      const right = upper[from + step] as number
      a = from === before + channels ? b : left + share * ((lower[from] as number) - left)
      b = right + share * ((lower[from + step] as number) - right)
      before = from
    }
    const second = weight * (shares[x] as number)
    sum[i] = (sum[i] as number) + (weight - second) * a + second * b
  }
}
