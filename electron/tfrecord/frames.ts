import { crc32c } from '@node-rs/crc32'

/**
 * The framing of TFRecord files (tensorflow/core/lib/io/record_writer.h): length in 8 bytes, its masked CRC-32C, the data,
 * their masked CRC-32C; all little-endian.
 */
export const frameBytes = { head: 12, tail: 4 } as const

/** CRC-32C turned by 15 bits, plus a constant: a checksum of data that hold checksums themselves is weak otherwise. */
export function maskedCrc(bytes: Uint8Array): number {
  const crc = crc32c(bytes)
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** The length of the data by the first 12 bytes of a record; undefined when their checksum is wrong. */
export function frameLength(head: Uint8Array): number | undefined {
  const view = viewOf(head)
  if (view.getUint32(8, true) !== maskedCrc(head.subarray(0, 8))) return undefined
  const length = view.getBigUint64(0, true)
  return length > BigInt(Number.MAX_SAFE_INTEGER) ? undefined : Number(length)
}

/** Whether data are those that were written, by the 4 bytes behind them. */
export function isIntact(data: Uint8Array, tail: Uint8Array): boolean {
  return viewOf(tail).getUint32(0, true) === maskedCrc(data)
}

/** A record around some data. */
export function frame(data: Uint8Array): Uint8Array {
  const out = Buffer.allocUnsafe(frameBytes.head + data.length + frameBytes.tail)
  out.writeBigUInt64LE(BigInt(data.length), 0)
  out.writeUInt32LE(maskedCrc(out.subarray(0, 8)), 8)
  out.set(data, frameBytes.head)
  out.writeUInt32LE(maskedCrc(data), frameBytes.head + data.length)
  return out
}
