import type { Raster } from '../raster.ts'

/**
 * Pictures on one sheet, as an engine sends them to a window in a single answer: for each its width and height, the
 * length of what follows in bytes, and then its pixels (RGBA, straight alpha) or, with width 0, why there is none
 * (escaped as in an address).
 * Numbers have 32 bits, the lowest first.
 *
 * Why not pictures in files: encoding, fifteen requests and decoding took longer than rendering.
 */
export const sheetType = 'application/x-cultivar-sheet'

export interface SheetPicture {
  readonly width: number
  readonly height: number
  /** RGBA, row by row. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>
}

const headBytes = 12

/** `pictures` of 8 bit; a text says why one is missing. */
export function packSheet(pictures: readonly (Raster | string)[]): Uint8Array<ArrayBuffer> {
  const parts = pictures.map((one) =>
    typeof one === 'string'
      ? { width: 0, height: 0, bytes: asciiOf(one) }
      : { width: one.width, height: one.height, bytes: toRgba(one) }
  )
  const sheet = new Uint8Array(parts.reduce((sum, { bytes }) => sum + headBytes + bytes.length, 0))
  const view = new DataView(sheet.buffer)
  let at = 0
  for (const { width, height, bytes } of parts) {
    for (const [index, number] of [width, height, bytes.length].entries()) {
      view.setUint32(at + 4 * index, number, true)
    }
    sheet.set(bytes, at + headBytes)
    at += headBytes + bytes.length
  }
  return sheet
}

/** The pictures of a sheet, whose memory they share; a text says why one is missing. Throws RangeError when it is cut. */
export function readSheet(sheet: ArrayBuffer): readonly (SheetPicture | string)[] {
  const view = new DataView(sheet)
  const pictures: (SheetPicture | string)[] = []
  let at = 0
  while (at < sheet.byteLength) {
    const [width, height, length] = [0, 4, 8].map((offset) => view.getUint32(at + offset, true)) as [
      number,
      number,
      number
    ]
    at += headBytes
    pictures.push(
      width === 0
        ? textOf(new Uint8Array(sheet, at, length))
        : { width, height, pixels: new Uint8ClampedArray(sheet, at, length) }
    )
    at += length
  }
  return pictures
}

const asciiOf = (text: string): Uint8Array =>
  Uint8Array.from(encodeURIComponent(text), (letter) => letter.charCodeAt(0))

const textOf = (ascii: Uint8Array): string => decodeURIComponent(String.fromCharCode(...ascii))

function toRgba({ data, channels }: Raster): Uint8Array {
  if (channels === 4) return data as Uint8Array
  const rgba = new Uint8Array((data.length / channels) * 4).fill(255)
  const [green, blue] = channels === 3 ? [1, 2] : [0, 0]
  for (let from = 0, to = 0; from < data.length; from += channels, to += 4) {
    rgba[to] = data[from] as number
    rgba[to + 1] = data[from + green] as number
    rgba[to + 2] = data[from + blue] as number
  }
  return rgba
}
