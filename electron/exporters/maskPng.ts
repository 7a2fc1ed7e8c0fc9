import { promisify } from 'node:util'
import { crc32, deflate } from 'node:zlib'
import type { Size } from '../../shared/raster.ts'

const toDeflated = promisify(deflate)

/**
 * A PNG of 8 bit with a palette (W3C PNG, third edition), without filters, as these do not help where numbers mean classes.
 *
 * Convention: one index for each pixel, row by row; the palette is red, green, blue for each index, 256 at most. The same
 * input always gives the same bytes.
 */
export async function indexedPng(
  { width, height }: Size,
  indexes: Uint8Array,
  palette: Uint8Array
): Promise<Buffer> {
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++) rows.set(indexes.subarray(y * width, (y + 1) * width), y * (width + 1) + 1)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // 8 bit, palette; deflate, the filters of PNG, not interlaced.
  header.set([8, 3, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', await toDeflated(rows, { level: 6 })),
    chunk('IEND', Buffer.alloc(0))
  ])
}

function chunk(type: string, content: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
