import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { decode, inspect, readPicture } from '../../../../electron/pixels/codec.ts'
import { pngChunk, quadrants, rasterOf, seenQuadrants, tiffOf, toSharp } from './pictures.ts'

const grey = rasterOf({ width: 17, height: 11, channels: 1 }, (x, y) => x * 14 + y)
const colour = rasterOf({ width: 17, height: 11, channels: 3 }, (x, y, c) => (x * 14 + y * 20 + c * 80) % 256)
const wideGrey = rasterOf({ width: 17, height: 11, channels: 1, is16: true }, (x, y) => x * 3800 + y * 7)
const wideColour = rasterOf(
  { width: 17, height: 11, channels: 3, is16: true },
  (x, y, c) => (x * 3001 + y * 517 + c * 9) % 65536
)

describe('orientation', () => {
  // Where the stored top-left red quadrant and its neighbours are seen, by the EXIF definition of 1 to 8.
  const upright: Record<number, string> = {
    1: 'RGBW',
    2: 'GRWB',
    3: 'WBGR',
    4: 'BWRG',
    5: 'RBGW',
    6: 'BRWG',
    7: 'WGBR',
    8: 'GWRB'
  }
  for (const [orientation, expected] of Object.entries(upright)) {
    it(`turns EXIF orientation ${orientation} upright and says so`, async () => {
      const bytes = await toSharp(quadrants())
        .withMetadata({ orientation: Number(orientation) })
        .jpeg({ quality: 95 })
        .toBuffer()
      const { raster, facts } = await readPicture(bytes, 'a.jpg')
      expect(seenQuadrants(raster)).toBe(expected)
      const isTurned = Number(orientation) > 4
      expect([facts.width, facts.height]).toEqual(isTurned ? [16, 32] : [32, 16])
      expect([raster.width, raster.height]).toEqual([facts.width, facts.height])
      expect(facts.notes).toEqual(
        orientation === '1' ? [] : [`Turned upright by its EXIF orientation (${orientation}).`]
      )
      const small = await decode(bytes, 'a.jpg', { maxEdgePx: 8 })
      expect([small.width, small.height]).toEqual(isTurned ? [4, 8] : [8, 4])
      expect(seenQuadrants(small)).toBe(expected)
    })
  }
})

describe('samples', () => {
  it.each([
    ['8 bit grey PNG', grey, 'b-w', 'png'],
    ['8 bit RGB PNG', colour, 'srgb', 'png'],
    ['16 bit grey PNG', wideGrey, 'grey16', 'png'],
    ['16 bit RGB PNG', wideColour, 'rgb16', 'png'],
    ['8 bit RGB TIFF', colour, 'srgb', 'tiff'],
    ['8 bit grey TIFF', grey, 'b-w', 'tiff']
  ] as const)('come out of an %s exactly', async (_title, raster, space, format) => {
    const bytes = await toSharp(raster)
      .toColourspace(space)
      .toFormat(format, { compression: 'lzw' })
      .toBuffer()
    const { raster: back, facts } = await readPicture(bytes, `a.${format}`)
    expect(back).toEqual(raster)
    expect(facts).toEqual({
      format,
      width: 17,
      height: 11,
      channels: raster.channels,
      depth: raster.data instanceof Uint16Array ? 16 : 8,
      notes: []
    })
  })

  it('keep 16 bits of a TIFF and read white-is-zero the right way round', async () => {
    const stored = new Uint16Array([0, 1000, 65535, 30000])
    const pixels = new Uint8Array(stored.buffer)
    const shape = { width: 4, height: 1, bits: 16, samples: 1 }
    expect((await decode(tiffOf({ ...shape, photometric: 1 }, pixels), 'a.tif')).data).toEqual(stored)
    expect((await decode(tiffOf({ ...shape, photometric: 0 }, pixels), 'a.tif')).data).toEqual(
      stored.map((value) => 65535 - value)
    )
  })

  it('of a one-bit picture become 0 and 255', async () => {
    const bytes = tiffOf({ width: 8, height: 1, bits: 1, photometric: 1, samples: 1 }, new Uint8Array([0xa5]))
    const { raster, facts } = await readPicture(bytes, 'a.tif')
    expect([...raster.data]).toEqual([255, 0, 255, 0, 0, 255, 0, 255])
    expect(raster.channels).toBe(1)
    expect(facts.notes).toEqual(['Black and white became 8 bit grey.'])
  })

  it('in floating point are refused, not guessed at', async () => {
    const pixels = new Uint8Array(new Float32Array([0.5, 1]).buffer)
    const bytes = tiffOf({ width: 2, height: 1, bits: 32, photometric: 1, samples: 1 }, pixels, [[339, 3]])
    await expect(decode(bytes, 'a.tif')).rejects.toMatchObject({ code: 'unsupported-format', file: 'a.tif' })
  })

  it('of a TIFF with tags that libtiff does not know are read', async () => {
    const bytes = tiffOf(
      { width: 2, height: 1, bits: 8, photometric: 1, samples: 1 },
      new Uint8Array([3, 200]),
      [[65001, 7]]
    )
    expect([...(await decode(bytes, 'a.tif')).data]).toEqual([3, 200])
  })
})

