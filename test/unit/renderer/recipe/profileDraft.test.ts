import { expect, it } from 'vitest'
import {
  copyOf,
  freeId,
  newRule,
  slugOf,
  withRule,
  withSwap
} from '../../../../renderer/recipe/profileDraft.ts'
import { domains } from '../../../../shared/domains/index.ts'
import { profileSchema } from '../../../../shared/policy/profile.ts'

it('makes an id of a title', () => {
  expect(slugOf('Left & right hands')).toBe('left-right-hands')
  expect(slugOf('文字')).toBe('own')
})

it('numbers an id that is taken', () => {
  expect(freeId('Hands', ['hands', 'hands-2'])).toBe('hands-3')
})

it('copies every built-in profile into a valid one with an id of its own', () => {
  for (const profile of domains) {
    const copy = copyOf(profile, domains)
    expect(profileSchema.safeParse(copy).success).toBe(true)
    expect(domains.map(({ id }) => id)).not.toContain(copy.id)
    expect(copy.limits).toEqual(profile.limits)
  }
})

it('adds, replaces and removes rules and swaps by index', () => {
  const [profile] = domains
  if (profile === undefined) throw new Error('no domain')
  const bare = { ...profile, classRules: [], labelSwaps: [] }
  const ruled = withRule(bare, 0, newRule(bare, '6'))
  expect(ruled.classRules.map(({ classes }) => classes)).toEqual([['6']])
  expect(withRule(ruled, 0, null).classRules).toEqual([])
  const swapped = withSwap(withSwap(bare, 0, ['left', 'right']), 0, ['l', 'r'])
  expect(swapped.labelSwaps).toEqual([['l', 'r']])
  expect(withSwap(swapped, 0, null).labelSwaps).toEqual([])
})
