import type { NpyType } from './header.ts'

/** Reads numbers from the bytes of an array: sample by sample, counted from the start of `bytes`. */
export function numberReader(
  { kind, bytes: width, isLittleEndian }: NpyType,
  bytes: Uint8Array
): (at: number) => number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const little = isLittleEndian
  switch (`${kind}${width}`) {
    case 'b1':
    case 'u1':
      return (at) => bytes[at] ?? Number.NaN
    case 'i1':
      return (at) => view.getInt8(at)
    case 'u2':
      return (at) => view.getUint16(at * 2, little)
    case 'i2':
      return (at) => view.getInt16(at * 2, little)
    case 'u4':
      return (at) => view.getUint32(at * 4, little)
    case 'i4':
      return (at) => view.getInt32(at * 4, little)
    case 'u8':
      return (at) => Number(view.getBigUint64(at * 8, little))
    case 'i8':
      return (at) => Number(view.getBigInt64(at * 8, little))
    case 'f2':
      return (at) => halfOf(view.getUint16(at * 2, little))
    case 'f4':
      return (at) => view.getFloat32(at * 4, little)
    case 'f8':
      return (at) => view.getFloat64(at * 8, little)
    default:
      return () => Number.NaN
  }
}

/** IEEE 754 binary16. */
function halfOf(bits: number): number {
  const sign = bits >> 15 === 0 ? 1 : -1
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1023
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

/** The texts of an array of fixed-width strings, padded with zeros. */
export function textsOf(
  { kind, bytes: width, isLittleEndian }: NpyType,
  bytes: Uint8Array
): readonly string[] {
  const count = width === 0 ? 0 : Math.floor(bytes.length / width)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Array.from({ length: count }, (_, row) => {
    const start = row * width
    if (kind === 'S')
      return new TextDecoder('utf-8').decode(bytes.subarray(start, start + width)).replace(/\0+$/, '')
    const points = Array.from({ length: width / 4 }, (_point, at) =>
      view.getUint32(start + at * 4, isLittleEndian)
    )
    return points
      .map((point) => (point === 0 || point > 0x10ffff ? '' : String.fromCodePoint(point)))
      .join('')
  })
}
