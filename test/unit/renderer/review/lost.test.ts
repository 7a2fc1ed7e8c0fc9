import { describe, expect, it, vi } from 'vitest'

// Why: the modules of the window ask for its bridge when they are loaded.
vi.stubGlobal('window', { cultivar: { host: 'electron' } })
const { isLost } = await import('../../../../renderer/client/review.ts')
const { lostWords } = await import('../../../../renderer/review/VariantTile.tsx')

const variant = (leastVisible: number | null): Parameters<typeof isLost>[0] =>
  ({ leastVisible }) as Parameters<typeof isLost>[0]

describe('a variant of a picture with marked objects', () => {
  it('is flagged when one is gone, or more than half of one', () => {
    expect([null, 1, 0.5, 0.499, 0.001, 0].map((share) => lostWords(variant(share)))).toEqual([
      null,
      null,
      null,
      'mostly lost',
      'mostly lost',
      'object lost'
    ])
  })

  it('matches the filters as the engine counts', () => {
    const shares = [null, 1, 0.9995, 0.99, 0.5, 0.4, 0]
    expect(shares.filter((share) => isLost(variant(share), 'some'))).toEqual([0.99, 0.5, 0.4, 0])
    expect(shares.filter((share) => isLost(variant(share), 'most'))).toEqual([0.4, 0])
  })
})
