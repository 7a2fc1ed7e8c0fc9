import { describe, expect, it } from 'vitest'
import { readPicture } from '../../../../../electron/pixels/codec.ts'

interface Shape {
  readonly width: number
  readonly height: number
  readonly bits: number
  readonly compression?: number
  readonly masks?: readonly number[]
  readonly palette?: readonly (readonly [r: number, g: number, b: number])[]
}

/** A bitmap with a header of 40 bytes, or of 108 when there is an alpha mask. */
function bmp(shape: Shape, pixels: readonly number[]): Buffer {
  const { masks = [], palette = [] } = shape
  const headerLength = masks.length === 4 ? 108 : 40
  const between = masks.length === 3 ? 12 : 0
  const head = Buffer.alloc(14 + headerLength + between + 4 * palette.length)
  head.write('BM', 0, 'latin1')
  head.writeUInt32LE(head.length, 10)
  head.writeUInt32LE(headerLength, 14)
  head.writeInt32LE(shape.width, 18)
  head.writeInt32LE(shape.height, 22)
  head.writeUInt16LE(1, 26)
  head.writeUInt16LE(shape.bits, 28)
  head.writeUInt32LE(shape.compression ?? 0, 30)
  head.writeUInt32LE(palette.length, 46)
  masks.forEach((mask, i) => head.writeUInt32LE(mask, 54 + 4 * i))
  palette.forEach(([r, g, b], i) => head.set([b, g, r], 14 + headerLength + between + 4 * i))
  return Buffer.concat([head, Buffer.from(pixels)])
}

async function pixelsOf(
  bytes: Buffer
): Promise<{ channels: number; data: number[]; notes: readonly string[] }> {
  const { raster, facts } = await readPicture(bytes, 'a.bmp')
  return { channels: raster.channels, data: [...raster.data], notes: facts.notes }
}

const red = [255, 0, 0] as const
const blue = [0, 0, 255] as const

