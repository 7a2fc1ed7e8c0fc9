import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boundsOf, dotsOf, maskPath, outlineOf } from '../../../../renderer/marks/shapes.ts'
import { classesLeft, classesOf, thingsOf } from '../../../../renderer/marks/things.ts'
import type { Annotation } from '../../../../shared/annotations/types.ts'
import type { PictureMarks } from '../../../../shared/api/contract.ts'

const frame = { width: 8, height: 6 }

/** Pixels that the rectangles of a path cover, by how often. */
function covered(path: string, width: number, height: number): readonly number[] {
  const counts = Array<number>(width * height).fill(0)
  for (const [, x, y, w, h] of path.matchAll(/M(\d+) (\d+)h(\d+)v(\d+)h-\d+Z/g)) {
    for (let row = Number(y); row < Number(y) + Number(h); row++)
      for (let column = Number(x); column < Number(x) + Number(w); column++) {
        const at = row * width + column
        counts[at] = (counts[at] ?? 0) + 1
      }
  }
  return counts
}

describe('the path of a mask', () => {
  it('covers each of its pixels once and no other', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }),
        (width, raw) => {
          const height = Math.ceil(raw.length / width)
          const inside = Array.from({ length: width * height }, (_, at) => raw[at] === true)
          const runs = [0]
          inside.forEach((pixel, at) => {
            if (pixel !== (at === 0 ? false : inside[at - 1])) runs.push(0)
            runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1
          })
          expect(covered(maskPath({ width, height, runs }), width, height)).toEqual(inside.map(Number))
        }
      )
    )
  })

  it('is one rectangle where rows are alike', () => {
    // Rows of 4: ".##.", ".##.", "....".
    expect(maskPath({ width: 4, height: 3, runs: [1, 2, 2, 2, 5] })).toBe('M1 0h2v2h-2Z')
  })
})

describe('marks as shapes', () => {
  it('are drawn where they are, points in the middle of their pixel', () => {
    const box: Annotation = { kind: 'box', className: 'a', box: { x: 1, y: 2, width: 3, height: 2 } }
    expect(outlineOf(box, frame).path).toBe('M1 2h3v2h-3Z')
    const turned: Annotation = { kind: 'rotatedBox', className: null, corners: [1, 0, 3, 2, 2, 3, 0, 1] }
    expect(outlineOf(turned, frame).path).toBe('M1 0L3 2L2 3L0 1Z')
    expect(boundsOf(turned, frame)).toEqual({ x: 0, y: 0, width: 3, height: 3 })
    const points: Annotation = {
      kind: 'keypoints',
      className: null,
      points: [
        { x: 2, y: 3, visibility: 2 },
        { x: 0, y: 0, visibility: 0 },
        { x: 4, y: 1, visibility: 1 }
      ]
    }
    // Keypoints count from the middle of pixels, SVG from their edges: half a pixel lies between.
    expect(dotsOf(points)).toEqual([
      { x: 2.5, y: 3.5, isHidden: false },
      undefined,
      { x: 4.5, y: 1.5, isHidden: true }
    ])
  })

  it('cover the frame when the mask is smaller than it', () => {
    const mask: Annotation = { kind: 'mask', className: 'a', mask: { width: 4, height: 3, runs: [1, 1, 10] } }
    expect(outlineOf(mask, frame)).toEqual({ path: 'M1 0h1v1h-1Z', transform: 'scale(2 2)' })
    expect(boundsOf(mask, frame)).toEqual({ x: 2, y: 0, width: 2, height: 2 })
  })
})

describe('the things of a picture', () => {
  const box = (className: string | null, side: number, object?: number): Annotation => ({
    kind: 'box',
    className,
    box: { x: 0, y: 0, width: side, height: side },
    ...(object === undefined ? {} : { object })
  })
  const marks = (objects: readonly Annotation[]): PictureMarks => ({
    ...frame,
    objects,
    more: 0,
    labels: [],
    captions: []
  })
  const outline: Annotation = { kind: 'polygon', className: 'cat', object: 7, rings: [[0, 0, 4, 0, 4, 4]] }

  it('are boxes and outlines that belong together, the largest below', () => {
    const things = thingsOf(marks([box('dog', 1), box('cat', 5, 7), outline, box(null, 3)]))
    expect(
      things.map(({ className, annotations }) => [className, annotations.map(({ kind }) => kind)])
    ).toEqual([
      ['cat', ['polygon', 'box']],
      [null, ['box']],
      ['dog', ['box']]
    ])
  })

  it('are counted by class, and held against what there was before', () => {
    const before = marks([box('dog', 1), box('cat', 5, 7), outline, box('dog', 2)])
    expect(classesOf([before, null])).toEqual([
      { className: 'dog', count: 2 },
      { className: 'cat', count: 1 }
    ])
    expect(classesLeft(before, marks([box('dog', 1)]))).toEqual([
      { className: 'dog', count: 1, of: 2 },
      { className: 'cat', count: 0, of: 1 }
    ])
  })
})
