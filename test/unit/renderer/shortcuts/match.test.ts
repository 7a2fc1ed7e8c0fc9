import { describe, expect, it } from 'vitest'
import { isPlain, matches } from '../../../../renderer/shortcuts/match.ts'
import { shortcuts } from '../../../../renderer/shortcuts/registry.ts'

const press = (
  key: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held
})

describe('matching a key press', () => {
  it('takes a letter without regard to caps lock', () => {
    expect(matches('A', press('a'))).toBe(true)
    expect(matches('A', press('A'))).toBe(true)
  })

  it('tells a letter from the same letter with a modifier', () => {
    expect(matches('A', press('a', { ctrlKey: true }))).toBe(false)
    expect(matches('Ctrl+A', press('a', { ctrlKey: true }))).toBe(true)
    expect(matches('Ctrl+Z', press('Z', { ctrlKey: true, shiftKey: true }))).toBe(false)
    expect(matches('Ctrl+Shift+Z', press('Z', { ctrlKey: true, shiftKey: true }))).toBe(true)
  })

  it('takes Command for Ctrl', () => {
    expect(matches('Ctrl+Z', press('z', { metaKey: true }))).toBe(true)
  })

  it('takes a sign whether or not the keyboard needs Shift for it', () => {
    expect(matches('?', press('?', { shiftKey: true }))).toBe(true)
    expect(matches('?', press('?'))).toBe(true)
  })

  it('knows the space bar by name', () => {
    expect(matches('Space', press(' '))).toBe(true)
  })

  it('tells combinations that must rest while somebody types', () => {
    expect(['A', '?', 'Enter'].map(isPlain)).toEqual([true, true, true])
    expect(['Ctrl+Z', 'Alt+1'].map(isPlain)).toEqual([false, false])
  })
})

it('gives no combination to two shortcuts', () => {
  const all = shortcuts.flatMap(({ combos }) => combos.map((combo) => combo.toLowerCase()))
  expect(new Set(all).size).toBe(all.length)
})
