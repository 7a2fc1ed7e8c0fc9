import { CultivarError } from '../../../shared/errors.ts'
import { bmpRemedy, type BmpHeader } from './bmpHeader.ts'

/**
 * Undoes the run-length compression of 4 and 8 bit bitmaps: one palette index per pixel, top row first.
 *
 * Convention: pixels that the file skips keep index 0. Throws `truncated-image` when the data end before their
 * own end mark and before the last row, `corrupt-image` when a run leaves the picture.
 */
export function expandRunLengths(bytes: Uint8Array, header: BmpHeader, file: string): Uint8Array {
  const { width, height, bitsPerPixel, isTopDown } = header
  const indices = new Uint8Array(width * height)
  let at = header.pixelsAt
  let x = 0
  let y = 0
  const fail = (code: 'truncated-image' | 'corrupt-image', message: string): CultivarError =>
    new CultivarError(code, message, { file, remedy: bmpRemedy })
  const next = (): number => {
    const byte = bytes[at++]
    if (byte === undefined) throw fail('truncated-image', 'The file ends before its last row of pixels.')
    return byte
  }
  const put = (index: number): void => {
    if (x >= width || y >= height) throw fail('corrupt-image', 'A run of pixels leaves the picture.')
    indices[(isTopDown ? y : height - 1 - y) * width + x++] = index
  }
  const pixelsOf = (byte: number, i: number): number => {
    if (bitsPerPixel === 8) return byte
    return i % 2 === 0 ? byte >> 4 : byte & 15
  }
  const copy = (count: number): void => {
    const start = at
    let byte = 0
    for (let i = 0; i < count; i++) {
      if (bitsPerPixel === 8 || i % 2 === 0) byte = next()
      put(pixelsOf(byte, i))
    }
    if ((at - start) % 2 === 1) at++
  }
  while (y < height) {
    const count = next()
    const value = next()
    if (count > 0) for (let i = 0; i < count; i++) put(pixelsOf(value, i))
    else if (value === 0) [x, y] = [0, y + 1]
    else if (value === 1) break
    else if (value === 2) [x, y] = [x + next(), y + next()]
    else copy(value)
  }
  return indices
}
