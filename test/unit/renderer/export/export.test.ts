import { expect, it } from 'vitest'
import { bytesInWords } from '../../../../renderer/export/bytesInWords.ts'
import { presetOf, splitError, splitOf } from '../../../../renderer/export/splitPresets.ts'

it('finds the preset of a split and the split of a preset', () => {
  for (const preset of ['input', '80/10/10', '70/15/15', '80/20'] as const) {
    expect(presetOf(splitOf(preset, null))).toBe(preset)
    expect(splitError(splitOf(preset, null))).toBeUndefined()
  }
  expect(presetOf([50, 25, 25])).toBe('custom')
})

it('says when percentages do not make a whole', () => {
  expect(splitError([80, 10, 5])).toContain('95 %')
})

it('shows sizes in thousands', () => {
  expect([512, 1500, 18_400_000, 2e9].map(bytesInWords)).toEqual(['512 bytes', '1.5 kB', '18 MB', '2.0 GB'])
})
