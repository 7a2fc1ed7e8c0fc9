import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkDeclared, checkInside } from '../../../../electron/verify/annotations.ts'
import { checkClasses } from '../../../../electron/verify/classes.ts'
import { Findings } from '../../../../electron/verify/findings.ts'
import { checkNear } from '../../../../electron/verify/leaks.ts'
import type { CheckedPicture } from '../../../../electron/verify/picture.ts'
import type { Annotation } from '../../../../shared/annotations/types.ts'

const size = { width: 40, height: 30 }

function outsideOf(...objects: readonly Annotation[]): readonly string[] {
  const findings = new Findings()
  checkInside('a.png', { objects }, { size, findings })
  return findings.kept.map(({ text }) => text)
}

describe('annotations inside their picture', () => {
  it('may reach a pixel over the edge and no more, whatever their kind', () => {
    const box = (x: number, width: number): Annotation => ({
      kind: 'box',
      className: 'cat',
      box: { x, y: 0, width, height: 30 }
    })
    expect(outsideOf(box(0, 40), box(-1, 42))).toEqual([])
    expect(outsideOf(box(-1.1, 20), box(30, 11.2))).toEqual([
      expect.stringMatching(/^The box 1 \(cat\) reaches from -1\.1, 0, 18\.9, 30/),
      expect.stringMatching(/^The box 2 \(cat\) reaches from 30, 0, 41\.2, 30/)
    ])
    const ring = [5, 5, 50, 5, 5, 20]
    expect(outsideOf({ kind: 'polygon', className: null, rings: [ring] })).toHaveLength(1)
    expect(
      outsideOf({ kind: 'rotatedBox', className: null, corners: [0, 0, 9, 9, 0, 40, -9, 9] })
    ).toHaveLength(1)
    // Keypoints are in centre coordinates: 40.5 is the edge coordinate 41. One that is not labelled may be anywhere.
    const points = (x: number, visibility: 0 | 2): Annotation => ({
      kind: 'keypoints',
      className: null,
      points: [{ x, y: 3, visibility }]
    })
    expect(outsideOf(points(40.5, 2), points(900, 0))).toEqual([])
    expect(outsideOf(points(40.7, 2))).toHaveLength(1)
  })

  it('are masks of the size of the picture', () => {
    const mask = (width: number): Annotation => ({
      kind: 'mask',
      className: null,
      mask: { width, height: 30, runs: [30 * width] }
    })
    expect(outsideOf(mask(40))).toEqual([])
    expect(outsideOf(mask(39))).toEqual(['The mask 1 has 39 x 30 pixels, the picture 40 x 30.'])
  })

  it('are inside wherever a box lies in the frame', () => {
    const inside = fc.record({ x: fc.nat(39), y: fc.nat(29) }).chain(({ x, y }) =>
      fc.record({
        x: fc.constant(x),
        y: fc.constant(y),
        width: fc.integer({ min: 1, max: 40 - x }),
        height: fc.integer({ min: 1, max: 30 - y })
      })
    )
    fc.assert(
      fc.property(inside, (box) => {
        expect(outsideOf({ kind: 'box', className: null, box })).toEqual([])
      })
    )
  })
})

describe('classes', () => {
  it('of objects must be declared where any are', () => {
    const objects: readonly Annotation[] = [
      { kind: 'box', className: 'cat', box: { x: 0, y: 0, width: 1, height: 1 } },
      { kind: 'box', className: null, box: { x: 0, y: 0, width: 1, height: 1 } }
    ]
    const findings = new Findings()
    checkDeclared('a', { objects }, { declared: new Set(), findings })
    checkDeclared('a', { objects }, { declared: new Set(['cat']), findings })
    expect(findings.wrong).toBe(0)
    checkDeclared('a', { objects }, { declared: new Set(['dog']), findings })
    expect(findings.kept.map(({ text }) => text)).toEqual([
      'It holds the class "cat", which is not declared.'
    ])
  })

  it('may have other names in folders, but stand for each other one to one', () => {
    const picture = (file: string, read: string, meant: string): CheckedPicture => ({
      file,
      split: null,
      className: read,
      contentHash: file,
      perceptualHash: null,
      row: { split: '', className: meant, isOriginal: true, source: '', sourceSha256: '' }
    })
    const findings = new Findings()
    checkClasses([picture('1', 'a_b', 'a/b'), picture('2', 'c', 'c'), picture('3', 'a_b', 'a/b')], findings)
    expect(findings.wrong).toBe(0)
    checkClasses([picture('1', 'a_b', 'a/b'), picture('2', 'a_b', 'c')], findings)
    checkClasses([picture('1', 'x', 'c'), picture('2', 'y', 'c')], findings)
    expect(findings.kept.map(({ file }) => file)).toEqual(['2', '2'])
  })
})

describe('near-duplicates', () => {
  const hash = '0123456789abcdef'.repeat(4)
  const near = `${hash.slice(0, 63)}0`
  const picture = (
    file: string,
    split: CheckedPicture['split'],
    more: Partial<CheckedPicture> = {}
  ): CheckedPicture => ({
    file,
    split,
    className: null,
    contentHash: file,
    perceptualHash: hash,
    row: undefined,
    ...more
  })
  const row = (isOriginal: boolean, sourceSha256: string): CheckedPicture['row'] => ({
    split: '',
    className: '',
    isOriginal,
    source: '',
    sourceSha256
  })
  const found = (...pictures: readonly CheckedPicture[]): readonly (readonly [string, boolean])[] => {
    const findings = new Findings()
    checkNear(pictures, findings)
    return findings.kept.map(({ file, isWrong }) => [file, isWrong] as const)
  }

  it('are wrong between originals of two splits, and no matter within one', () => {
    expect(found(picture('a', 'train'), picture('b', 'train', { perceptualHash: near }))).toEqual([])
    expect(found(picture('a', 'train'), picture('b', 'test', { perceptualHash: near }))).toEqual([
      ['b', true]
    ])
    expect(found(picture('a', 'train'), picture('b', 'test'))).toEqual([['b', true]])
    expect(found(picture('a', 'train'), picture('b', 'test', { perceptualHash: null }))).toEqual([])
  })

  it('deserve a look where a variant is among them, and are passed over between pictures of one source', () => {
    const original = picture('a', 'train', { row: row(true, '1') })
    expect(found(original, picture('b', 'test', { row: row(false, '2') }))).toEqual([['b', false]])
    expect(found(original, picture('b', 'test', { row: row(false, '1') }))).toEqual([])
  })
})
