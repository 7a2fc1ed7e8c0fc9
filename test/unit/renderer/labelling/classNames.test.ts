import { describe, expect, it } from 'vitest'
import { pageFields } from '../../../../renderer/import/sourceFilter.ts'
import { nameOfDigit, offeredNames } from '../../../../renderer/labelling/classNames.ts'

const known = (...entries: readonly (readonly [string, number])[]) =>
  entries.map(([name, sources]) => ({ name, sources, objects: 0, details: {} }))

describe('names for labels', () => {
  it('stay in their order while somebody labels, and new ones come last', () => {
    const before = known(['dog', 0], ['cat', 3])
    expect(offeredNames(before, [])).toEqual(['dog', 'cat'])
    expect(offeredNames(before, ['ant'])).toEqual(['dog', 'cat', 'ant'])
    // The same once the catalogue knows of it.
    expect(offeredNames(known(['dog', 0], ['cat', 3], ['ant', 1]), ['ant'])).toEqual(['dog', 'cat', 'ant'])
  })

  it('are those that pictures have when there are many of objects', () => {
    const many = known(...Array.from({ length: 30 }, (_, n) => [`c${n}`, n === 4 ? 2 : 0] as const))
    expect(offeredNames(many, ['c9', 'new'])).toEqual(['c4', 'c9', 'new'])
    expect(offeredNames(known(...many.map(({ name }) => [name, 0] as const)), [])).toHaveLength(30)
  })

  it('lie at the digits as on the keyboard: 1 first, 0 tenth', () => {
    const names = Array.from({ length: 12 }, (_, n) => `c${n}`)
    expect(['1', '9', '0', 'a'].map((key) => nameOfDigit(names, key))).toEqual(['c0', 'c8', 'c9', undefined])
    expect(nameOfDigit(['a'], '2')).toBeUndefined()
  })
})

describe('which sources are shown', () => {
  it('is told to the engine: of a class, without one, of a folder, or of none', () => {
    expect(pageFields({ className: undefined, folder: undefined })).toEqual({})
    expect(pageFields({ className: 'cat', folder: 'a/b' })).toEqual({ className: 'cat', folder: 'a/b' })
    expect(pageFields({ className: null, folder: '' })).toEqual({ unlabelled: true, folder: '' })
  })
})
