import { describe, expect, it } from 'vitest'
import { planOps } from '../../../../electron/pixels/plan.ts'
import { translation } from '../../../../shared/geometry/matrix.ts'
import type { Op } from '../../../../shared/ops.ts'

const frame = { width: 9, height: 9 }
const shift = (x: number): Op => ({ op: 'matrix', matrix: translation(x, 0) })
const bend: Op = {
  op: 'displace',
  field: { kind: 'radial', k: 0.1, radiusPx: 9, centreX: 4, centreY: 4 },
  frame
}
const lighten: Op = { op: 'curve', curve: { kind: 'gain', factor: 1.2 } }
const blur: Op = { op: 'gaussianBlur', sigmaPx: 1 }
const swap: Op = { op: 'colourMatrix', matrix: [0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0] }

describe('planOps', () => {
  it('multiplies matrices that meet into one warp', () => {
    expect(planOps([shift(2), shift(3)], frame)).toEqual([
      { pass: 'warp', maps: [{ op: 'matrix', matrix: translation(5, 0) }], frame }
    ])
  })

  it('keeps any number of displacements in one warp', () => {
    const [pass, ...others] = planOps([shift(2), bend, shift(3), bend], frame)
    expect(others).toEqual([])
    expect(pass).toMatchObject({ pass: 'warp', maps: [{ op: 'matrix' }, bend, { op: 'matrix' }, bend] })
  })

  it('puts curves and colour matrices into one pass', () => {
    expect(planOps([lighten, swap, lighten], frame)).toEqual([
      { pass: 'point', stages: [lighten, swap, lighten], frame }
    ])
  })

  it('keeps the order of different kinds', () => {
    const kinds = planOps([shift(1), lighten, shift(1), blur, blur, swap], frame).map(({ pass }) => pass)
    expect(kinds).toEqual(['warp', 'point', 'warp', 'area', 'area', 'point'])
  })

  it('leaves out warps that change nothing', () => {
    expect(planOps([shift(0)], frame)).toEqual([])
    expect(planOps([shift(2), shift(-2)], frame)).toEqual([])
  })
})
