import type { PictureFormat } from './sniff.ts'

/**
 * Whether a file holds further pictures that libvips does not count: the frames of an animated PNG (chunk acTL)
 * and the extra pictures of a multi-picture JPEG (segment APP2 "MPF").
 */
export function hidesFrames(bytes: Uint8Array, format: PictureFormat): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (format === 'png') return hasAnimationChunk(view)
  return format === 'jpeg' && hasMultiPictureSegment(view)
}

function hasAnimationChunk(view: DataView): boolean {
  for (let at = 8; at + 12 <= view.byteLength; at += 12 + view.getUint32(at)) {
    const type = view.getUint32(at + 4)
    if (type === 0x6163544c)
      return view.getUint32(at) >= 8 && at + 12 <= view.byteLength && view.getUint32(at + 8) > 1
    if (type === 0x49444154) return false
  }
  return false
}

function hasMultiPictureSegment(view: DataView): boolean {
  let at = 2
  while (at + 8 <= view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1)
    if (marker === 0xda || marker === 0xd9) return false
    if (marker === 0xe2 && view.getUint32(at + 4) === 0x4d504600) return true
    at += 2 + view.getUint16(at + 2)
  }
  return false
}
