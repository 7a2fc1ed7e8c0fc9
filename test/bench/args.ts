import { join } from 'node:path'
import { parseArgs } from 'node:util'

export const root = join(import.meta.dirname, '../..')
/** Ignored by git: input, scratch and results. */
export const benchFolder = join(root, 'out/bench')

export interface BenchOptions {
  /** A smoke run: a few small pictures, no peers, no window. */
  readonly isQuick: boolean
  readonly rounds: number
  /** Works to run; empty for all. */
  readonly only: readonly string[]
  /** Whether docs/performance.md is written. */
  readonly writes: boolean
  /** Whether the preview is measured in the real window. */
  readonly window: boolean
}

export function readArgs(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '5' },
      only: { type: 'string', default: '' },
      write: { type: 'boolean', default: false },
      window: { type: 'boolean', default: false }
    }
  })
  const rounds = values.quick ? 1 : Number(values.rounds)
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new Error(`Expected a whole number of rounds but received ${values.rounds}`)
  }
  return {
    isQuick: values.quick,
    rounds,
    only: values.only.split(',').filter(Boolean),
    writes: values.write,
    window: values.window
  }
}
