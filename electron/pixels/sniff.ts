/* oxlint-disable no-control-regex -- signatures of file formats are made of control characters */
/** Picture formats that are read; found by content, never by name. */
export type PictureFormat = 'jpeg' | 'png' | 'webp' | 'tiff' | 'gif' | 'avif' | 'bmp' | 'pnm'

const extensions: Readonly<Record<PictureFormat, readonly string[]>> = {
  jpeg: ['jpg', 'jpeg', 'jpe', 'jfif'],
  png: ['png', 'apng'],
  webp: ['webp'],
  tiff: ['tif', 'tiff'],
  gif: ['gif'],
  avif: ['avif'],
  bmp: ['bmp', 'dib'],
  pnm: ['pnm', 'pbm', 'pgm', 'ppm']
}

/** Lower-case name endings, without the dot, of the formats that are read. */
export const pictureExtensions: ReadonlySet<string> = new Set(Object.values(extensions).flat())

/** The name's ending in lower case without the dot; empty when there is none. */
export function extensionOf(name: string): string {
  const base = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
  const dot = base.lastIndexOf('.')
  return dot <= 0 ? '' : base.slice(dot + 1).toLowerCase()
}

/** A sentence when the ending belongs to another format than the content, else undefined. */
export function nameMismatch(file: string, format: PictureFormat): string | undefined {
  const extension = extensionOf(file)
  if (!pictureExtensions.has(extension) || extensions[format].includes(extension)) return undefined
  return `The name says .${extension}, the content is ${format.toUpperCase()}.`
}

function ascii(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end))
}

function isBmp(bytes: Uint8Array): boolean {
  if (ascii(bytes, 0, 2) !== 'BM' || bytes.length < 18) return false
  const headerLength = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(14, true)
  return [12, 16, 40, 52, 56, 64, 108, 124].includes(headerLength)
}

function isAvif(bytes: Uint8Array): boolean {
  if (ascii(bytes, 4, 8) !== 'ftyp') return false
  const brands = ascii(bytes, 8, Math.min(bytes.length, 64))
  return (
    brands.startsWith('avif') ||
    brands.startsWith('avis') ||
    (/^mi[fa]/.test(brands) && brands.includes('avif'))
  )
}

/** The format of the content, or undefined when it is none that is read. */
export function sniffFormat(bytes: Uint8Array): PictureFormat | undefined {
  const head = ascii(bytes, 0, 12)
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return 'gif'
  if (head.startsWith('RIFF') && head.endsWith('WEBP')) return 'webp'
  // Why the bytes 8 and 9: Canon raw files are TIFF too, and would be read as their small preview.
  if (/^(II[*+]\0|MM\0[*+])/.test(head)) return head.slice(8, 10) === 'CR' ? undefined : 'tiff'
  if (isAvif(bytes)) return 'avif'
  if (isBmp(bytes)) return 'bmp'
  return /^P[1-6][\s#]/.test(head) ? 'pnm' : undefined
}

const others: readonly (readonly [RegExp, string])[] = [
  [/^.{4}ftyp(hei[cxms]|hev[cx]|mif1|msf1)/s, 'HEIC'],
  [/^(\xff\x0a|\0{3}\x0cJXL )/s, 'JPEG XL'],
  [/^(\0{3}\x0cjP {2}|\xff\x4f\xff\x51)/s, 'JPEG 2000'],
  [/^8BPS/, 'Photoshop'],
  [/^%PDF/, 'PDF'],
  [/^P7[\s]/, 'PAM'],
  [/^\s*(<\?xml|<svg|<!DOCTYPE svg)/i, 'SVG or XML'],
  [/^(II[*]\0.{4}CR)/s, 'camera raw'],
  [/^v\/1\x01/, 'OpenEXR'],
  [/^PK\x03\x04/, 'ZIP archive']
]

/** What an unreadable content looks like, for the message: "HEIC", "empty", "unknown". */
export function describeContent(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'empty'
  const head = ascii(bytes, 0, 64)
  return others.find(([pattern]) => pattern.test(head))?.[1] ?? 'unknown'
}