describe('colour', () => {
  it('of a palette becomes RGB', async () => {
    const bytes = await toSharp(quadrants()).png({ palette: true, colours: 4 }).toBuffer()
    const { raster, facts } = await readPicture(bytes, 'a.png')
    expect(raster).toEqual(quadrants())
    expect(facts.notes).toEqual(['The palette was expanded to RGB.'])
  })

  it('in CMYK becomes sRGB', async () => {
    const bytes = await toSharp(quadrants()).toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer()
    const { raster, facts } = await readPicture(bytes, 'a.jpg')
    expect(raster.channels).toBe(3)
    expect(seenQuadrants(raster)).toBe('RGBW')
    expect(facts.notes).toEqual(['Converted from CMYK to sRGB.'])
  })

  it('with an embedded Display P3 profile becomes sRGB at 8 and at 16 bits', async () => {
    // Inside both gamuts, so the way to P3 and back only rounds: one step of 8 bits, a few of 16.
    const soft = rasterOf({ width: 8, height: 8, channels: 3 }, (x, y, c) => 90 + x * 5 + y * 3 + c * 10)
    const eight = await toSharp(soft).withIccProfile('p3').png().toBuffer()
    const { raster, facts } = await readPicture(eight, 'a.png')
    expect(facts.notes).toEqual([
      expect.stringMatching(/^Converted from the embedded colour profile \(.*P3.*\) to sRGB\.$/)
    ])
    raster.data.forEach((value, i) => expect(Math.abs(value - (soft.data[i] ?? 0))).toBeLessThanOrEqual(1))

    const stored = await sharp(eight, { ignoreIcc: true }).raw().toBuffer()
    const wide = Uint16Array.from(stored, (value) => value * 257)
    const profile = (await sharp(eight).metadata()).icc
    expect(profile).toBeDefined()
    const sixteen = await sharp(wide, { raw: { width: 8, height: 8, channels: 3 } })
      .toColourspace('rgb16')
      .png()
      .toBuffer()
    // sharp tags 16 bit output with P3 without touching the samples, as its own pipeline works in P3 there.
    const tagged = await sharp(sixteen).toColourspace('rgb16').withIccProfile('p3').png().toBuffer()
    const read = await readPicture(tagged, 'a.png')
    expect(read.facts.depth).toBe(16)
    read.raster.data.forEach((value, i) => {
      expect(Math.abs(value / 257 - (soft.data[i] ?? 0))).toBeLessThanOrEqual(1.5)
    })
  })

  it('with an embedded sRGB profile stays exact', async () => {
    const bytes = await toSharp(colour).withIccProfile('srgb').png().toBuffer()
    expect((await sharp(bytes).metadata()).hasProfile).toBe(true)
    const stored = await sharp(bytes, { ignoreIcc: true }).raw().toBuffer()
    const { raster, facts } = await readPicture(bytes, 'a.png')
    expect(Buffer.from(raster.data)).toEqual(stored)
    expect(facts.notes).toEqual([])
  })
})

describe('alpha', () => {
  const half = rasterOf({ width: 5, height: 3, channels: 4 }, (x, y, c) =>
    c === 3 ? 40 + x * 10 : 200 - y * 30 + c
  )

  it('stays straight', async () => {
    const bytes = await toSharp(half).png().toBuffer()
    expect(await decode(bytes, 'a.png')).toEqual(half)
  })

  it('that is opaque everywhere is dropped, from RGB and from grey', async () => {
    const full = rasterOf({ width: 5, height: 3, channels: 4 }, (x, y, c) => (c === 3 ? 255 : x * 40 + y + c))
    const rgb = await readPicture(await toSharp(full).png().toBuffer(), 'a.png')
    expect(rgb.raster).toEqual(rasterOf({ width: 5, height: 3, channels: 3 }, (x, y, c) => x * 40 + y + c))
    expect(rgb.facts.notes).toEqual(['Alpha is opaque everywhere and was dropped.'])
    const one = await readPicture(await greyWithAlpha(255), 'a.png')
    expect(one.raster).toEqual(grey)
  })

  it('beside grey makes RGBA with equal colours', async () => {
    const { raster, facts } = await readPicture(await greyWithAlpha(77), 'a.png')
    expect(raster).toEqual(
      rasterOf({ width: 17, height: 11, channels: 4 }, (x, y, c) => (c === 3 ? 77 : x * 14 + y))
    )
    expect(facts.notes).toEqual(['Grey with transparency became RGBA.'])
  })

  async function greyWithAlpha(alpha: number): Promise<Buffer> {
    const plane = rasterOf({ width: 17, height: 11, channels: 1 }, () => alpha)
    return toSharp(grey)
      .toColourspace('b-w')
      .joinChannel(Buffer.from(plane.data), { raw: { width: 17, height: 11, channels: 1 } })
      .png()
      .toBuffer()
  }
})

