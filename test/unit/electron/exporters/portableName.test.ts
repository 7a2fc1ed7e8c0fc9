import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createNamer, portableName } from '../../../../electron/exporters/portableName.ts'

const bytes = (text: string): number => new TextEncoder().encode(text).length

describe('portableName', () => {
  it.each([
    'CON',
    'con',
    'Aux',
    'NUL',
    'PRN',
    'COM1',
    'lpt9',
    'com0',
    'nul.png',
    'con .txt',
    'COM\u00b9',
    'CONOUT$'
  ])('does not give the device name %s of Windows', (name) => {
    expect(portableName(name)).toMatch(/^_/)
  })

  it.each(['console', 'auxiliary', 'common', 'com10', 'null'])(
    'leaves %s, which only begins like one',
    (name) => {
      expect(portableName(name)).toBe(name)
    }
  )

  it('gives one name for the composed and the decomposed form of a letter', () => {
    expect(portableName('cafe\u0301')).toBe('caf\u00e9')
    expect(portableName('caf\u00e9')).toBe('caf\u00e9')
  })

  it('takes out what reverses or hides text, and control characters of both kinds', () => {
    // As in "photo\u202egnp.exe", which shows as "photoexe.png".
    expect(portableName('a\u202eb\u2066c\u200ed\u061ce\ufefff\u0007g\u0085h\u007fi')).toBe(
      'a_b_c_d_e_f_g_h_i'
    )
  })

  it('replaces separators, wildcards and quotes, and a leading dash', () => {
    expect(portableName('a/b\\c:d*e?f"g<h>i|j')).toBe('a_b_c_d_e_f_g_h_i_j')
    expect(portableName('--rf')).toBe('_rf')
  })

  it.each([
    ['', '_'],
    ['.', '_'],
    ['..', '_'],
    ['   ', '_'],
    ['name. .', 'name'],
    ['\ud800', '\ufffd']
  ])('makes %j to %j', (name, expected) => {
    expect(portableName(name)).toBe(expected)
  })

  it('stays below 255 bytes with room for what is added, and cuts no letter', () => {
    const long = portableName('\u{1F431}'.repeat(100))
    // 4 bytes a cat, 200 bytes at most.
    expect(long).toBe('\u{1F431}'.repeat(50))
    expect(portableName(`${'a'.repeat(199)}. .tail`)).toBe('a'.repeat(199))
  })

  it('keeps its promises for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const name = portableName(text)
        expect(name).not.toBe('')
        expect(bytes(name)).toBeLessThanOrEqual(200)
        expect(name).toBe(name.normalize('NFC').toWellFormed())
        expect(name).not.toMatch(/[/\\:*?"<>|\p{Cc}]|[. ]$|^-/u)
        expect(portableName(name)).toBe(name)
      }),
      { numRuns: 500 }
    )
  })
})

describe('createNamer', () => {
  it('never gives two names that a file system without case takes for one', () => {
    const unique = createNamer()
    const given = [
      'a/Cat',
      'a/cat',
      'a/CAT',
      'a/cat-2',
      'a/caf\u00e9',
      'a/cafe\u0301',
      'a/stra\u00dfe',
      'a/STRASSE',
      'a/\u03c3',
      'a/\u03c2'
    ]
    const names = given.map(unique)
    expect(names[0]).toBe('a/Cat')
    expect(new Set(names.map((name) => name.normalize('NFC').toUpperCase())).size).toBe(given.length)
  })

  it('numbers a hundred of one name without a gap', () => {
    const unique = createNamer()
    const names = Array.from({ length: 100 }, () => unique('x'))
    expect(names).toEqual(['x', ...Array.from({ length: 99 }, (_, n) => `x-${n + 2}`)])
  })
})
