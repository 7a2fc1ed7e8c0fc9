import { expect, it } from 'vitest'
import { packSheet, readSheet } from '../../../../shared/api/sheet.ts'

const file = (...bytes: readonly number[]): Uint8Array => Uint8Array.from(bytes)

it('brings files over, and why one is missing', () => {
  const sent = [file(1, 2, 3), 'größer als der Rahmen', file(), file(255)]
  expect(readSheet(packSheet(sent).buffer)).toEqual(sent)
  expect(readSheet(packSheet([]).buffer)).toEqual([])
})

it('refuses a sheet that was cut', () => {
  const { buffer } = packSheet([file(7, 8, 9)])
  for (const length of [1, 4, 7]) expect(() => readSheet(buffer.slice(0, length))).toThrow(RangeError)
})
