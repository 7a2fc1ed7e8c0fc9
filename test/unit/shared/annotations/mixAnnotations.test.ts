import { describe, expect, it } from 'vitest'
import { mapAnnotations } from '../../../../shared/annotations/mapAnnotations.ts'
import { mixAnnotations } from '../../../../shared/annotations/mixAnnotations.ts'
import { allOutlined } from '../../../../shared/annotations/outlined.ts'
import { maskFromRings, pixelsOf } from '../../../../shared/annotations/rle.ts'
import type { Annotation, MaskAnnotation } from '../../../../shared/annotations/types.ts'
import type { Op } from '../../../../shared/ops.ts'
import type { MarkedPicture } from '../../../../shared/transforms/spec.ts'

const size = { width: 40, height: 20 }

const rectangle = (x: number, y: number, width: number, height: number): readonly number[] => [
  x,
  y,
  x + width,
  y,
  x + width,
  y + height,
  x,
  y + height
]

const mask = (className: string, ring: readonly number[], object?: number): MaskAnnotation => ({
  kind: 'mask',
  className,
  ...(object === undefined ? {} : { object }),
  mask: maskFromRings([ring], size)
})

const masksOf = (annotations: readonly Annotation[]): readonly (readonly [string | null, Uint8Array])[] =>
  annotations.flatMap((one) => (one.kind === 'mask' ? [[one.className, pixelsOf(one.mask)] as const] : []))

const area = (ring: readonly number[], frame = size): Uint8Array => pixelsOf(maskFromRings([ring], frame))

const partnerOf = (...annotations: readonly Annotation[]): MarkedPicture => ({ size, annotations })

describe('masks of mixed pictures', () => {
  const own = mask('cat', rectangle(0, 0, 20, 20), 0)
  const other = mask('dog', rectangle(10, 5, 30, 10), 0)
  const patch: Op = { op: 'patch', partner: 0, x: 10, y: 0, width: 20, height: 20 }

  it('lose to a patch what it covers, and get what it brings', () => {
    const mixed = mixAnnotations([own], { ops: [patch], size, partners: [partnerOf(other)] })
    expect(masksOf(mixed)).toEqual([
      ['cat', area(rectangle(0, 0, 10, 20))],
      ['dog', area(rectangle(10, 5, 20, 10))]
    ])
    // By itself a patch covers, and the thing below is still there.
    expect(mapAnnotations([own], [patch], size).annotations).toEqual([own])
  })

  it('keep numbers of their own for things', () => {
    const mixed = mixAnnotations([own], { ops: [patch], size, partners: [partnerOf(other)] })
    expect(mixed.map(({ object }) => object)).toEqual([0, 1])
  })

  it('fill the quarters of a mosaic', () => {
    const ops: readonly Op[] = [{ op: 'mosaic', partners: [0, 0, 0], own: 3, meetX: 0.5, meetY: 0.5 }]
    const mixed = mixAnnotations([own], { ops, size, partners: [partnerOf(other)] })
    expect(masksOf(mixed)).toEqual([
      ['dog', area(rectangle(5, 2.5, 15, 5))],
      ['dog', area(rectangle(25, 2.5, 15, 5))],
      ['dog', area(rectangle(5, 12.5, 15, 5))],
      ['cat', area(rectangle(20, 10, 10, 10))]
    ])
    expect(mapAnnotations([own], ops, size).annotations).toEqual(mixed.slice(3))
  })

  it('come in the size that is asked for, with everything else', () => {
    const outputSize = { width: 80, height: 40 }
    const box: Annotation = { kind: 'box', className: 'cat', box: { x: 1, y: 2, width: 6, height: 4 } }
    const mixed = mixAnnotations(
      [own, box],
      { ops: [patch], size, partners: [partnerOf(other)] },
      { outputSize }
    )
    expect(masksOf(mixed)).toEqual([
      ['cat', area(rectangle(0, 0, 20, 40), outputSize)],
      ['dog', area(rectangle(20, 10, 40, 20), outputSize)]
    ])
    expect(mixed[1]).toEqual({ ...box, box: { x: 2, y: 4, width: 12, height: 8 } })
  })

  it('are pasted as masks where they came from one', () => {
    const partner = partnerOf(mask('bird', rectangle(4, 4, 8, 8), 7))
    const [outline] = allOutlined(partner.annotations, size)
    if (outline?.kind !== 'polygon') throw new Error('expected an outline')
    const rings = outline.rings.map((ring) => ring.map((value, at) => value / (at % 2 === 0 ? 40 : 20)))
    const ops: readonly Op[] = [{ op: 'paste', partner: 0, rings, x: 10, y: 2, width: 40, height: 20 }]
    const mixed = mixAnnotations([own], { ops, size, partners: [partner] })
    const below = area(rectangle(0, 0, 20, 20))
    const above = area(rectangle(14, 6, 8, 8))
    expect(masksOf(mixed)).toEqual([
      ['cat', below.map((inside, at) => (above[at] === 1 ? 0 : inside))],
      ['bird', above]
    ])
    expect(mixed[1]?.object).toBe(8)
  })
})

describe('a pasted outline', () => {
  const ring = rectangle(4, 4, 8, 8)
  const dog = { className: 'dog', object: 2 } as const
  const partner = partnerOf(
    { ...dog, kind: 'box', box: { x: 3, y: 3, width: 10, height: 10 } },
    { ...dog, kind: 'polygon', rings: [ring] }
  )
  const rings = [ring.map((value, at) => value / (at % 2 === 0 ? 40 : 20))]
  const paste = (x: number): Op => ({ op: 'paste', partner: 0, rings, x, y: 2, width: 40, height: 20 })

  it('brings its class, a number of its own and its box, cut to the frame', () => {
    const own: Annotation = {
      kind: 'box',
      className: 'cat',
      object: 0,
      box: { x: 0, y: 0, width: 10, height: 10 }
    }
    // Moved 30 to the right: 34 to 42 of 40.
    const mixed = mixAnnotations([own], { ops: [paste(30)], size, partners: [partner] })
    expect(mixed).toEqual([
      own,
      { className: 'dog', object: 3, kind: 'box', box: { x: 34, y: 6, width: 6, height: 8 } },
      { className: 'dog', object: 3, kind: 'polygon', rings: [rectangle(34, 6, 6, 8)] }
    ])
  })

  it('takes visibility from what it covers', () => {
    const own: Annotation = { kind: 'box', className: 'cat', box: { x: 14, y: 6, width: 8, height: 8 } }
    const mixed = mixAnnotations([own], { ops: [paste(10)], size, partners: [partner] })
    expect(mixed.map(({ className }) => className)).toEqual(['dog', 'dog'])
  })

  it('without room or without a mark in its picture brings nothing, or no class', () => {
    expect(mixAnnotations([], { ops: [paste(90)], size, partners: [partner] })).toEqual([])
    const [bare] = mixAnnotations([], { ops: [paste(0)], size, partners: [partnerOf()] })
    expect([bare?.kind, bare?.className, bare?.object]).toEqual(['polygon', null, undefined])
  })
})
