import { describe, expect, it } from 'vitest'
import { variantMarks, type SourceMarks } from '../../../../electron/jobs/variantMarks.ts'
import { maskFromRings } from '../../../../shared/annotations/rle.ts'
import type { PictureAnnotations } from '../../../../shared/annotations/types.ts'

const source = { width: 40, height: 20 }
const sampling = { fillMode: 'nearest', fillValue: [0], interpolation: 'bilinear' } as const
const flip = '[{"transform":"horizontalFlip"}]'

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

const marks: PictureAnnotations = {
  labels: ['left turn', 'road'],
  captions: ['A road.'],
  objects: [
    { kind: 'mask', className: 'left turn', mask: maskFromRings([rectangle(4, 2, 8, 8)], source) },
    {
      kind: 'keypoints',
      className: 'hand',
      points: [
        { x: 1, y: 1, visibility: 2 },
        { x: 5, y: 1, visibility: 2 }
      ]
    }
  ]
}

const given: SourceMarks = {
  own: JSON.stringify(marks),
  partners: [],
  labelSwaps: [['left turn', 'right turn']],
  classes: [['hand', { keypoints: ['left_thumb', 'right_thumb'] }]]
}

describe('the marks of a variant', () => {
  it('are mirrored with their labels and the sides of their keypoints', () => {
    expect(variantMarks({ source, steps: flip, sampling }, given)).toEqual({
      labels: ['right turn', 'road'],
      captions: ['A road.'],
      objects: [
        { kind: 'mask', className: 'right turn', mask: maskFromRings([rectangle(28, 2, 8, 8)], source) },
        {
          kind: 'keypoints',
          className: 'hand',
          points: [
            { x: 34, y: 1, visibility: 2 },
            { x: 38, y: 1, visibility: 2 }
          ]
        }
      ]
    })
  })

  it('come in the size of the export, masks too', () => {
    const outputSize = { width: 20, height: 10 }
    const { objects } = variantMarks({ source, steps: flip, sampling }, given, outputSize)
    expect(objects[0]).toMatchObject({ mask: maskFromRings([rectangle(14, 1, 4, 4)], outputSize) })
    // Centre 34 is edge 34.5, at half the size 17.25, so centre 16.75.
    expect(objects[1]).toMatchObject({ points: [{ x: 16.75, y: 0.25 }, { x: 18.75 }] })
  })

  it('are those of the source where nothing is mirrored', () => {
    expect(variantMarks({ source, steps: '[]', sampling }, given)).toEqual(marks)
  })
})
