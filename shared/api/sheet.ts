/**
 * The pictures of a preview, as an engine sends them to a window in a single answer: the length of a head (32 bits, the
 * lowest first), the head as JSON escaped as in an address, and picture files one behind the other.
 *
 * Why few files and not one for each: requests and decoding took longer than rendering. Why files and not pixels:
 * these are many bytes, which take their time from process to process.
 */
export const sheetType = 'application/x-cultivar-sheet'

/** What names a sheet: chosen by the window, so that it can ask for the pictures while it orders them. */
export const tokenPattern = '[a-z0-9]{1,32}'

/** Where a picture is in its file, from its left edge on (unit: pixels), or why there is none. */
export type SheetTile =
  { readonly top: number; readonly width: number; readonly height: number } | { readonly trouble: string }

export interface SheetPart<Bytes extends Uint8Array = Uint8Array> {
  /** A picture file; empty when it has no tile. */
  readonly bytes: Bytes
  readonly tiles: readonly SheetTile[]
}

export function packSheet(parts: readonly SheetPart[]): Uint8Array<ArrayBuffer> {
  const text = encodeURIComponent(
    JSON.stringify(parts.map(({ bytes, tiles }) => ({ length: bytes.length, tiles })))
  )
  const sheet = new Uint8Array(4 + text.length + parts.reduce((sum, { bytes }) => sum + bytes.length, 0))
  new DataView(sheet.buffer).setUint32(0, text.length, true)
  for (let k = 0; k < text.length; k++) sheet[4 + k] = text.charCodeAt(k)
  let at = 4 + text.length
  for (const { bytes } of parts) {
    sheet.set(bytes, at)
    at += bytes.length
  }
  return sheet
}

/** The files share the memory of the sheet. Throws RangeError when it is cut. */
export function readSheet(sheet: ArrayBuffer): readonly SheetPart<Uint8Array<ArrayBuffer>>[] {
  const length = new DataView(sheet).getUint32(0, true)
  const text = new Uint8Array(sheet, 4, length).reduce((all, code) => all + String.fromCharCode(code), '')
  const heads = JSON.parse(decodeURIComponent(text)) as readonly { length: number; tiles: SheetTile[] }[]
  let at = 4 + length
  return heads.map(({ length: bytes, tiles }) => {
    at += bytes
    return { bytes: new Uint8Array(sheet, at - bytes, bytes), tiles }
  })
}
