import { describe, expect, it } from 'vitest'
import { parseAnnotations } from '../../../../shared/annotations/schema.ts'

describe('parseAnnotations', () => {
  it('reads every kind, with defaults', () => {
    const json = {
      annotations: [
        { kind: 'box', className: 'cat', box: { x: 1, y: 2, width: 3, height: 4 } },
        { kind: 'polygon', rings: [[0, 0, 4, 0, 4, 4]] },
        { kind: 'keypoints', points: [{ x: 1, y: 2 }] }
      ]
    }
    expect(parseAnnotations(json, 'a.json')).toEqual([
      { kind: 'box', className: 'cat', box: { x: 1, y: 2, width: 3, height: 4 } },
      { kind: 'polygon', className: null, rings: [[0, 0, 4, 0, 4, 4]] },
      { kind: 'keypoints', className: null, points: [{ x: 1, y: 2, visibility: 2 }] }
    ])
  })

  it.each([
    ['no list', {}],
    ['a box without width', { annotations: [{ kind: 'box', box: { x: 1, y: 2, width: 0, height: 4 } }] }],
    ['a number that is none', { annotations: [{ kind: 'box', box: { x: NaN, y: 2, width: 1, height: 4 } }] }],
    ['two corners', { annotations: [{ kind: 'polygon', rings: [[0, 0, 1, 1]] }] }],
    ['half a corner', { annotations: [{ kind: 'polygon', rings: [[0, 0, 1, 1, 2, 0, 3]] }] }],
    ['an unknown kind', { annotations: [{ kind: 'circle' }] }]
  ])('refuses %s and names the file', (_name, json) => {
    expect(() => parseAnnotations(json, 'marks.json')).toThrow(
      expect.objectContaining({ code: 'bad-input', file: 'marks.json' }) as Error
    )
  })
})
