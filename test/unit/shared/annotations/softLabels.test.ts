import { expect, it } from 'vitest'
import { mixAnnotations } from '../../../../shared/annotations/mixAnnotations.ts'
import { labelShares } from '../../../../shared/annotations/softLabels.ts'
import type { Annotation } from '../../../../shared/annotations/types.ts'

const classOf = (hash: string): string | null => ({ a: 'cat', b: 'dog', c: 'cow' })[hash] ?? null
const box = (
  [x, y, width, height]: readonly [number, number, number, number],
  className = 'cat'
): Annotation => ({ kind: 'box', className, box: { x, y, width, height } })

it('shares a label by the blend, then by area', () => {
  const steps = [
    { transform: 'mixUp', share: 0.75, partners: ['b'] },
    { transform: 'cutMix', x: 0, y: 0, width: 0.5, height: 0.4, partners: ['c'] }
  ]
  // 0.5 * 0.4 = 0.2 is covered; 0.8 is left of 0.75 and 0.25.
  const shares = labelShares(steps, 'cat', classOf)
  expect(shares.get('cat')).toBeCloseTo(0.6, 12)
  expect(shares.get('dog')).toBeCloseTo(0.2, 12)
  expect(shares.get('cow')).toBeCloseTo(0.2, 12)
})

it('shares the label of a mosaic by the areas of its quarters', () => {
  const step = {
    transform: 'mosaic',
    meetXFraction: 0.3,
    meetYFraction: 0.6,
    own: 1,
    partners: ['a', 'b', 'c']
  }
  const shares = labelShares([step], 'owl', classOf)
  expect(shares.get('owl')).toBeCloseTo(0.7 * 0.6, 12)
  expect(shares.get('cat')).toBeCloseTo(0.3 * 0.6, 12)
  expect(shares.get('dog')).toBeCloseTo(0.3 * 0.4, 12)
  expect(shares.get('cow')).toBeCloseTo(0.7 * 0.4, 12)
})

it('keeps one label where both parents have the same class', () => {
  expect(labelShares([{ transform: 'mixUp', share: 0.3, partners: ['a'] }], 'cat', classOf)).toEqual(
    new Map([['cat', 1]])
  )
})

const size = { width: 100, height: 80 }

it('moves boxes into the quarters of a mosaic', () => {
  const partner = { size: { width: 200, height: 160 }, annotations: [box([20, 40, 60, 80], 'dog')] }
  const none = { size, annotations: [] }
  const op = { op: 'mosaic', partners: [0, 1, 2], own: 0, meetX: 0.5, meetY: 0.5 } as const
  const marks = mixAnnotations([box([10, 20, 30, 40])], { ops: [op], size, partners: [none, none, partner] })
  // The own quarter is 50 x 40: half the size. The last one starts at (50, 40) and shows a quarter of the size.
  expect(marks).toHaveLength(2)
  expect(marks[0]).toMatchObject({ className: 'cat', box: { x: 5, y: 10, width: 15, height: 20 } })
  expect(marks[1]).toMatchObject({ className: 'dog' })
  const found = marks[1]?.kind === 'box' ? marks[1].box : undefined
  expect(found?.x).toBeCloseTo(50 + 20 / 4, 9)
  expect(found?.y).toBeCloseTo(40 + 40 / 4, 9)
  expect(found?.width).toBeCloseTo(15, 9)
  expect(found?.height).toBeCloseTo(20, 9)
})

it('drops what a patch covers and clips what it brings', () => {
  const op = { op: 'patch', partner: 0, x: 40, y: 20, width: 40, height: 40 } as const
  const partner = { size, annotations: [box([20, 30, 40, 20], 'dog')] }
  const marks = mixAnnotations([box([45, 25, 20, 20]), box([0, 0, 20, 20])], {
    ops: [op],
    size,
    partners: [partner]
  })
  // The partner's box runs from 20 to 60; from 40 on the patch shows it.
  expect(marks).toMatchObject([
    { className: 'cat', box: { x: 0, y: 0, width: 20, height: 20 } },
    { className: 'dog', box: { x: 40, y: 30, width: 20, height: 20 } }
  ])
})
