import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FromEngine } from '../../../../electron/engine/engine.ts'
import { createFrameReader, encodeFrame } from '../../../../electron/host/wire.ts'

function readInPieces(stream: Buffer, sizes: readonly number[]): unknown[] {
  const messages: unknown[] = []
  const read = createFrameReader((message) => messages.push(message))
  let at = 0
  for (let piece = 0; at < stream.length; piece += 1) {
    const size = sizes[piece % sizes.length] ?? 1
    read(stream.subarray(at, at + size))
    at += size
  }
  return messages
}

describe('frames of the channel between main and the engine', () => {
  it('come out as they went in, however the stream is cut', () => {
    const picture = fc
      .uint8Array({ maxLength: 300 })
      .map((bytes) => ({ ok: true, type: 'image/png', bytes }) as const)
    const result = fc.json().map((json) => ({ ok: true, value: JSON.parse(json) as unknown }) as const)
    const message = fc.record({
      kind: fc.constant('answer' as const),
      id: fc.nat(),
      answer: fc.oneof(picture, result, fc.constant(null))
    })
    const sizes = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(fc.array(message, { maxLength: 6 }), sizes, (messages: FromEngine[], pieces) => {
        const stream = Buffer.concat(messages.flatMap((one) => encodeFrame(one)))
        // Why through JSON for results: -0 is 0 there, as in every host.
        const expected = messages.map((one) =>
          one.kind === 'answer' && one.answer !== null && 'bytes' in one.answer
            ? one
            : JSON.parse(JSON.stringify(one))
        )
        expect(readInPieces(stream, pieces)).toEqual(expected)
      })
    )
  })

  it('refuse a length that no picture has', () => {
    const read = createFrameReader(() => undefined)
    expect(() => read(Buffer.alloc(8, 255))).toThrow('Expected a frame')
  })
})
