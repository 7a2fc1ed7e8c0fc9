import { describe, expect, it } from 'vitest'
import { digits } from '../../../../shared/domains/digits.ts'
import { natural } from '../../../../shared/domains/natural.ts'
import { scan } from '../../../../shared/domains/scan.ts'
import { aspectIds } from '../../../../shared/policy/aspects.ts'
import { effectiveLimits, liftLimits, noSubject } from '../../../../shared/policy/limits.ts'
import { mirroredLabel } from '../../../../shared/policy/profile.ts'

const of = (...classNames: string[]) => ({ classNames, labelKinds: ['class'] as const })

describe('effectiveLimits', () => {
  it('are those of the domain for a picture without labels', () => {
    expect(effectiveLimits(natural, noSubject)).toEqual(natural.limits)
  })

  it('take the rule of the class, whatever its case', () => {
    const limits = effectiveLimits(digits, of(' SIX '))
    expect(limits.rotation.limit).toBe(digits.classRules[0].limits.rotation.limit)
    expect(limits.rotation.reason).toContain('9')
    expect(limits.shear).toEqual(digits.limits.shear)
  })

  it('give the reason of the class where its limit is the same', () => {
    expect(effectiveLimits(digits, of('2')).mirror).toEqual(digits.classRules[2].limits.mirror)
  })

  it('take the strictest of several labels, in any order', () => {
    for (const names of [
      ['6', '1'],
      ['1', '6']
    ]) {
      const limits = effectiveLimits(digits, of(...names))
      expect(limits.shear.limit).toBe(8)
      expect(limits.rotation.limit).toBe(12)
    }
  })

  it('are never wider than those of the domain, apart from mirrors with swapped labels', () => {
    for (const name of ['0', '1', '2', '5', '6', '7', '9']) {
      const limits = effectiveLimits(digits, of(name))
      for (const aspect of aspectIds)
        expect(limits[aspect].limit).toBeLessThanOrEqual(digits.limits[aspect].limit)
    }
  })

  it('hold boxes to 30 degrees, and captions to no mirror', () => {
    const wide = { ...natural, limits: { ...natural.limits, rotation: { limit: 180, reason: 'Any.' } } }
    const labels = { classNames: [], labelKinds: ['class', 'box', 'caption'] as const }
    expect(effectiveLimits(wide, labels).rotation.limit).toBe(30)
    expect(effectiveLimits(wide, labels).mirror.limit).toBe(0)
    expect(effectiveLimits(natural, labels).rotation.limit).toBe(15)
  })

  it('allow mirrors where every label has a partner', () => {
    expect(effectiveLimits(scan, of('left hand')).mirror).toMatchObject({ limit: 1 })
    expect(effectiveLimits(scan, of('left hand')).mirror.reason).toContain('right hand')
    expect(effectiveLimits(scan, of('left hand', 'fracture')).mirror.limit).toBe(0)
    expect(effectiveLimits(scan, of('fracture')).mirror.limit).toBe(0)
    expect(effectiveLimits(scan, noSubject).mirror.limit).toBe(0)
  })
})

describe('liftLimits', () => {
  it('lifts the aspects named and gives the person’s reason', () => {
    const limits = liftLimits(digits.limits, ['mirror'], 'the stamps are mirrored')
    expect(limits.mirror).toEqual({ limit: 1, reason: 'Overridden: the stamps are mirrored' })
    expect(limits.rotation).toEqual(digits.limits.rotation)
  })
})

describe('mirroredLabel', () => {
  it('swaps in both directions and leaves other labels alone', () => {
    expect(mirroredLabel(scan, 'left hand')).toBe('right hand')
    expect(mirroredLabel(scan, 'Right Hand')).toBe('left hand')
    expect(mirroredLabel(scan, 'fracture')).toBe('fracture')
  })
})
