import type { RandomAccess } from '../containers/randomAccess.ts'

/** Unit: bytes that are in memory at a time. */
const pieceBytes = 1024 * 1024

/** All bytes, piece by piece. */
export async function* piecesOf(bytes: RandomAccess): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += pieceBytes) {
    yield await bytes.read(at, Math.min(pieceBytes, bytes.byteLength - at))
  }
}