describe('several pictures in one file', () => {
  it('gives the first frame of an animated GIF and WebP', async () => {
    const first = await toSharp(quadrants()).png().toBuffer()
    const second = await toSharp(quadrants()).flip().flop().png().toBuffer()
    for (const format of ['gif', 'webp'] as const) {
      const bytes = await sharp([first, second], { join: { animated: true } })
        .toFormat(format, { lossless: true })
        .toBuffer()
      const { raster, facts } = await readPicture(bytes, `a.${format}`)
      expect([facts.width, facts.height, facts.channels]).toEqual([32, 16, 3])
      expect(seenQuadrants(raster)).toBe('RGBW')
      expect(facts.notes).toContain('First of 2 frames.')
    }
  })

  it('notices the frames of an animated PNG', async () => {
    const still = await toSharp(quadrants()).png().toBuffer()
    const control = Buffer.from([0, 0, 0, 3, 0, 0, 0, 0])
    // The signature has 8 bytes and the header chunk 25: the control chunk belongs behind them.
    const bytes = Buffer.concat([still.subarray(0, 33), pngChunk('acTL', control, crc32), still.subarray(33)])
    const { facts } = await readPicture(bytes, 'a.png')
    expect(facts.notes).toEqual(['Only the first of several pictures in the file is used.'])
  })
})

describe('a multi-picture JPEG', () => {
  it('is noticed by its index segment', async () => {
    const still = await toSharp(quadrants()).jpeg().toBuffer()
    // Behind the start mark: segment APP2 of 2 + 8 bytes with the name that CIPA DC-007 gives it.
    const segment = Buffer.concat([Buffer.from([0xff, 0xe2, 0, 10]), Buffer.from('MPF\0\0\0\0\0', 'latin1')])
    const bytes = Buffer.concat([still.subarray(0, 2), segment, still.subarray(2)])
    expect((await inspect(still, 'a.jpg')).notes).toEqual([])
    expect((await inspect(bytes, 'a.jpg')).notes).toEqual([
      'Only the first of several pictures in the file is used.'
    ])
  })
})

describe('names and shrinking', () => {
  it('notes a name that says another format than the content', async () => {
    const bytes = await toSharp(colour).png().toBuffer()
    expect((await inspect(bytes, 'dir/photo.JPG')).notes).toEqual(['The name says .jpg, the content is PNG.'])
    expect((await inspect(bytes, 'photo')).notes).toEqual([])
    expect((await inspect(bytes, 'photo.apng')).notes).toEqual([])
  })

  it.each(['jpeg', 'png', 'webp', 'avif'] as const)('shrinks %s and never enlarges', async (format) => {
    const bytes = await toSharp(quadrants(400, 200)).toFormat(format, { quality: 90 }).toBuffer()
    const { raster, facts } = await readPicture(bytes, 'a', { maxEdgePx: 50 })
    expect([raster.width, raster.height]).toEqual([50, 25])
    expect([facts.width, facts.height, facts.format]).toEqual([400, 200, format])
    expect(seenQuadrants(raster)).toBe('RGBW')
    const same = await decode(bytes, 'a', { maxEdgePx: 4000 })
    expect([same.width, same.height]).toEqual([400, 200])
  })

  it('averages areas: a fine chequerboard becomes the mean grey', async () => {
    const board = rasterOf({ width: 256, height: 256, channels: 1 }, (x, y) => ((x + y) % 2) * 255)
    const bytes = await toSharp(board).toColourspace('b-w').png().toBuffer()
    const small = await decode(bytes, 'a.png', { maxEdgePx: 16 })
    for (const value of small.data) expect(Math.abs(value - 127.5)).toBeLessThanOrEqual(2)
  })
})
