import type { ExportOptions } from '../../shared/api/types.ts'

export type Split = ExportOptions['split']

/** What a person picks first; "custom" shows the three fields. */
export type Preset = 'input' | '80/10/10' | '70/15/15' | '80/20' | 'custom'

const percentages: Readonly<Record<Exclude<Preset, 'input' | 'custom'>, readonly [number, number, number]>> =
  {
    '80/10/10': [80, 10, 10],
    '70/15/15': [70, 15, 15],
    '80/20': [80, 20, 0]
  }

/** The preset that stands for a split; "custom" when none does. */
export function presetOf(split: Split): Preset {
  if (split === null) return 'input'
  const found = Object.entries(percentages).find(([, values]) =>
    values.every((value, at) => value === split[at])
  )
  return (found?.[0] ?? 'custom') as Preset
}

/** The split of a preset; for "custom" what it was, or halves of nothing yet to be changed. */
export function splitOf(preset: Preset, before: Split): Split {
  if (preset === 'input') return null
  if (preset === 'custom') return before ?? [80, 10, 10]
  const [train, val, test] = percentages[preset]
  return [train, val, test]
}

/** What is wrong with three percentages, if anything. */
export function splitError(split: Split): string | undefined {
  if (split === null) return undefined
  const sum = split.reduce((total, share) => total + share, 0)
  return Math.abs(sum - 100) < 1e-6
    ? undefined
    : `Together they are ${Math.round(sum * 100) / 100} %; make it 100 %.`
}
