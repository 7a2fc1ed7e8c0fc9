/**
 * How main and the engine talk over a pipe: frames of JSON, each with the bytes of a picture when there is one.
 *
 * Why not Node's own IPC: with serialization 'advanced' both ends must agree on V8's wire format, and Electron's V8 is
 * newer than Node 24's (version 16 against 15), which the older one refuses to read. JSON alone would need base64.
 */
import type { FromEngine, ToEngine } from '../engine/engine.ts'

/** Environment variable that names the channel's file descriptor in the engine process. */
export const channelVariable = 'CULTIVAR_ENGINE_CHANNEL'

type Message = ToEngine | FromEngine

/** Length of the JSON, then the length of the bytes plus one (0: none), both as 32-bit little-endian numbers. */
const headBytes = 8
const longestFrameBytes = 2 ** 30

function bytesOf(message: Message): Uint8Array | null {
  if (message.kind !== 'answer' || message.answer === null || !('bytes' in message.answer)) return null
  return message.answer.bytes
}

export function encodeFrame(message: Message): readonly Uint8Array[] {
  const bytes = bytesOf(message)
  const plain = bytes === null ? message : { ...message, answer: { ...asAnswer(message), bytes: null } }
  const json = Buffer.from(JSON.stringify(plain))
  const head = Buffer.alloc(headBytes)
  head.writeUInt32LE(json.length, 0)
  head.writeUInt32LE(bytes === null ? 0 : bytes.length + 1, 4)
  return bytes === null ? [head, json] : [head, json, bytes]
}

const asAnswer = (message: Message): object =>
  message.kind === 'answer' && message.answer !== null ? message.answer : {}

function decodeFrame(json: Buffer, bytes: Uint8Array | null): unknown {
  const message: unknown = JSON.parse(json.toString('utf8'))
  if (bytes === null || typeof message !== 'object' || message === null || !('answer' in message))
    return message
  return { ...message, answer: { ...(message.answer as object), bytes } }
}

/**
 * Puts chunks of a stream together again and tells of every whole message, parsed but not validated.
 * @throws {Error} when the stream is no stream of frames; it must then be given up.
 */
export function createFrameReader(onMessage: (message: unknown) => void): (chunk: Buffer) => void {
  let waiting: Buffer[] = []
  let waitingBytes = 0
  let neededBytes = headBytes
  return (chunk) => {
    waiting.push(chunk)
    waitingBytes += chunk.length
    // Why counted: joining the chunks of a large picture anew for each one would take quadratic time.
    if (waitingBytes < neededBytes) return
    let all = waiting.length === 1 ? chunk : Buffer.concat(waiting)
    while (all.length >= headBytes) {
      const jsonLength = all.readUInt32LE(0)
      const byteLength = all.readUInt32LE(4)
      neededBytes = headBytes + jsonLength + Math.max(0, byteLength - 1)
      if (neededBytes > longestFrameBytes)
        throw new Error(`Expected a frame but received ${neededBytes} bytes`)
      if (all.length < neededBytes) break
      const json = all.subarray(headBytes, headBytes + jsonLength)
      const bytes =
        byteLength === 0 ? null : Uint8Array.from(all.subarray(headBytes + jsonLength, neededBytes))
      all = all.subarray(neededBytes)
      neededBytes = headBytes
      onMessage(decodeFrame(json, bytes))
    }
    waiting = [all]
    waitingBytes = all.length
  }
}
