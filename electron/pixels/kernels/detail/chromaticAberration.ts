import type { Raster } from '../../../../shared/raster.ts'

/**
 * Lateral chromatic aberration: red and blue are enlarged by 1 + red and 1 + blue about the centre, green stays.
 *
 * Convention: a point at half the diagonal moves by that share of it; bilinear, border pixels repeated outwards;
 * colours are weighted by alpha, which is kept. Grey pictures are returned as they are.
 */
export function chromaticAberration(source: Raster, red: number, blue: number): Raster {
  if (source.channels === 1 || (red === 0 && blue === 0)) return source
  const out: Raster = { ...source, data: source.data.slice() }
  if (red !== 0) scaleChannel(source, out, 0, 1 / (1 + red))
  if (blue !== 0) scaleChannel(source, out, 2, 1 / (1 + blue))
  return out
}

/** For each pixel the two that it is read between, and the weight of the second. */
interface Places {
  readonly first: Int32Array
  readonly second: Int32Array
  readonly weight: Float64Array
}

function places(length: number, zoom: number): Places {
  const centre = (length - 1) / 2
  const at = Float64Array.from({ length }, (_, k) =>
    Math.min(Math.max(centre + (k - centre) * zoom, 0), length - 1)
  )
  const first = Int32Array.from(at, Math.floor)
  const second = first.map((whole) => Math.min(whole + 1, length - 1))
  return { first, second, weight: at.map((value, k) => value - (first[k] as number)) }
}

function scaleChannel(source: Raster, out: Raster, channel: number, zoom: number): void {
  const { width, height, channels, data } = source
  const across = places(width, zoom)
  const down = places(height, zoom)
  const length = width * channels
  const sums = new Float64Array(width)
  const weights = new Float64Array(width)
  for (let y = 0; y < height; y++) {
    sums.fill(0)
    weights.fill(0)
    const share = down.weight[y] as number
    const line = { data, channels, channel, across, sums, weights }
    addLine(line, (down.first[y] as number) * length, 1 - share)
    if (share > 0) addLine(line, (down.second[y] as number) * length, share)
    for (let x = 0, at = y * length + channel; x < width; x++, at += channels) {
      const weight = weights[x] as number
      if (weight > 0) out.data[at] = Math.floor((sums[x] as number) / weight + 0.5)
    }
  }
}

interface Line {
  readonly data: Raster['data']
  readonly channels: number
  readonly channel: number
  readonly across: Places
  readonly sums: Float64Array
  readonly weights: Float64Array
}

/** Adds the samples of the row at `base`, read between pixels, and what they count: alpha where there is one. */
function addLine(
  { data, channels, channel, across, sums, weights }: Line,
  base: number,
  share: number
): void {
  const hasAlpha = channels === 4
  for (let x = 0; x < sums.length; x++) {
    const a = base + (across.first[x] as number) * channels
    const b = base + (across.second[x] as number) * channels
    const right = share * (across.weight[x] as number)
    const weightA = (share - right) * (hasAlpha ? (data[a + 3] as number) : 1)
    const weightB = right * (hasAlpha ? (data[b + 3] as number) : 1)
    weights[x] = (weights[x] as number) + weightA + weightB
    sums[x] =
      (sums[x] as number) + weightA * (data[a + channel] as number) + weightB * (data[b + channel] as number)
  }
}
