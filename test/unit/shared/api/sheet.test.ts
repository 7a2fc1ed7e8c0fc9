import { expect, it } from 'vitest'
import { packSheet, readSheet } from '../../../../shared/api/sheet.ts'

const file = (...bytes: readonly number[]): Uint8Array => Uint8Array.from(bytes)
const tile = { top: 16, width: 5, height: 3 }

it('brings files over, where pictures are in them, and why one is missing', () => {
  const sent = [
    { bytes: file(1, 2, 255), tiles: [tile, { trouble: 'größer als der Rahmen' }] },
    { bytes: file(), tiles: [] },
    { bytes: file(7), tiles: [tile] }
  ]
  expect(readSheet(packSheet(sent).buffer)).toEqual(sent)
  expect(readSheet(packSheet([]).buffer)).toEqual([])
})

it('refuses a sheet that was cut', () => {
  const { buffer } = packSheet([{ bytes: file(7, 8, 9), tiles: [tile] }])
  for (const length of [1, 4, 20, buffer.byteLength - 1]) {
    expect(() => readSheet(buffer.slice(0, length))).toThrow(RangeError)
  }
})
