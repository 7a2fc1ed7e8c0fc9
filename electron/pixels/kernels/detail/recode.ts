import type { Raster } from '../../../../shared/raster.ts'
import { decode, encode } from '../../codec.ts'
import { toEightBit } from '../../samples.ts'
import { jpegArtefacts } from './jpegArtefacts.ts'

/**
 * Lossy compression and back at a quality of 1..100; other numbers are rounded and clamped to it.
 *
 * Convention: at the size of this raster. Both formats have 8 bits, so of pictures of 16 bit only the upper 8 are
 * left, spread over the full range again. Alpha is kept. WebP holds at most 16383 pixels a side and throws
 * `image-too-large` above; it comes from the codec, so its pixels are the same only with the same version of it.
 */
export async function recode(source: Raster, format: 'jpeg' | 'webp', quality: number): Promise<Raster> {
  const whole = Math.min(Math.max(Math.round(quality), 1), 100)
  const narrow = toEightBit(source)
  const coded = format === 'jpeg' ? jpegArtefacts(narrow, whole) : await throughWebp(narrow, whole)
  return source.data instanceof Uint8Array ? coded : widened(coded, source)
}

async function throughWebp(source: Raster, quality: number): Promise<Raster> {
  const bytes = await encode(source, { format: 'webp', quality })
  const coded = await decode(bytes, 'recoded.webp')
  const data = Uint8Array.from(source.data)
  const colours = Math.min(source.channels, 3)
  for (let pixel = 0; pixel < source.width * source.height; pixel++) {
    for (let c = 0; c < colours; c++) {
      // Why the second channel of three for grey: green has the largest part in what WebP codes as luma.
      const from = coded.channels === 1 ? 0 : source.channels === 1 ? 1 : c
      data[pixel * source.channels + c] = coded.data[pixel * coded.channels + from] as number
    }
  }
  return { ...source, data }
}

function widened(coded: Raster, source: Raster): Raster {
  const data = Uint16Array.from(coded.data, (value) => value * 257)
  if (source.channels === 4) for (let i = 3; i < data.length; i += 4) data[i] = source.data[i] as number
  return { ...source, data }
}
