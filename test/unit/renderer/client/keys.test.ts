import { expect, it } from 'vitest'
import { keys, keysOf } from '../../../../renderer/client/keys.ts'
import { outcomeOf, plural } from '../../../../renderer/client/outcome.ts'

it('names each query key once, whatever changed', () => {
  const all = keysOf(['workspace', 'sources', 'variants', 'exports'])
  expect(new Set(all).size).toBe(all.length)
  expect(all).toContain(keys.status)
})

it('leaves the layout of the review grid alone when variants change', () => {
  expect(keysOf(['variants'])).not.toContain(keys.reviewRows)
})

it('counts in words', () => {
  expect([plural(1, 'picture'), plural(1200, 'picture'), plural(2, 'class', 'classes')]).toEqual([
    '1 picture',
    '1,200 pictures',
    '2 classes'
  ])
})

it('tells what an import brought', () => {
  const { detail } = outcomeOf({
    id: 1,
    kind: 'import',
    title: '',
    state: 'done',
    done: 3,
    total: 3,
    failures: 1,
    perSecond: null,
    etaSeconds: null,
    startedAt: null,
    finishedAt: null,
    result: { added: 2, skipped: 0 },
    error: null
  })
  expect(detail).toBe('2 pictures added. 1 picture could not be used.')
})
