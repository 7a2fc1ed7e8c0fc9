import { crc32, deflateSync } from 'node:zlib'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decode, inspect } from '../../../../electron/pixels/codec.ts'
import { cleanMessage } from '../../../../electron/pixels/decodeError.ts'
import { CultivarError } from '../../../../shared/errors.ts'
import { pngChunk, rasterOf, toSharp } from './pictures.ts'

const noise = rasterOf({ width: 64, height: 48, channels: 3 }, (x, y, c) => (x * 37 + y * 91 + c * 53) % 256)
const formats = ['jpeg', 'png', 'webp', 'gif', 'avif', 'tiff'] as const

function emptyPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 1
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])
  const body = deflateSync(Buffer.alloc(64))
  return Buffer.concat([
    signature,
    pngChunk('IHDR', header, crc32),
    pngChunk('IDAT', body, crc32),
    pngChunk('IEND', Buffer.alloc(0), crc32)
  ])
}

describe('cut files', () => {
  it.each(formats)('%s that end early are told from damaged ones', async (format) => {
    const bytes = await toSharp(noise).toFormat(format, { compression: 'lzw' }).toBuffer()
    for (const share of [0.3, 0.6, 0.9]) {
      const cut = bytes.subarray(0, Math.floor(bytes.length * share))
      const error: unknown = await inspect(cut, 'holiday/one.img').catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(CultivarError)
      expect(error).toMatchObject({ code: 'truncated-image', file: 'holiday/one.img' })
      expect((error as CultivarError).remedy).toMatch(/again/)
    }
  })

  it('are also found when only a small version is wanted', async () => {
    const large = rasterOf(
      { width: 640, height: 480, channels: 3 },
      (x, y, c) => (x * 7 + y * 3 + c * 53) % 256
    )
    const bytes = await toSharp(large).jpeg().toBuffer()
    const cut = bytes.subarray(0, Math.floor(bytes.length * 0.9))
    await expect(decode(cut, 'a.jpg', { maxEdgePx: 32 })).rejects.toMatchObject({ code: 'truncated-image' })
  })

  it('without a byte are named empty', async () => {
    await expect(inspect(new Uint8Array(), 'a.png')).rejects.toMatchObject({
      code: 'truncated-image',
      message: 'The file is empty.'
    })
  })
})

describe('damaged files', () => {
  it('with a wrong check sum are corrupt', async () => {
    const bytes = await toSharp(noise).png().toBuffer()
    bytes.writeUInt8(bytes.readUInt8(200) ^ 0xff, 200)
    await expect(inspect(bytes, 'a.png')).rejects.toMatchObject({ code: 'corrupt-image', file: 'a.png' })
  })

  it('never show control characters or the noise of libvips', () => {
    const clean = cleanMessage(
      'Input buffer has corrupt header: source: bad seek to 12\nbad\u0007 \u202efield\u0000\nmore'
    )
    expect(clean).toBe('bad field')
  })

  it.each([
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'SVG or XML'],
    ['%PDF-1.7', 'PDF'],
    ['\0\0\0\x18ftypheic\0\0\0\0heic', 'HEIC'],
    ['hello, I am a text', 'no picture']
  ])('that are no picture are refused by name: %j', async (content, name) => {
    const error: unknown = await inspect(Buffer.from(content, 'latin1'), 'x.png').catch(
      (reason: unknown) => reason
    )
    expect(error).toMatchObject({ code: 'unsupported-format', file: 'x.png' })
    expect((error as CultivarError).message).toContain(name)
  })
})

describe('limits', () => {
  it.each([
    [20_000, 20_000],
    [100_000, 10]
  ])('refuse %d x %d by the header alone', async (width, height) => {
    const error: unknown = await inspect(emptyPng(width, height), 'bomb.png').catch(
      (reason: unknown) => reason
    )
    expect(error).toMatchObject({ code: 'image-too-large', file: 'bomb.png' })
    expect((error as CultivarError).message).toContain(`${width} x ${height}`)
  })

  it('can be set', async () => {
    const bytes = await toSharp(noise).png().toBuffer()
    const limits = { maxPixels: 64 * 48 - 1, maxSidePx: 1000, timeoutS: 10 }
    await expect(inspect(bytes, 'a.png', { limits })).rejects.toMatchObject({ code: 'image-too-large' })
    await expect(
      inspect(bytes, 'a.png', { limits: { ...limits, maxPixels: 64 * 48 } })
    ).resolves.toBeDefined()
  })

  it('hold for BMP and PNM before anything is allocated', async () => {
    const pnm = Buffer.from('P5 60000 60000 255\n')
    await expect(inspect(pnm, 'a.pgm')).rejects.toMatchObject({ code: 'image-too-large' })
  })
})

describe('any bytes', () => {
  const starts = [
    '',
    '\xff\xd8\xff',
    '\x89PNG\r\n\x1a\n',
    'GIF89a',
    'II*\0\x08\0\0\0',
    'RIFF\x20\0\0\0WEBP',
    'BM',
    'P1 ',
    'P5 2 2 255 '
  ]

  it('give a picture or a CultivarError, nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 200 }), async (start, rest) => {
        await expectCleanEnd(Buffer.concat([Buffer.from(start, 'latin1'), rest]))
      }),
      { numRuns: 300 }
    )
  })

  it.each(formats)('made from a good %s by changing a few do so too', async (format) => {
    const good = await toSharp(noise).toFormat(format, { compression: 'lzw' }).toBuffer()
    const change = fc.tuple(fc.nat(good.length - 1), fc.integer({ min: 0, max: 255 }))
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
        const bytes = Buffer.from(good)
        for (const [at, value] of changes) bytes[at] = value
        await expectCleanEnd(bytes)
      }),
      { numRuns: 40 }
    )
  })

  async function expectCleanEnd(bytes: Uint8Array): Promise<void> {
    try {
      const raster = await decode(bytes, 'any', { limits: { maxPixels: 1e6, maxSidePx: 5000, timeoutS: 20 } })
      expect(raster.data.length).toBe(raster.width * raster.height * raster.channels)
    } catch (error) {
      expect(error).toBeInstanceOf(CultivarError)
      expect((error as CultivarError).file).toBe('any')
      expect((error as CultivarError).message).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    }
  }
})
