/** Unit: bytes of a header, and what contents are padded to. */
export const blockBytes = 512

/** What a header block of POSIX.1-1988 (ustar), GNU or old V7 tar says. */
export interface TarHeader {
  readonly name: Uint8Array
  /** '0' a file, '5' a folder, '1' and '2' links, 'x' and 'g' pax records, 'L' and 'K' GNU's long names... */
  readonly type: string
  readonly bytes: number
}

const latin1 = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1')

function untilZero(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0)
  return end < 0 ? bytes : bytes.subarray(0, end)
}

/** A number in octal digits, or GNU's base 256 when the first bit is set; NaN when it is neither. */
function numberAt(block: Uint8Array, at: number, length: number): number {
  const first = block[at] ?? 0
  if (first >= 0x80) {
    let value = first & 0x7f
    for (let i = at + 1; i < at + length; i++) value = value * 256 + (block[i] ?? 0)
    return value
  }
  const text = latin1(block, at, at + length)
    .replace(/\0.*$/s, '')
    .trim()
  return /^[0-7]*$/.test(text) ? Number.parseInt(text === '' ? '0' : text, 8) : Number.NaN
}

/** Whether the sum of all bytes, the eight of the checksum counted as spaces, is what the block says. */
export function isTarHeader(block: Uint8Array): boolean {
  if (block.length < blockBytes || block[0] === 0) return false
  let sum = 8 * 32
  for (let i = 0; i < blockBytes; i++) if (i < 148 || i >= 156) sum += block[i] ?? 0
  return numberAt(block, 148, 8) === sum
}

export function isZeroBlock(block: Uint8Array): boolean {
  return block.every((byte) => byte === 0)
}

/** Undefined when the block is no header. */
export function parseTarHeader(block: Uint8Array): TarHeader | undefined {
  if (!isTarHeader(block)) return undefined
  const bytes = numberAt(block, 124, 12)
  if (!Number.isSafeInteger(bytes)) return undefined
  const flag = block[156] ?? 0
  const type = flag === 0 ? '0' : String.fromCharCode(flag)
  const short = untilZero(block.subarray(0, 100))
  // Why only with this magic: GNU tar keeps times where POSIX has the front part of a long name.
  const isPosix = latin1(block, 257, 263) === 'ustar\0'
  const prefix = isPosix ? untilZero(block.subarray(345, 500)) : new Uint8Array()
  const name = prefix.length === 0 ? short : Buffer.concat([prefix, Buffer.from('/'), short])
  // Convention of V7: a folder is a file whose name ends with a slash.
  const isFolder = type === '0' && name.at(-1) === 0x2f
  return { name: Uint8Array.from(name), type: isFolder ? '5' : type, bytes }
}

/** Records of a pax header (POSIX.1-2001): `LENGTH KEY=VALUE\n`, the length counting itself. */
export function parsePax(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const found = new Map<string, Uint8Array>()
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(0x20, at)
    const length = space < 0 ? Number.NaN : Number(latin1(bytes, at, space))
    const equals = bytes.indexOf(0x3d, space)
    if (!Number.isInteger(length) || length <= 0 || equals < 0 || equals >= at + length) break
    found.set(latin1(bytes, space + 1, equals), bytes.subarray(equals + 1, at + length - 1))
    at += length
  }
  return found
}
