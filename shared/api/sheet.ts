/**
 * Pictures on one sheet, as an engine sends them to a window in a single answer: for each a byte that says whether it
 * is there, the length of what follows in bytes (32 bits, the lowest first), and then its file or, escaped as in an
 * address, why there is none.
 *
 * Why one answer: fifteen requests take longer than rendering. Why files: pixels are many bytes, which take their time
 * from process to process.
 */
export const sheetType = 'application/x-cultivar-sheet'

const headBytes = 5

/** A text says why a picture is missing. */
export function packSheet(pictures: readonly (Uint8Array | string)[]): Uint8Array<ArrayBuffer> {
  const parts = pictures.map((one) => (typeof one === 'string' ? asciiOf(one) : one))
  const sheet = new Uint8Array(parts.reduce((sum, { length }) => sum + headBytes + length, 0))
  const view = new DataView(sheet.buffer)
  let at = 0
  for (const [index, bytes] of parts.entries()) {
    view.setUint8(at, typeof pictures[index] === 'string' ? 0 : 1)
    view.setUint32(at + 1, bytes.length, true)
    sheet.set(bytes, at + headBytes)
    at += headBytes + bytes.length
  }
  return sheet
}

/** The files on a sheet, whose memory they share; a text says why one is missing. Throws RangeError when it is cut. */
export function readSheet(sheet: ArrayBuffer): readonly (Uint8Array<ArrayBuffer> | string)[] {
  const view = new DataView(sheet)
  const pictures: (Uint8Array<ArrayBuffer> | string)[] = []
  let at = 0
  while (at < sheet.byteLength) {
    const isThere = view.getUint8(at) === 1
    const bytes = new Uint8Array(sheet, at + headBytes, view.getUint32(at + 1, true))
    pictures.push(isThere ? bytes : textOf(bytes))
    at += headBytes + bytes.length
  }
  return pictures
}

const asciiOf = (text: string): Uint8Array =>
  Uint8Array.from(encodeURIComponent(text), (letter) => letter.charCodeAt(0))

const textOf = (ascii: Uint8Array): string => decodeURIComponent(String.fromCharCode(...ascii))
