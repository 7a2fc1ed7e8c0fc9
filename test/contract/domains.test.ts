import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { domainById, domains } from '../../shared/domains/index.ts'
import { aspectIds, aspectSpec } from '../../shared/policy/aspects.ts'
import { effectiveLimits } from '../../shared/policy/limits.ts'
import { type DomainProfile, mirroredLabel, profileSchema } from '../../shared/policy/profile.ts'
import { judgeTransform } from '../../shared/policy/verdict.ts'
import { transforms } from '../../shared/transforms/index.ts'

const root = join(import.meta.dirname, '../..')
const profiles: readonly DomainProfile[] = domains
/** A sentence: a capital first, a full stop last. */
const sentence = /^[A-Z].{15,}\.$/

describe('the registry of domains', () => {
  it('has the ids that scripts depend on, in order', () => {
    expect(profiles.map(({ id }) => id)).toEqual(
      'upright digits text natural species ripeness street sign gesture pose aerial microscopy histology dermoscopy scan mammography product defect any'.split(
        ' '
      )
    )
  })

  it('lists every file of its folder', () => {
    const files = readdirSync(join(root, 'shared/domains')).filter((name) => name !== 'index.ts')
    expect(profiles.map(({ id }) => `${id}.ts`).toSorted()).toEqual(files.toSorted())
  })

  it('finds a profile by its id', () => {
    for (const profile of profiles) expect(domainById(profile.id)).toBe(profile)
    expect(domainById('bald')).toBeUndefined()
  })
})

describe.each(profiles.map((profile) => [profile.id, profile] as const))('%s', (_, profile) => {
  it('is a valid profile', () => {
    expect(profileSchema.parse(profile)).toEqual(profile)
  })

  it('has its picture', () => {
    expect(existsSync(join(root, 'renderer/pictures/domains', `${profile.picture}.svg`))).toBe(true)
  })

  it('gives a plain reason for every limit', () => {
    for (const aspect of aspectIds) {
      const { limit, reason } = profile.limits[aspect]
      expect(limit).toBeLessThanOrEqual(aspectSpec(aspect).unlimited)
      expect(reason).toMatch(sentence)
    }
    for (const { limits } of profile.classRules) {
      for (const limit of Object.values(limits)) expect(limit.reason).toMatch(sentence)
    }
  })

  it('has rules for classes that are no wider than its own limits', () => {
    for (const { limits } of profile.classRules) {
      for (const aspect of aspectIds) {
        expect(limits[aspect]?.limit ?? 0).toBeLessThanOrEqual(profile.limits[aspect].limit)
      }
    }
  })

  it('swaps labels in pairs: twice is once back', () => {
    const names = profile.labelSwaps.flat()
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length)
    for (const name of names) expect(mirroredLabel(profile, mirroredLabel(profile, name))).toBe(name)
  })

  it('gives every transform a verdict with a reason, for every class', () => {
    const classes = [[], ...profile.classRules.map(({ classes: names }) => [...names]), ...profile.labelSwaps]
    for (const classNames of classes) {
      const limits = effectiveLimits(profile, { classNames, labelKinds: ['class'] })
      for (const spec of transforms) {
        const { verdict, reason } = judgeTransform(spec, limits)
        expect(['allowed', 'limited', 'forbidden']).toContain(verdict)
        expect(reason).toMatch(sentence)
      }
    }
  })

  it('leaves room for a shear at its limit, which stretches by 1 / cos', () => {
    const { shear, stretch } = profile.limits
    const stretched = 1 / Math.cos((shear.limit * Math.PI) / 180) - 1
    expect(stretched).toBeLessThanOrEqual(stretch.limit)
  })
})

describe('what the profiles decide', () => {
  const forbiddenIn = (transform: string): string[] =>
    profiles
      .filter((profile) => {
        const spec = transforms.find(({ id }) => id === transform)
        return spec !== undefined && judgeTransform(spec, profile.limits).verdict === 'forbidden'
      })
      .map(({ id }) => id)

  it('turns only pictures upside down that have no up', () => {
    expect(forbiddenIn('verticalFlip').toSorted()).toEqual(
      'defect digits gesture mammography natural pose product scan sign species street text upright'.split(
        ' '
      )
    )
  })

  it('mirrors nothing that is read or has a left and a right', () => {
    expect(forbiddenIn('horizontalFlip').toSorted()).toEqual(
      'defect digits gesture product scan sign street text'.split(' ')
    )
  })

  it('takes the colour of nothing whose colour is the label', () => {
    expect(forbiddenIn('hue')).toEqual(expect.arrayContaining(['ripeness', 'scan', 'mammography']))
    expect(forbiddenIn('grey')).toEqual(
      expect.arrayContaining(['ripeness', 'sign', 'street', 'species', 'histology', 'dermoscopy'])
    )
  })

  it('keeps fine cracks sharp', () => {
    expect(forbiddenIn('gaussianBlur')).toEqual(['defect'])
  })

  it('allows everything where anything goes', () => {
    for (const spec of transforms) expect(forbiddenIn(spec.id)).not.toContain('any')
  })
})
