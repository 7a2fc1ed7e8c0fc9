import { expect, it } from 'vitest'
import { layOut } from '../../../../electron/jobs/renderSheet.ts'
import type { Channels, Raster } from '../../../../shared/raster.ts'

function filled(width: number, height: number, channels: Channels, first = 0): Raster {
  const data = Uint8Array.from({ length: width * height * channels }, (_, k) => first + k)
  return { width, height, channels, data }
}

it('lays pictures below one another, each at the begin of a block of 16 pixels', () => {
  const { sheet, tops } = layOut([filled(2, 3, 1, 10), filled(2, 17, 1, 100), filled(2, 1, 1, 50)])
  expect(tops).toEqual([0, 16, 48])
  expect([sheet.width, sheet.height, sheet.channels]).toEqual([2, 64, 1])
  expect([...sheet.data.subarray(0, 6)]).toEqual([10, 11, 12, 13, 14, 15])
  expect([...sheet.data.subarray(32, 36)]).toEqual([100, 101, 102, 103])
  expect([...sheet.data.subarray(96, 98)]).toEqual([50, 51])
})

it('goes on with the last row and column to the end of a block', () => {
  const { sheet } = layOut([filled(1, 1, 1, 9), filled(20, 1, 1, 100)])
  const row = (y: number): readonly number[] => [...sheet.data.subarray(y * 20, y * 20 + 20)]
  expect(row(0)).toEqual([...Array<number>(16).fill(9), 0, 0, 0, 0])
  expect(row(15)).toEqual(row(0))
  expect(row(16)[19]).toBe(119)
  expect(row(31)).toEqual(row(16))
})

it('brings grey and colour to what the richest has', () => {
  const { sheet } = layOut([filled(1, 1, 1, 7), filled(1, 1, 3, 1), filled(1, 1, 4, 20)])
  const pixel = (y: number): readonly number[] => [...sheet.data.subarray(y * 4, y * 4 + 4)]
  expect([pixel(0), pixel(16), pixel(32)]).toEqual([
    [7, 7, 7, 255],
    [1, 2, 3, 255],
    [20, 21, 22, 23]
  ])
  expect(layOut([]).sheet).toMatchObject({ width: 1, height: 1 })
})
