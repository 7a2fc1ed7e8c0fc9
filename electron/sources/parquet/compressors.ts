import * as zlib from 'node:zlib'
import type { Compressors } from 'hyparquet'
import { CultivarError } from '../../../shared/errors.ts'

/** Unit: bytes that one page may have when it is unpacked. */
const maxPageBytes = 1024 * 1024 * 1024

function unpackZstd(page: Uint8Array, length: number): Uint8Array {
  if (typeof zlib.zstdDecompressSync === 'function') {
    return zlib.zstdDecompressSync(page, { maxOutputLength: Math.min(length, maxPageBytes) })
  }
  throw new CultivarError('unsupported-format', 'Parquet with Zstandard is read from Node 22.15 on.', {
    remedy: 'Write the file again with Snappy or GZIP, or use a newer Node.'
  })
}

/** How pages are packed besides Snappy, which hyparquet unpacks itself. A page longer than it says is refused. */
export const compressors: Compressors = {
  GZIP: (page, length) => zlib.gunzipSync(page, { maxOutputLength: Math.min(length, maxPageBytes) }),
  BROTLI: (page, length) =>
    zlib.brotliDecompressSync(page, { maxOutputLength: Math.min(length, maxPageBytes) }),
  ZSTD: unpackZstd
}
