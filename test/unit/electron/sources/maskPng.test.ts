import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indexedPng } from '../../../../electron/exporters/maskPng.ts'
import { readMaskPng } from '../../../../electron/sources/maskPng.ts'
import { vocColour, vocPalette } from '../../../../shared/annotations/vocColours.ts'
import { noise } from '../pixels/rasters.ts'

const size = { width: 37, height: 21 }
const count = size.width * size.height

const chunk = (type: string, content: Uint8Array): Buffer => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  // Checksums are not looked at.
  return Buffer.concat([length, Buffer.from(type), content, Buffer.alloc(4)])
}

/** A PNG put together by hand: `rows` have their filter bytes. */
function byHand(
  { width, height }: { width: number; height: number },
  [bits, type, interlace = 0]: readonly number[],
  rows: Uint8Array
): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([bits ?? 0, type ?? 0, 0, 0, interlace], 8)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('tEXt', Buffer.from('what nobody reads')),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', new Uint8Array())
  ])
}

const encoders = [
  ['plain', { adaptiveFiltering: false }],
  ['with all filters', { adaptiveFiltering: true }],
  ['interlaced', { progressive: true, adaptiveFiltering: true }]
] as const

describe.each(encoders)('a mask that sharp wrote %s', (_, options) => {
  it.each([1, 3, 4] as const)('has the same samples: %i channels', async (channels) => {
    const { data } = noise(size, channels, 3)
    const bytes = await sharp(data, { raw: { ...size, channels } })
      .toColourspace(channels === 1 ? 'b-w' : 'srgb')
      .png(options)
      .toBuffer()
    const mask = await readMaskPng(bytes, 'a.png')
    expect(mask).toMatchObject({ ...size, kind: channels === 1 ? 'grey' : 'colour' })
    const expected = Array.from({ length: count }, (_, n) => {
      const [r = 0, g = 0, b = 0] = data.subarray(n * channels, (n + 1) * channels)
      return channels === 1 ? r : r * 65536 + g * 256 + b
    })
    expect([...mask.values]).toEqual(expected)
  })

  it('of 16 bit has the same levels', async () => {
    const data = Uint16Array.from({ length: count }, (_, n) => (n * 977) % 65536)
    const bytes = await sharp(data, { raw: { ...size, channels: 1 } })
      .toColourspace('grey16')
      .png(options)
      .toBuffer()
    expect([...(await readMaskPng(bytes, 'a.png')).values]).toEqual([...data])
  })

  it.each([2, 4, 16, 200])(
    'with a palette of %i colours has indexes that give the picture again',
    async (colours) => {
      const source = noise(size, 3, 8).data
      const bytes = await sharp(source, { raw: { ...size, channels: 3 } })
        .png({ ...options, palette: true, colours, dither: 0 })
        .toBuffer()
      const shown = await sharp(bytes).removeAlpha().raw().toBuffer()
      const { kind, values, palette } = await readMaskPng(bytes, 'a.png')
      expect(kind).toBe('indexed')
      expect(Math.max(...values)).toBeGreaterThan(0)
      const painted = Array.from(values, (index) => [...palette.subarray(3 * index, 3 * index + 3)]).flat()
      expect(painted).toEqual([...shown])
    }
  )
})

describe('a mask of few bits', () => {
  it('has several pixels in a byte, the first in the highest bits', async () => {
    // 5 pixels of 2 bits: 3 2 1 0 | 2, then 1 1 1 1 | 3.
    const rows = Uint8Array.from([0, 0b11100100, 0b10000000, 0, 0b01010101, 0b11000000])
    const { values, kind } = await readMaskPng(byHand({ width: 5, height: 2 }, [2, 0], rows), 'a.png')
    expect(kind).toBe('grey')
    expect([...values]).toEqual([3, 2, 1, 0, 2, 1, 1, 1, 1, 3])
    const one = await readMaskPng(
      byHand({ width: 10, height: 1 }, [1, 3], Uint8Array.from([0, 0b10110001, 0b01000000])),
      'a.png'
    )
    expect([...one.values]).toEqual([1, 0, 1, 1, 0, 0, 0, 1, 0, 1])
    const four = await readMaskPng(
      byHand({ width: 3, height: 1 }, [4, 3], Uint8Array.from([0, 0xf1, 0x70])),
      'a.png'
    )
    expect([...four.values]).toEqual([15, 1, 7])
  })

  it('may be interlaced and smaller than the steps of Adam7', async () => {
    // One pixel in the first pass, one in the sixth: all others are empty.
    const rows = Uint8Array.from([0, 7, 0, 9])
    const { values } = await readMaskPng(byHand({ width: 2, height: 1 }, [8, 3, 1], rows), 'a.png')
    expect([...values]).toEqual([7, 9])
  })
})

