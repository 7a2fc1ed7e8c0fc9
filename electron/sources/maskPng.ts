import { promisify } from 'node:util'
import { inflate } from 'node:zlib'
import { CultivarError } from '../../shared/errors.ts'
import type { Size } from '../../shared/raster.ts'
import { checkSize, defaultLimits } from '../pixels/limits.ts'
import { unpackSamples } from './maskPng/samples.ts'
import { unfilter } from './maskPng/unfilter.ts'

/** Pixels of a PNG as they are stored: places in the palette, levels of grey, or colours. */
export interface MaskPng extends Size {
  readonly kind: 'indexed' | 'grey' | 'colour'
  /** One for each pixel, row by row; colours as 0xRRGGBB, their alpha left out. */
  readonly values: Uint8Array | Uint16Array | Uint32Array
  /** Red, green, blue for every index; empty unless indexed. */
  readonly palette: Uint8Array
}

export interface PngHeader extends Size {
  readonly bits: number
  /** Samples of a pixel. */
  readonly samples: number
  readonly kind: MaskPng['kind']
  readonly isInterlaced: boolean
}

const remedy = 'Save the mask again as a PNG with a palette, in grey or in RGB of 8 bit.'

const toInflated = promisify(inflate)

/**
 * Reads a PNG whose values mean classes or objects (W3C PNG, third edition). Decoders of pictures turn a palette into
 * colours and apply gamma and profiles; here the numbers stay as they are.
 *
 * Palette and grey of 1 to 8 bit, grey of 16, RGB and RGBA of 8; interlaced too. Checksums are not looked at. Throws
 * `unsupported-format`, `corrupt-image`, `truncated-image`, `image-too-large`.
 */
export async function readMaskPng(bytes: Buffer, file: string): Promise<MaskPng> {
  const { header, palette, data } = readChunks(bytes, file)
  const passes = passesOf(header)
  const expected = passes.reduce((sum, pass) => sum + pass.height * (1 + rowBytes(pass, header)), 0)
  const raw = await inflated(data, expected, file)
  const values = header.kind === 'colour' ? new Uint32Array(header.width * header.height) : fewBits(header)
  let at = 0
  for (const pass of passes) {
    const length = pass.height * (1 + rowBytes(pass, header))
    const rows = unfilter(raw.subarray(at, at + length), rowBytes(pass, header), pixelBytes(header))
    if (rows === undefined) throw corrupt('A row has a filter that does not exist', file)
    unpackSamples({ rows, pass, header }, values)
    at += length
  }
  return { width: header.width, height: header.height, kind: header.kind, values, palette }
}

const fewBits = ({ width, height, bits }: PngHeader): Uint8Array | Uint16Array =>
  bits === 16 ? new Uint16Array(width * height) : new Uint8Array(width * height)

const pixelBytes = ({ bits, samples }: PngHeader): number => Math.max(1, (bits * samples) / 8)

const rowBytes = ({ width }: Size, { bits, samples }: PngHeader): number =>
  Math.ceil((width * bits * samples) / 8)

/** Pixels of a pass lie at x + n * stepX, y + m * stepY. */
export interface Pass extends Size {
  readonly x: number
  readonly y: number
  readonly stepX: number
  readonly stepY: number
}

/** Adam7: x, y, and steps of its seven passes. */
const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2]
] as const

function passesOf({ width, height, isInterlaced }: PngHeader): readonly Pass[] {
  if (!isInterlaced) return [{ x: 0, y: 0, stepX: 1, stepY: 1, width, height }]
  return adam7
    .map(([x, y, stepX, stepY]) => ({
      ...{ x, y, stepX, stepY },
      width: Math.ceil((width - x) / stepX),
      height: Math.ceil((height - y) / stepY)
    }))
    .filter((pass) => pass.width > 0 && pass.height > 0)
}

interface Chunks {
  readonly header: PngHeader
  readonly palette: Uint8Array
  readonly data: Buffer
}

function readChunks(bytes: Buffer, file: string): Chunks {
  if (bytes.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n')
    throw new CultivarError('unsupported-format', 'The mask is no PNG.', { file, remedy })
  let header: PngHeader | undefined
  let palette: Uint8Array = new Uint8Array()
  const data: Buffer[] = []
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    const content = bytes.subarray(at + 8, at + 8 + length)
    if (content.length < length) break
    if (type === 'IHDR') header = readHeader(content, file)
    if (type === 'PLTE') palette = content
    if (type === 'IDAT') data.push(content)
    if (type === 'IEND') break
    at += 12 + length
  }
  if (header === undefined) throw corrupt('It has no header', file)
  return { header, palette, data: Buffer.concat(data) }
}

/** Kind and number of samples by the colour type. */
const colourTypes: Readonly<Record<number, Pick<PngHeader, 'kind' | 'samples'>>> = {
  0: { kind: 'grey', samples: 1 },
  2: { kind: 'colour', samples: 3 },
  3: { kind: 'indexed', samples: 1 },
  4: { kind: 'grey', samples: 2 },
  6: { kind: 'colour', samples: 4 }
}

function readHeader(content: Buffer, file: string): PngHeader {
  if (content.length < 13) throw corrupt('Its header is too short', file)
  const [width, height] = [content.readUInt32BE(0), content.readUInt32BE(4)]
  checkSize({ width, height }, file, defaultLimits)
  const [bits = 0, type = 0] = content.subarray(8)
  const known = colourTypes[type]
  const depths = type === 0 ? [1, 2, 4, 8, 16] : type === 3 ? [1, 2, 4, 8] : [8]
  if (known === undefined || !depths.includes(bits)) {
    const text = `Masks of colour type ${type} with ${bits} bits are not read.`
    throw new CultivarError('unsupported-format', text, { file, remedy })
  }
  return { width, height, bits, ...known, isInterlaced: content[12] === 1 }
}

async function inflated(data: Buffer, expected: number, file: string): Promise<Buffer> {
  try {
    // Why one more: what is too long is found out without being made.
    const raw = await toInflated(data, { maxOutputLength: expected + 1 })
    if (raw.length === expected) return raw
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
      throw corrupt('It holds more than its size says', file)
    throw corrupt('Its pixels cannot be unpacked', file)
  }
  throw new CultivarError('truncated-image', 'The mask ends before all of its pixels.', { file, remedy })
}

function corrupt(what: string, file: string): CultivarError {
  return new CultivarError('corrupt-image', `The mask is damaged: ${what}.`, { file, remedy })
}
