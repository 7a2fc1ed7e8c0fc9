/** A file as the directory of a zip archive describes it. */
export interface ZipRecord {
  readonly name: Buffer
  readonly isDeflated: boolean
  readonly crc32: number
  readonly packedBytes: number
  readonly bytes: number
  /** Where its local header begins. */
  readonly at: number
  /** Whether its lengths take 64 bit. */
  readonly isLong: boolean
}

/** What does not fit into 32 bit stands in an extra field of 64 (APPNOTE 4.5.3). */
const full32 = 0xffff_ffff
const full16 = 0xffff
/** Version 2.0 knows deflate, 4.5 knows sizes of 64 bit. */
const version = { plain: 20, zip64: 45 } as const
/** Names are UTF-8. */
const flags = 0x0800
/** Midnight of the first of January 1980, the first that the format knows: equal files make equal archives. */
const dosDate = 0x0021
/** A regular file that its owner may write, under Unix. */
const madeByUnix = 3 << 8
const attributes = (0o100644 << 16) >>> 0

function uint64(...values: readonly number[]): Buffer {
  const out = Buffer.alloc(8 * values.length)
  values.forEach((value, index) => out.writeBigUInt64LE(BigInt(value), 8 * index))
  return out
}

function extraField(content: Buffer): Buffer {
  if (content.length === 0) return content
  const head = Buffer.alloc(4)
  head.writeUInt16LE(0x0001, 0)
  head.writeUInt16LE(content.length, 2)
  return Buffer.concat([head, content])
}

/** The fields that local headers and directory have in common, from the version on. */
function common(record: ZipRecord, is64: boolean, extraBytes: number): Buffer {
  const { name, isDeflated, crc32, packedBytes, bytes } = record
  const out = Buffer.alloc(26)
  out.writeUInt16LE(extraBytes > 0 ? version.zip64 : version.plain, 0)
  out.writeUInt16LE(flags, 2)
  out.writeUInt16LE(isDeflated ? 8 : 0, 4)
  out.writeUInt16LE(dosDate, 8)
  out.writeUInt32LE(crc32, 10)
  out.writeUInt32LE(is64 ? full32 : packedBytes, 14)
  out.writeUInt32LE(is64 ? full32 : bytes, 18)
  out.writeUInt16LE(name.length, 22)
  out.writeUInt16LE(extraBytes, 24)
  return out
}

function signature(value: number): Buffer {
  const out = Buffer.alloc(4)
  out.writeUInt32LE(value)
  return out
}

/** Why below 4 GB: what cannot be packed any further grows a little by deflate. */
export const longBytes = 0xf000_0000

/** What stands before the content (APPNOTE 4.3.7). */
export function localHeader(record: ZipRecord): Buffer {
  const is64 = record.isLong
  const extra = extraField(is64 ? uint64(record.bytes, record.packedBytes) : Buffer.alloc(0))
  return Buffer.concat([signature(0x04034b50), common(record, is64, extra.length), record.name, extra])
}

/** The line of the directory (APPNOTE 4.3.12). */
export function directoryHeader(record: ZipRecord): Buffer {
  const is64 = record.isLong
  const isFar = record.at >= full32
  const extra = extraField(
    Buffer.concat([
      is64 ? uint64(record.bytes, record.packedBytes) : Buffer.alloc(0),
      isFar ? uint64(record.at) : Buffer.alloc(0)
    ])
  )
  const head = Buffer.alloc(6)
  head.writeUInt32LE(0x02014b50, 0)
  head.writeUInt16LE(madeByUnix | version.zip64, 4)
  const tail = Buffer.alloc(14)
  tail.writeUInt32LE(attributes, 6)
  tail.writeUInt32LE(isFar ? full32 : record.at, 10)
  return Buffer.concat([head, common(record, is64, extra.length), tail, record.name, extra])
}

/** Where the directory lies and how much it holds. */
interface DirectoryPlace {
  readonly count: number
  readonly at: number
  readonly bytes: number
}

/** What the archive ends with (APPNOTE 4.3.14 to 4.3.16). */
export function directoryEnd({ count, at, bytes }: DirectoryPlace): Buffer {
  const is64 = count >= full16 || at >= full32 || bytes >= full32
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(is64 ? full16 : count, 8)
  end.writeUInt16LE(is64 ? full16 : count, 10)
  end.writeUInt32LE(is64 ? full32 : bytes, 12)
  end.writeUInt32LE(is64 ? full32 : at, 16)
  if (!is64) return end
  const end64 = Buffer.alloc(56)
  end64.writeUInt32LE(0x06064b50, 0)
  end64.writeBigUInt64LE(44n, 4)
  end64.writeUInt16LE(madeByUnix | version.zip64, 12)
  end64.writeUInt16LE(version.zip64, 14)
  uint64(count, count, bytes, at).copy(end64, 24)
  const locator = Buffer.alloc(20)
  locator.writeUInt32LE(0x07064b50, 0)
  locator.writeBigUInt64LE(BigInt(at + bytes), 8)
  locator.writeUInt32LE(1, 16)
  return Buffer.concat([end64, locator, end])
}
