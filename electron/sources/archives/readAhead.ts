import type { RandomAccess } from '../containers/randomAccess.ts'

/** Unit: bytes that one look at the drive brings. */
const aheadBytes = 1024 * 1024

/** Unit: bytes that are read rather than skipped. */
const gapBytes = 256 * 1024

/**
 * The same bytes for whoever goes through them from front to back and skips much of them.
 *
 * Why: where short files follow each other, reading them all is quicker than to look for every header; where they are
 * long, the headers alone are.
 */
export function readAhead(bytes: RandomAccess): RandomAccess {
  let window: { at: number; found: Uint8Array } = { at: 0, found: new Uint8Array() }
  const read = async (at: number, length: number): Promise<Uint8Array> => {
    const end = window.at + window.found.length
    if (at >= window.at && at + length <= end)
      return window.found.subarray(at - window.at, at - window.at + length)
    const isClose = at >= window.at && at - end < gapBytes
    const wanted = Math.max(length, isClose ? Math.min(aheadBytes, bytes.byteLength - at) : 0)
    const found = await bytes.read(at, wanted)
    window = { at, found }
    return found.subarray(0, length)
  }
  return { ...bytes, read }
}
