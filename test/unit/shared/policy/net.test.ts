import { describe, expect, it } from 'vitest'
import { domainById } from '../../../../shared/domains/index.ts'
import { effectiveLimits, noSubject } from '../../../../shared/policy/limits.ts'
import { decompose, type NetChange, netMatrix, netViolation } from '../../../../shared/policy/net.ts'
import type { Limits } from '../../../../shared/policy/profile.ts'
import { lowerSteps } from '../../../../shared/recipe/lower.ts'
import type { ConcreteStep } from '../../../../shared/transforms/spec.ts'

const size = { width: 200, height: 100 }

const net = (...steps: ConcreteStep[]): NetChange => decompose(netMatrix(lowerSteps(steps, size)), size)

function limitsOf(id: string): Limits {
  const profile = domainById(id)
  if (profile === undefined) throw new Error(`no domain ${id}`)
  return effectiveLimits(profile, noSubject)
}

const rotate = (angleDeg: number): ConcreteStep => ({ transform: 'rotate', angleDeg })
const zoom = (factor: number, xFactor = 1, yFactor = 1): ConcreteStep => ({
  transform: 'zoom',
  factor,
  xFactor,
  yFactor
})
const flipX: ConcreteStep = { transform: 'horizontalFlip' }
const flipY: ConcreteStep = { transform: 'verticalFlip' }

describe('decompose', () => {
  it('finds nothing in a picture that was left alone', () => {
    expect(net()).toEqual({
      rotationDeg: -0,
      isMirrored: false,
      scale: 1,
      stretch: 1,
      shearDeg: 0,
      shiftFraction: 0
    })
  })

  it.each([0.5, 15, -15, 90, -90, 135, -179])('finds a rotation by %d degrees', (angleDeg) => {
    const { rotationDeg, isMirrored, scale, stretch, shearDeg, shiftFraction } = net(rotate(angleDeg))
    expect(rotationDeg).toBeCloseTo(angleDeg, 6)
    expect(isMirrored).toBe(false)
    expect(scale).toBeCloseTo(1, 9)
    expect(stretch).toBeCloseTo(1, 9)
    expect(shearDeg).toBeCloseTo(0, 5)
    expect(shiftFraction).toBeCloseTo(0, 9)
  })

  it('adds rotations up: 100 and 100 degrees are 200, which is 160 the other way', () => {
    expect(net(rotate(100), rotate(100)).rotationDeg).toBeCloseTo(-160, 6)
  })

  it('sees a mirror left-right as a mirror without rotation', () => {
    const found = net(flipX)
    expect(found.isMirrored).toBe(true)
    expect(Math.abs(found.rotationDeg)).toBeCloseTo(0, 9)
  })

  it('sees a mirror top-bottom as a mirror upside down', () => {
    const found = net(flipY)
    expect(found.isMirrored).toBe(true)
    expect(Math.abs(found.rotationDeg)).toBeCloseTo(180, 9)
  })

  it('sees both mirrors as half a turn without a mirror', () => {
    const found = net(flipX, flipY)
    expect(found.isMirrored).toBe(false)
    expect(Math.abs(found.rotationDeg)).toBeCloseTo(180, 9)
    expect(found.shiftFraction).toBeCloseTo(0, 9)
  })

  it('multiplies zooms: 2 x 1.5 is 3 times the size', () => {
    expect(net(zoom(2), zoom(1.5)).scale).toBeCloseTo(3, 9)
  })

  it('tells stretch from scale: width 2 and height 0.5 keep the area and have a ratio of 4', () => {
    const found = net(zoom(1, 2, 0.5))
    expect(found.scale).toBeCloseTo(1, 9)
    expect(found.stretch).toBeCloseTo(4, 9)
  })

  it('finds a shear: the axes lean by its angle, the slanted one is 1 / cos longer, the area stays', () => {
    const found = net({ transform: 'shear', xDeg: 20, yDeg: 0 })
    expect(found.shearDeg).toBeCloseTo(20, 6)
    expect(found.stretch).toBeCloseTo(1 / Math.cos((20 * Math.PI) / 180), 9)
    expect(found.scale).toBeCloseTo(1, 9)
    // The polar factor of (1 t; 0 1) is a rotation by atan(t / 2), to the right for a slant to the right.
    const half = (Math.atan(Math.tan((20 * Math.PI) / 180) / 2) * 180) / Math.PI
    expect(found.rotationDeg).toBeCloseTo(-half, 6)
  })

  it('counts a shift in shares of each side', () => {
    expect(net({ transform: 'translate', xFraction: 0.1, yFraction: -0.3 }).shiftFraction).toBeCloseTo(0.3, 9)
  })
})

describe('netViolation', () => {
  it('takes the limit itself as inside', () => {
    expect(netViolation(net(rotate(15)), limitsOf('upright'))).toBeUndefined()
    expect(netViolation(net(rotate(15.01)), limitsOf('upright'))).toMatchObject({
      aspect: 'rotation',
      limit: 15
    })
  })

  it('names the mirror for digits', () => {
    expect(netViolation(net(flipX), limitsOf('digits'))?.aspect).toBe('mirror')
  })

  it('lets two large steps add up where the aspect is not restricted', () => {
    expect(netViolation(net(zoom(0.1), zoom(0.1)), limitsOf('any'))).toBeUndefined()
    expect(netViolation(net(zoom(10), zoom(10)), limitsOf('any'))).toBeUndefined()
  })

  it('never takes a picture that has collapsed, in any domain', () => {
    const flat = decompose([0, 0, 5, 0, 0, 5, 0, 0, 1], size)
    expect(netViolation(flat, limitsOf('any'))?.aspect).toBe('scale')
  })
})
