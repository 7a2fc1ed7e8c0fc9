import { extensionOf, pictureExtensions } from '../pixels/sniff.ts'

/** Files and folders that programs and systems leave behind and that nobody means to import. */
const junk: ReadonlySet<string> = new Set([
  'thumbs.db',
  'ehthumbs.db',
  'desktop.ini',
  '__macosx',
  '@eadir',
  '$recycle.bin',
  'system volume information'
])

/** Picture files that people mean to import and that are not read: reported instead of passed over. */
const unreadExtensions: ReadonlySet<string> = new Set(
  'heic heif jxl jp2 j2k tga psd svg exr hdr dng cr2 cr3 nef arw orf rw2 raf'.split(' ')
)

/** Hidden files, known junk and our own workspaces. */
export function isSkipped(name: string): boolean {
  const lower = name.toLowerCase()
  return name.startsWith('.') || junk.has(lower) || lower.endsWith('.cultivar')
}

/** What to do with a file by its ending: import it, say that it is not read, or pass over it. */
export function fileKind(name: string): 'picture' | 'unread' | 'other' {
  const extension = extensionOf(name)
  if (pictureExtensions.has(extension)) return 'picture'
  return unreadExtensions.has(extension) ? 'unread' : 'other'
}

/** Code unit order: the same on every machine and in every locale. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** A raw file name as text, or undefined when its bytes are not UTF-8 (then it could not be opened by name). */
export function decodeName(raw: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(raw)
  } catch {
    return undefined
  }
}

/** A raw file name for a message: every byte outside printable ASCII as \xNN. */
export function escapeName(raw: Uint8Array): string {
  return Array.from(raw, (byte) =>
    byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`
  ).join('')
}
