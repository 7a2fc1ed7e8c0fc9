import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bytesOf, npzFile } from '../../fixtures/numpy.ts'
import { putFiles } from '../../fixtures/pictures.ts'
import { roundTrip } from '../../fixtures/roundTrip.ts'
import { tempFolders } from '../../fixtures/tempFolder.ts'

const temp = tempFolders()

describe('NumPy arrays', () => {
  it.each([1, 3])(
    'keep pictures of %i channels, classes and splits when they go in, out and in again',
    async (channels) => {
      const array = (count: number, seed: number): { type: string; shape: number[]; data: Uint8Array } => ({
        type: '|u1',
        shape: [count, 4, 5, ...(channels === 1 ? [] : [channels])],
        data: Uint8Array.from(
          { length: count * 20 * channels },
          (_, i) => (i * 7 + seed * 31 + Math.floor(i / 20) * 3) % 256
        )
      })
      const labels = (...values: readonly number[]): { type: string; shape: number[]; data: Uint8Array } => ({
        type: '<i8',
        shape: [values.length],
        data: bytesOf(BigInt64Array.from(values.map(BigInt)))
      })
      const folder = temp()
      putFiles(folder, {
        'set.npz': npzFile({
          x_train: array(3, 1),
          y_train: labels(7, 10, -1),
          x_val: array(1, 2),
          y_val: labels(7),
          x_test: array(2, 3),
          y_test: labels(9, 10)
        })
      })
      const path = join(folder, 'set.npz')
      const { before, after, failures } = await roundTrip({ folder, paths: [path], format: 'npz' })
      expect(before.map(({ className }) => className ?? '').toSorted((a, b) => a.localeCompare(b))).toEqual([
        '',
        '10',
        '10',
        '7',
        '7',
        '9'
      ])
      expect(after).toEqual(before)
      expect(failures).toEqual([])
    }
  )
})
