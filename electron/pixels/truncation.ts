import type { PictureFormat } from './sniff.ts'

/**
 * Whether a picture that could not be decoded ends before its own structure does.
 *
 * Why: libpng and libwebp say "read error" for a cut file and for a damaged one alike; people need to know
 * which, because a cut file usually means a download or copy that can be repeated.
 */
export function endsEarly(bytes: Uint8Array, format: PictureFormat, message: string): boolean {
  if (/premature end|unexpected end|end of file|too small|truncated/i.test(message)) return true
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  switch (format) {
    case 'png':
      return pngEndsEarly(view)
    case 'webp':
      return view.byteLength < 12 || view.getUint32(4, true) + 8 > view.byteLength
    case 'tiff':
      return tiffEndsEarly(view)
    default:
      return false
  }
}

function pngEndsEarly(view: DataView): boolean {
  let at = 8
  while (at + 12 <= view.byteLength) {
    const isEnd = view.getUint32(at + 4) === 0x49454e44
    at += 12 + view.getUint32(at)
    if (isEnd) return at > view.byteLength
  }
  return true
}

/** Looks at the first directory only: its place, its length, and the strips or tiles of one value. */
function tiffEndsEarly(view: DataView): boolean {
  if (view.byteLength < 8) return true
  const isLittle = view.getUint8(0) === 0x49
  if (view.getUint16(2, isLittle) !== 42) return false
  const directory = view.getUint32(4, isLittle)
  if (directory + 2 > view.byteLength) return true
  const count = view.getUint16(directory, isLittle)
  if (directory + 2 + 12 * count > view.byteLength) return true
  const valueOf = (tags: readonly number[]): number => {
    for (let i = 0; i < count; i++) {
      const entry = directory + 2 + 12 * i
      if (tags.includes(view.getUint16(entry, isLittle)) && view.getUint32(entry + 4, isLittle) === 1) {
        return view.getUint32(entry + 8, isLittle)
      }
    }
    return 0
  }
  // Tags 273 and 279 are the strip offsets and byte counts, 324 and 325 those of tiles.
  return valueOf([273, 324]) + valueOf([279, 325]) > view.byteLength
}
