import { expect, it } from 'vitest'
import { packSheet, readSheet } from '../../../../shared/api/sheet.ts'
import type { Channels, Raster } from '../../../../shared/raster.ts'

const raster = (channels: Channels, ...data: readonly number[]): Raster => ({
  width: data.length / channels,
  height: 1,
  channels,
  data: Uint8Array.from(data)
})

it('brings grey, colour and alpha over as RGBA, and why a picture is missing', () => {
  const read = readSheet(
    packSheet([raster(1, 7, 9), raster(3, 1, 2, 3), 'größer als der Rahmen', raster(4, 1, 2, 3, 128)]).buffer
  )
  const pixels = (...values: readonly number[]): Uint8ClampedArray => Uint8ClampedArray.from(values)
  expect(read).toEqual([
    { width: 2, height: 1, pixels: pixels(7, 7, 7, 255, 9, 9, 9, 255) },
    { width: 1, height: 1, pixels: pixels(1, 2, 3, 255) },
    'größer als der Rahmen',
    { width: 1, height: 1, pixels: pixels(1, 2, 3, 128) }
  ])
})

it('refuses a sheet that was cut', () => {
  const { buffer } = packSheet([raster(1, 7, 9)])
  expect(() => readSheet(buffer.slice(0, 15))).toThrow(RangeError)
  expect(() => readSheet(buffer.slice(0, 5))).toThrow(RangeError)
  expect(readSheet(new ArrayBuffer(0))).toEqual([])
})
