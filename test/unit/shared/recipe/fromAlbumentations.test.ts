import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { converters, left } from '../../../../shared/recipe/albumentations/converters.ts'
import { fromAlbumentations } from '../../../../shared/recipe/albumentations/fromAlbumentations.ts'

const fixture = join(import.meta.dirname, '../../../fixtures/albumentations-2.0.8.json')
const library = JSON.parse(readFileSync(fixture, 'utf8')) as Readonly<Record<string, { group: string }>>

/** Base classes and helpers that no pipeline holds. */
const internal = ['PCA', 'DomainAdapter', 'MinMaxScaler', 'StandardScaler', 'MaxSizeTransform']

const pipeline = (...transforms: readonly object[]): object => ({
  __version__: '2.0.8',
  transform: { __class_fullname__: 'Compose', p: 1, transforms, seed: 7 }
})
const steps = (...transforms: readonly object[]): readonly object[] =>
  fromAlbumentations(pipeline(...transforms)).recipe.steps

describe('fromAlbumentations', () => {
  it('knows every transform of Albumentations 2.0.8, or says why not', () => {
    const names = Object.keys(library).filter((name) => !internal.includes(name))
    expect(names.filter((name) => converters[name] === undefined && left[name] === undefined)).toEqual([])
  })

  it.each(Object.keys(converters))('%s makes valid steps of its defaults', (name) => {
    const made = steps({ __class_fullname__: name, p: 0.25 })
    // Affine and CropAndPad change nothing by default.
    if (name !== 'Affine' && name !== 'CropAndPad') expect(made.length).toBeGreaterThan(0)
    for (const step of made) expect(step).toHaveProperty('probability')
  })

  it('reads values, names of older versions and single numbers', () => {
    expect(steps({ __class_fullname__: 'Rotate', limit: 30, p: 0.5 })).toMatchObject([
      { transform: 'rotate', angleDegRange: [-30, 30], probability: 0.5, border: 'keep' }
    ])
    const old = 'albumentations.augmentations.transforms.GaussNoise'
    // A variance of 25 to 100 levels squared is a deviation of 5 to 10 levels.
    const [noise] = steps({ __class_fullname__: old, var_limit: [25, 100], always_apply: true, p: 0.5 })
    expect(noise).toMatchObject({ transform: 'gaussianNoise', probability: 1 })
    expect(noise).toHaveProperty('deviationRange', [5 / 255, 10 / 255])
    const hue = steps({ __class_fullname__: 'HueSaturationValue', hue_shift_limit: 10, p: 1 })
    expect(hue[0]).toMatchObject({ transform: 'hue', angleDegRange: [-20, 20] })
  })

  it('takes the seed, the border and the fill of the pipeline', () => {
    const border = { border_mode: 4, fill: 114, interpolation: 2 }
    const { recipe } = fromAlbumentations(
      pipeline({ __class_fullname__: 'Rotate', limit: [0, 5], p: 1, ...border })
    )
    expect(recipe).toMatchObject({
      seed: 7,
      fillMode: 'reflect101',
      fillValue: [114],
      interpolation: 'bicubic'
    })
  })

  it('shares the probability of a choice by the weights of its transforms', () => {
    const choice = {
      __class_fullname__: 'OneOf',
      p: 0.8,
      transforms: [
        { __class_fullname__: 'HorizontalFlip', p: 1 },
        { __class_fullname__: 'ToGray', p: 3 / 5 }
      ]
    }
    // 0.8 * 1 / 1.6 and 0.8 * 0.6 / 1.6.
    expect(steps(choice)).toMatchObject([
      { transform: 'horizontalFlip', probability: 0.5 },
      { transform: 'grey', probability: 0.3 }
    ])
  })

  it('names what it leaves out: transforms, arguments, and what nobody knows', () => {
    const { recipe, notes } = fromAlbumentations(
      pipeline(
        { __class_fullname__: 'Normalize', p: 1 },
        { __class_fullname__: 'Wobble', p: 1 },
        { __class_fullname__: 'Sharpen', p: 1, colour: 'red' }
      )
    )
    expect(recipe.steps).toHaveLength(1)
    const text = notes.join('\n')
    expect(text).toContain('Normalize is left out')
    expect(text).toContain('Wobble is left out')
    expect(text).toContain('Sharpen: colour has no counterpart')
  })

  it('refuses what is no pipeline and values that make no sense', () => {
    for (const json of [null, 3, [], {}, { transform: { transforms: [] } }]) {
      expect(() => fromAlbumentations(json)).toThrow(/__class_fullname__/)
    }
    expect(() => steps({ __class_fullname__: 'Rotate', limit: 'far', p: 1 })).toThrow(/limit of Rotate/)
    expect(() => steps({ __class_fullname__: 'Rotate', limit: 3, p: 7 })).toThrow(/p of Rotate/)
  })
})
