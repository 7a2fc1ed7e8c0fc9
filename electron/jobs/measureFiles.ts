import { readFileSync } from 'node:fs'
import { toEnvelope } from '../../shared/errors.ts'
import { decode } from '../pixels/codec.ts'
import { toEightBit } from '../pixels/samples.ts'
import type { Outcome } from './pixelMessage.ts'
import type { PixelPool } from './pool.ts'

/** Asks a pixel worker for the sums of the levels in some files. */
export interface MeasureMessage {
  readonly kind: 'measure'
  readonly paths: readonly string[]
}

/** Sums over all pixels of some pictures, red, green and blue (grey counts as all three). */
export interface LevelSums {
  readonly pictures: number
  readonly pixels: number
  readonly sums: readonly [number, number, number]
  readonly squares: readonly [number, number, number]
}

/** What a pixel worker does with the message. */
export async function sumLevels({ paths }: MeasureMessage): Promise<Outcome<LevelSums>> {
  const sums: [number, number, number] = [0, 0, 0]
  const squares: [number, number, number] = [0, 0, 0]
  let pixels = 0
  try {
    for (const path of paths) {
      const { data, channels } = toEightBit(await decode(readFileSync(path), path))
      for (let c = 0; c < 3; c++) {
        let [sum, square] = [0, 0]
        for (let i = channels === 1 ? 0 : c; i < data.length; i += channels) {
          const value = data[i] as number
          sum += value
          square += value * value
        }
        sums[c] = (sums[c] as number) + sum
        squares[c] = (squares[c] as number) + square
      }
      pixels += data.length / channels
    }
    return { ok: true, value: { pictures: paths.length, pixels, sums, squares } }
  } catch (error) {
    return { ok: false, error: toEnvelope(error) }
  }
}

/** Files in one message. */
const filesAtOnce = 64

/** Mean and standard deviation of red, green and blue over all pixels of all files, in levels 0..255. */
export async function measureFiles(
  pool: PixelPool,
  paths: readonly string[],
  signal: AbortSignal
): Promise<{
  readonly count: number
  readonly mean: readonly number[]
  readonly deviation: readonly number[]
}> {
  const parts: LevelSums[] = []
  const waiting: string[][] = []
  for (let at = 0; at < paths.length; at += filesAtOnce) waiting.push(paths.slice(at, at + filesAtOnce))
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      parts.push(await pool.run({ kind: 'measure', paths: next }, { signal }))
    }
  }
  await Promise.all(Array.from({ length: pool.size }, lane))
  const total = (pick: (part: LevelSums) => number): number =>
    parts.reduce((sum, part) => sum + pick(part), 0)
  const pixels = Math.max(
    1,
    total((part) => part.pixels)
  )
  const channels = [0, 1, 2] as const
  const mean = channels.map((c) => total((part) => part.sums[c]) / pixels)
  const deviation = channels.map((c) =>
    Math.sqrt(Math.max(0, total((part) => part.squares[c]) / pixels - (mean[c] as number) ** 2))
  )
  return { count: total((part) => part.pictures), mean, deviation }
}
