import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { decode, encode, resize, shrinkToEdge } from '../../../../electron/pixels/codec.ts'
import { flatten, toEightBit } from '../../../../electron/pixels/samples.ts'
import { quadrants, rasterOf } from './pictures.ts'

const shapes = [
  { width: 17, height: 11, channels: 1 },
  { width: 17, height: 11, channels: 3 },
  { width: 17, height: 11, channels: 4 },
  { width: 17, height: 11, channels: 1, is16: true },
  { width: 17, height: 11, channels: 3, is16: true },
  { width: 17, height: 11, channels: 4, is16: true },
  { width: 1, height: 1, channels: 3 }
] as const

describe('encode', () => {
  it.each(shapes)('to PNG and back changes nothing: %j', async (shape) => {
    const raster = rasterOf(
      shape,
      (x, y, c) => (x * 3571 + y * 971 + c * 31) % ('is16' in shape ? 65536 : 256)
    )
    expect(await decode(await encode(raster, { format: 'png' }), 'a.png')).toEqual(raster)
  })

  it('to lossless WebP keeps every sample, under transparent pixels too', async () => {
    const raster = rasterOf({ width: 9, height: 7, channels: 4 }, (x, y, c) =>
      c === 3 ? (x % 2) * 200 : x * 20 + y
    )
    expect(await decode(await encode(raster, { format: 'webp', lossless: true }), 'a.webp')).toEqual(raster)
  })

  it('gives the same bytes twice', async () => {
    for (const format of ['jpeg', 'png', 'webp'] as const) {
      const first = await encode(quadrants(), { format })
      expect(Buffer.compare(first, await encode(quadrants(), { format }))).toBe(0)
    }
  })

  it('keeps full colour resolution above quality 90 and writes no metadata', async () => {
    const fine = await sharp(await encode(quadrants(), { format: 'jpeg', quality: 91 })).metadata()
    const coarse = await sharp(await encode(quadrants(), { format: 'jpeg', quality: 90 })).metadata()
    expect([fine.chromaSubsampling, coarse.chromaSubsampling]).toEqual(['4:4:4', '4:2:0'])
    expect([fine.hasProfile, fine.exif, fine.xmp]).toEqual([false, undefined, undefined])
  })

  it('keeps grey as one channel in JPEG and PNG', async () => {
    const raster = rasterOf({ width: 16, height: 16, channels: 1 }, (x) => x * 16)
    for (const format of ['jpeg', 'png'] as const) {
      const { channels, space } = await sharp(await encode(raster, { format })).metadata()
      expect([channels, space]).toEqual([1, 'b-w'])
    }
  })

  it('refuses JPEG with alpha, a wrong quality, and sides that a format cannot hold', async () => {
    const clear = rasterOf({ width: 2, height: 2, channels: 4 }, () => 9)
    await expect(encode(clear, { format: 'jpeg' })).rejects.toMatchObject({ code: 'bad-input' })
    await expect(encode(quadrants(), { format: 'jpeg', quality: 101 })).rejects.toMatchObject({
      code: 'bad-input'
    })
    const wide = rasterOf({ width: 16_384, height: 1, channels: 1 }, () => 9)
    await expect(encode(wide, { format: 'webp' })).rejects.toMatchObject({ code: 'image-too-large' })
  })
})

describe('toEightBit', () => {
  it('rounds to the nearest step', () => {
    // 65535 / 255 = 257 per step: 128 lies below half a step, 129 above it.
    const wide = {
      width: 6,
      height: 1,
      channels: 1,
      data: Uint16Array.of(0, 128, 129, 257, 65406, 65535)
    } as const
    expect([...toEightBit(wide).data]).toEqual([0, 0, 1, 1, 254, 255])
  })
})

describe('resize', () => {
  it.each(shapes)('keeps shape, depth and a plain colour: %j', async (shape) => {
    const level = 'is16' in shape ? 40_000 : 120
    // libvips weighs 16 bit samples with 12 bit coefficients: their sum is off by up to 0.2 %, half an 8 bit step.
    const tolerance = 'is16' in shape ? level * 0.002 : 1
    const raster = rasterOf(shape, () => level)
    for (const size of [
      { width: 5, height: 9 },
      { width: 40, height: 33 }
    ]) {
      const out = await resize(raster, size)
      expect([out.width, out.height, out.channels]).toEqual([size.width, size.height, shape.channels])
      expect(out.data.constructor).toBe(raster.data.constructor)
      for (const value of out.data) expect(Math.abs(value - level)).toBeLessThanOrEqual(tolerance)
    }
  })

  it('does not let the colour of transparent pixels bleed', async () => {
    const raster = rasterOf({ width: 16, height: 16, channels: 4 }, (x, _y, c) => {
      if (c === 3) return x < 8 ? 255 : 0
      return x < 8 ? 100 : 255
    })
    const { data } = await resize(raster, { width: 4, height: 4 })
    for (let i = 0; i < data.length; i += 4) {
      if ((data[i + 3] ?? 0) > 40) expect(Math.abs((data[i] ?? 0) - 100)).toBeLessThanOrEqual(3)
    }
  })

  it('returns the raster itself at the same size, and refuses no size', async () => {
    const raster = quadrants()
    expect(await resize(raster, { width: 32, height: 16 })).toBe(raster)
    expect(await shrinkToEdge(raster, 32)).toBe(raster)
    await expect(resize(raster, { width: 0, height: 4 })).rejects.toMatchObject({ code: 'bad-input' })
  })
})

describe('flatten', () => {
  it('mixes by alpha, at both depths', () => {
    const eight = {
      width: 3,
      height: 1,
      channels: 4,
      data: Uint8Array.of(200, 0, 0, 255, 200, 0, 0, 0, 255, 0, 0, 51)
    }
    // 255 * 51/255 + 100 * 204/255 = 51 + 80 = 131; 0 + 80 = 80
    const expected = [200, 0, 0, 100, 100, 100, 131, 80, 80]
    expect([...flatten({ ...eight, channels: 4 }, [100]).data]).toEqual(expected)
    const wide = {
      ...eight,
      channels: 4,
      data: Uint16Array.from(eight.data, (value) => value * 257)
    } as const
    expect([...flatten(wide, [100, 100, 100]).data]).toEqual(expected.map((value) => value * 257))
  })

  it('returns pictures without alpha as they are and refuses other backgrounds', () => {
    const raster = quadrants()
    expect(flatten(raster, [0])).toBe(raster)
    for (const background of [[], [1, 2], [256], [Number.NaN]]) {
      expect(() => flatten(raster, background)).toThrowError(expect.objectContaining({ code: 'bad-input' }))
    }
  })
})