describe('readBmp', () => {
  // Rows are padded to four bytes, colours are stored blue, green, red, and the bottom row comes first.
  const rows = [1, 2, 3, 4, 5, 6, 0, 0, 7, 8, 9, 10, 11, 12, 0, 0]
  const bottomUp = [9, 8, 7, 12, 11, 10, 3, 2, 1, 6, 5, 4]
  const topDown = [3, 2, 1, 6, 5, 4, 9, 8, 7, 12, 11, 10]

  it('reads 24 bits, bottom-up and top-down', async () => {
    expect(await pixelsOf(bmp({ width: 2, height: 2, bits: 24 }, rows))).toEqual({
      channels: 3,
      data: bottomUp,
      notes: []
    })
    expect((await pixelsOf(bmp({ width: 2, height: -2, bits: 24 }, rows))).data).toEqual(topDown)
  })

  it('reads the last row without its padding', async () => {
    expect((await pixelsOf(bmp({ width: 2, height: 2, bits: 24 }, rows.slice(0, -2)))).data).toEqual(bottomUp)
  })

  it('ignores the undefined fourth byte of 32 bits', async () => {
    const found = await pixelsOf(bmp({ width: 1, height: 1, bits: 32 }, [3, 2, 1, 0]))
    expect(found).toEqual({ channels: 3, data: [1, 2, 3], notes: [] })
  })

  it('reads alpha where the header has a mask for it', async () => {
    const masks = [0xff0000, 0xff00, 0xff, 0xff000000]
    const found = await pixelsOf(bmp({ width: 1, height: 1, bits: 32, compression: 3, masks }, [3, 2, 1, 77]))
    expect(found).toEqual({ channels: 4, data: [1, 2, 3, 77], notes: [] })
  })

  it('spreads 5 and 6 bits over 0 to 255', async () => {
    // 5-6-5: red 31 = 255, green 32 of 63 = 129.5 -> 130, blue 1 of 31 = 8.2 -> 8; one pixel, padded to four bytes.
    const value = (31 << 11) | (32 << 5) | 1
    const masks = [0xf800, 0x7e0, 0x1f]
    const pixels = [value & 255, value >> 8, 0, 0]
    expect(
      (await pixelsOf(bmp({ width: 1, height: 1, bits: 16, compression: 3, masks }, pixels))).data
    ).toEqual([255, 130, 8])
    const plain = (31 << 10) | (16 << 5)
    // Without masks it is 5-5-5: green 16 of 31 = 131.6 -> 132.
    expect(
      (await pixelsOf(bmp({ width: 1, height: 1, bits: 16 }, [plain & 255, plain >> 8, 0, 0]))).data
    ).toEqual([255, 132, 0])
  })

  it('expands palettes of 1, 2, 4 and 8 bits', async () => {
    const palette = [red, blue]
    const expected = [...blue, ...red, ...blue]
    const packed: Record<number, number[]> = {
      1: [0b10100000, 0, 0, 0],
      2: [0b01000100, 0, 0, 0],
      4: [0x10, 0x10, 0, 0],
      8: [1, 0, 1, 0]
    }
    for (const [bits, pixels] of Object.entries(packed)) {
      const found = await pixelsOf(bmp({ width: 3, height: 1, bits: Number(bits), palette }, pixels))
      expect(found).toEqual({ channels: 3, data: expected, notes: ['The palette was expanded to RGB.'] })
    }
  })

  it('reads a palette of greys as one channel', async () => {
    const palette = [
      [0, 0, 0],
      [9, 9, 9],
      [200, 200, 200]
    ] as const
    const found = await pixelsOf(bmp({ width: 3, height: 1, bits: 8, palette }, [2, 0, 1, 0]))
    expect(found).toEqual({ channels: 1, data: [200, 0, 9], notes: [] })
  })

  it('expands run lengths of 8 and 4 bits, with copies, skips and line ends', async () => {
    const palette = Array.from({ length: 16 }, (_, i) => [i, i, i] as const)
    // Bottom row: three times 5, end of line. Top row: skip one to the right, copy 7 8 (padded to even), end.
    const eight = [3, 5, 0, 0, 0, 2, 1, 0, 1, 7, 1, 8, 0, 1]
    expect(
      (await pixelsOf(bmp({ width: 3, height: 2, bits: 8, compression: 1, palette }, eight))).data
    ).toEqual([0, 7, 8, 5, 5, 5])
    // Alternating nibbles 1 2 1, end of line, then a copy of three pixels 3 4 5, whose two bytes need no padding.
    const four = [3, 0x12, 0, 0, 0, 3, 0x34, 0x50, 0, 1]
    expect(
      (await pixelsOf(bmp({ width: 3, height: 2, bits: 4, compression: 2, palette }, four))).data
    ).toEqual([3, 4, 5, 1, 2, 1])
  })

  it('reads the old header of 12 bytes, whose palette has three bytes a colour', async () => {
    const head = Buffer.alloc(26)
    head.write('BM', 0, 'latin1')
    head.writeUInt32LE(32, 10)
    head.writeUInt32LE(12, 14)
    head.writeUInt16LE(2, 18)
    head.writeUInt16LE(1, 20)
    head.writeUInt16LE(1, 24)
    const palette = [1, 2, 3, 4, 5, 6]
    expect(
      (await pixelsOf(Buffer.concat([head, Buffer.from([...palette, 0b01000000, 0, 0, 0])]))).data
    ).toEqual([3, 2, 1, 6, 5, 4])
  })

  it('tells cut, damaged and unread kinds apart', async () => {
    const palette = [red]
    const cases = [
      [bmp({ width: 2, height: 2, bits: 24 }, rows.slice(0, 9)), 'truncated-image'],
      [bmp({ width: 2, height: 2, bits: 24 }, rows).subarray(0, 40), 'truncated-image'],
      [bmp({ width: 1, height: 1, bits: 8, palette }, [1, 0, 0, 0]), 'corrupt-image'],
      [bmp({ width: 2, height: 1, bits: 8, compression: 1, palette }, [3, 0, 0, 1]), 'corrupt-image'],
      [bmp({ width: 2, height: 2, bits: 8, compression: 1, palette }, [2, 0]), 'truncated-image'],
      [bmp({ width: 2, height: 2, bits: 24, compression: 4 }, rows), 'unsupported-format'],
      [bmp({ width: 2_000_000, height: 1, bits: 24 }, []), 'image-too-large'],
      [bmp({ width: -2, height: 1, bits: 24 }, []), 'corrupt-image']
    ] as const
    for (const [bytes, code] of cases) {
      await expect(readPicture(bytes, 'a.bmp')).rejects.toMatchObject({ code, file: 'a.bmp' })
    }
  })

  it('shrinks on request', async () => {
    const { raster, facts } = await readPicture(bmp({ width: 2, height: 2, bits: 24 }, rows), 'a.bmp', {
      maxEdgePx: 1
    })
    expect([raster.width, raster.height, facts.width, facts.height]).toEqual([1, 1, 2, 2])
  })
})
