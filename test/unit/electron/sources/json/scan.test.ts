import { Readable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type JsonPart, scanJson } from '../../../../../electron/sources/json/scan.ts'

/** All parts of a text that comes in pieces of some bytes. */
async function scan(text: string, pieceBytes = 1 << 20): Promise<readonly JsonPart[]> {
  const bytes = Buffer.from(text)
  const pieces = Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, at) =>
    bytes.subarray(at * pieceBytes, (at + 1) * pieceBytes)
  )
  const parts: JsonPart[] = []
  for await (const batch of scanJson(Readable.from(pieces))) parts.push(...batch)
  return parts
}

/** What the parts must be by the value that JSON.parse gives. */
function expected(value: unknown): readonly (readonly [string, number, unknown])[] {
  if (Array.isArray(value)) return value.map((one: unknown, at) => ['', at, one] as const)
  return Object.entries(value as object).flatMap(([key, own]: [string, unknown]) =>
    Array.isArray(own) ? own.map((one: unknown, at) => [key, at, one] as const) : [[key, -1, own] as const]
  )
}

describe('scanning JSON', () => {
  it('gives all values of an object or a list, however the pieces are cut', async () => {
    const outermost = fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue()))
    const indents = fc.constantFrom(0, 1, '\t', '\r\n')
    await fc.assert(
      fc.asyncProperty(outermost, indents, fc.integer({ min: 1, max: 40 }), async (value, indent, bytes) => {
        const text = JSON.stringify(value, null, indent)
        const parts = await scan(text, bytes)
        const found = parts.map(({ key, index, text: own }) => [key, index, JSON.parse(own ?? '')])
        expect(found).toEqual(expected(JSON.parse(text)))
      })
    )
  })

  it('takes a mark of the byte order, quotes and brackets in texts, and escapes', async () => {
    const value = { 'a"]': ['}', '\\', '\\"', '[{'], b: { c: '"' } }
    const parts = await scan(`\ufeff${JSON.stringify(value)}`, 3)
    expect(parts.map(({ text }) => JSON.parse(text ?? ''))).toEqual(['}', '\\', '\\"', '[{', { c: '"' }])
  })

  it('gives the parts around a damaged one', async () => {
    const parts = await scan('{"a":[{"x":1},{"x":NaN,},{"x":3}],"b":tru}')
    expect(parts.map(({ text }) => text)).toEqual(['{"x":1}', '{"x":NaN,}', '{"x":3}', 'tru'])
  })

  it('comes to an end with any bytes', async () => {
    const signs = fc
      .array(fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', '1', ' '), { maxLength: 30 })
      .map((all) => all.join(''))
    await fc.assert(
      fc.asyncProperty(signs, async (text) => {
        const parts = await scan(text, 7).catch(() => [])
        expect(parts.length).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 2000 }
    )
  })

  it.each([
    ['{"a":[1,2', 'The file ends before its last bracket is closed.'],
    ['', 'The file ends before its last bracket is closed.'],
    ['hello', 'This is no valid JSON: expected { or [ at byte 1.'],
    ['{"a" 1}', 'This is no valid JSON: expected a colon at byte 6.'],
    ['{"a":[}', 'This is no valid JSON: expected ] or an entry at byte 7.'],
    ['[1}', 'This is no valid JSON: expected ] or an entry at byte 3.'],
    ['{"a":]', 'This is no valid JSON: expected a name in quotes at byte 6.'],
    ['{a: 1}', 'This is no valid JSON: expected a name in quotes at byte 2.'],
    ['[1] x', 'This is no valid JSON: expected nothing at byte 5.']
  ])('refuses %j', async (text, message) => {
    await expect(scan(text)).rejects.toThrow(message)
  })
})