describe('a mask that cannot be read', () => {
  const rows = new Uint8Array(6)
  const two = { width: 2, height: 2 }
  const cases: readonly (readonly [string, () => Buffer, object])[] = [
    ['no PNG', () => Buffer.from('GIF89a and more'), { code: 'unsupported-format' }],
    ['empty', () => Buffer.alloc(0), { code: 'unsupported-format' }],
    ['of another kind', () => byHand(two, [16, 2], rows), { code: 'unsupported-format' }],
    ['without width', () => byHand({ width: 0, height: 2 }, [8, 3], rows), { code: 'corrupt-image' }],
    ['huge', () => byHand({ width: 60_000, height: 60_000 }, [8, 3], rows), { code: 'image-too-large' }],
    ['too short', () => byHand(two, [8, 3], rows.subarray(1)), { code: 'truncated-image' }],
    ['a bomb', () => byHand(two, [8, 3], new Uint8Array(5_000_000)), { code: 'corrupt-image' }],
    [
      'with a filter 9',
      () => byHand(two, [8, 3], Uint8Array.from([9, 0, 0, 9, 0, 0])),
      { code: 'corrupt-image' }
    ],
    ['cut off', () => byHand(two, [8, 3], rows).subarray(0, 40), { code: 'corrupt-image' }],
    ['without a header', () => byHand(two, [8, 3], rows).subarray(0, 20), { code: 'corrupt-image' }]
  ]

  it.each(cases)('is an error that names the file: %s', async (_, bytes, expected) => {
    await expect(readMaskPng(bytes(), 'm/a.png')).rejects.toMatchObject({ ...expected, file: 'm/a.png' })
  })

  it('is an error of ours whatever its bytes', async () => {
    const good = await indexedPng({ width: 5, height: 4 }, new Uint8Array(20), vocPalette())
    const change = fc.tuple(fc.nat({ max: good.length - 1 }), fc.nat({ max: 255 }))
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
        const bytes = Buffer.from(good)
        for (const [at, value] of changes) bytes[at] = value
        const error: unknown = await readMaskPng(bytes, 'a.png').then(
          () => undefined,
          (thrown: unknown) => thrown
        )
        if (error !== undefined) expect(error).toMatchObject({ name: 'CultivarError', file: 'a.png' })
      }),
      { numRuns: 300 }
    )
  })
})

describe('a mask that we write', () => {
  it('has the colours that sharp shows, and the indexes that went in', async () => {
    const indexes = Uint8Array.from({ length: count }, (_, n) => (n * 31) % 256)
    const bytes = await indexedPng(size, indexes, vocPalette())
    expect(await sharp(bytes).metadata()).toMatchObject({ ...size, format: 'png', isPalette: true })
    const shown = await sharp(bytes, { failOn: 'warning' }).removeAlpha().raw().toBuffer()
    expect([...shown]).toEqual(Array.from(indexes, (index) => [...vocColour(index)]).flat())
    const back = await readMaskPng(bytes, 'a.png')
    expect(back.kind).toBe('indexed')
    expect(Buffer.from(back.values).equals(Buffer.from(indexes))).toBe(true)
  })
})

describe("VOC's colours", () => {
  it.each([
    [0, [0, 0, 0]],
    [1, [128, 0, 0]],
    [2, [0, 128, 0]],
    [3, [128, 128, 0]],
    [8, [64, 0, 0]],
    [15, [192, 128, 128]],
    [20, [0, 64, 128]],
    [255, [224, 224, 192]]
  ] as const)('of index %i are those of the development kit', (index, colour) => {
    expect(vocColour(index)).toEqual(colour)
  })
})
