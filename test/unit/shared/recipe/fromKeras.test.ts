import { describe, expect, it } from 'vitest'
import { CultivarError } from '../../../../shared/errors.ts'
import { fromKeras } from '../../../../shared/recipe/fromKeras.ts'
import { parseRecipe } from '../../../../shared/recipe/schema.ts'

const stepsOf = (args: Record<string, unknown>) => fromKeras(args).recipe.steps

describe('fromKeras', () => {
  it('reads the example of the Keras documentation', () => {
    const { recipe, notes } = fromKeras({
      featurewise_center: true,
      featurewise_std_normalization: true,
      rotation_range: 20,
      width_shift_range: 0.2,
      height_shift_range: 0.1,
      horizontal_flip: true,
      validation_split: 0.2
    })
    expect(recipe.steps).toEqual([
      { transform: 'rotate', probability: 1, angleDegRange: [-20, 20], border: 'keep' },
      { transform: 'translate', probability: 1, xFractionRange: [-0.2, 0.2], yFractionRange: [-0.1, 0.1] },
      { transform: 'horizontalFlip', probability: 0.5 }
    ])
    expect(notes.join(' ')).toMatch(/featurewise_center.*featurewise_std_normalization.*validation_split/)
  })

  it('keeps the order in which Keras applies its steps', () => {
    const all = {
      brightness_range: [0.8, 1.2],
      vertical_flip: true,
      horizontal_flip: true,
      channel_shift_range: 20,
      zoom_range: 0.2,
      shear_range: 10,
      width_shift_range: 0.1,
      rotation_range: 10
    }
    expect(stepsOf(all).map(({ transform }) => transform)).toEqual([
      'rotate',
      'translate',
      'shear',
      'zoom',
      'channelShift',
      'horizontalFlip',
      'verticalFlip',
      'brightness'
    ])
  })

  it('takes the reciprocal of zoom: 0.8 .. 1.25 in Keras shows 1 / 1.25 .. 1 / 0.8 of the size', () => {
    const [zoom] = stepsOf({ zoom_range: [0.8, 1.25] })
    expect(zoom).toMatchObject({ xFactorRange: [0.8, 1.25], yFactorRange: [0.8, 1.25] })
    const [both] = stepsOf({ zoom_range: 0.5 })
    expect(both).toMatchObject({ xFactorRange: [1 / 1.5, 2], yFactorRange: [1 / 1.5, 2] })
    expect(stepsOf({ zoom_range: [1, 1] })).toEqual([])
  })

  it('slants rows by their column, as the matrix of Keras on (row, column) does', () => {
    expect(stepsOf({ shear_range: 12 })).toEqual([
      { transform: 'shear', probability: 1, yDegRange: [-12, 12] }
    ])
    expect(fromKeras({ shear_range: 0.2 }).notes.join(' ')).toContain('degrees')
  })

  it('turns pixels into shares when it knows the size', () => {
    const args = { width_shift_range: 20, height_shift_range: 5, target_size: [50, 200] }
    expect(stepsOf(args)[0]).toMatchObject({ xFractionRange: [-0.1, 0.1], yFractionRange: [-0.1, 0.1] })
  })

  it('asks for shares when it does not', () => {
    try {
      fromKeras({ width_shift_range: 20 })
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(CultivarError)
      expect(error).toMatchObject({
        code: 'bad-input',
        remedy: expect.stringContaining('pixels / width')
      })
    }
  })

  it('reads a list of shifts as values of either sign, with a note', () => {
    const { recipe, notes } = fromKeras({ height_shift_range: [-0.3, 0, 0.1] })
    expect(recipe.steps[0]).toMatchObject({ yFractionRange: [-0.3, 0.3] })
    expect(notes.join(' ')).toContain('between')
  })

  it('carries levels, colours and sampling over', () => {
    const { recipe } = fromKeras({
      channel_shift_range: 30,
      brightness_range: [0.5, 1.5],
      fill_mode: 'constant',
      cval: 255,
      interpolation_order: 3,
      seed: 7
    })
    expect(recipe).toMatchObject({
      fillMode: 'constant',
      fillValue: [255],
      interpolation: 'bicubic',
      seed: 7
    })
    expect(recipe.steps).toEqual([
      { transform: 'channelShift', probability: 1, shiftLevelsRange: [-30, 30] },
      { transform: 'brightness', probability: 1, factorRange: [0.5, 1.5] }
    ])
  })

  it('leaves out what is off, with the defaults of Keras for the rest', () => {
    const { recipe, notes } = fromKeras({
      rotation_range: 0,
      width_shift_range: 0.0,
      zoom_range: 0,
      brightness_range: null,
      horizontal_flip: false,
      rescale: null,
      preprocessing_function: null
    })
    expect(recipe.steps).toEqual([])
    expect(notes).toEqual([])
    expect(recipe).toMatchObject({ fillMode: 'nearest', interpolation: 'bilinear' })
  })

  it('makes recipes that parse', () => {
    const { recipe } = fromKeras({
      rotation_range: 360,
      zoom_range: 0.9,
      shear_range: 60,
      width_shift_range: 0.99
    })
    expect(parseRecipe(JSON.parse(JSON.stringify(recipe)))).toEqual(recipe)
  })

  it.each([
    ['rotation_range', { rotation_range: '20' }],
    ['rotation_range', { rotation_range: -20 }],
    ['rotation_range', { rotation_range: Number.NaN }],
    ['shear_range', { shear_range: 61 }],
    ['zoom_range', { zoom_range: 1 }],
    ['zoom_range', { zoom_range: [0.05, 1] }],
    ['zoom_range', { zoom_range: [1, 2, 3] }],
    ['brightness_range', { brightness_range: 0.5 }],
    ['brightness_range', { brightness_range: [0.5, 9] }],
    ['channel_shift_range', { channel_shift_range: 256 }],
    ['horizontal_flip', { horizontal_flip: 'yes' }],
    ['fill_mode', { fill_mode: 'mirror' }],
    ['interpolation_order', { interpolation_order: 2 }],
    ['cval', { cval: 300 }],
    ['seed', { seed: 0.5 }],
    ['width_shift_range', { width_shift_range: ['a'] }],
    ['width_shift_range', { width_shift_range: 300, target_size: [100, 100] }],
    ['target_size', { width_shift_range: 3, target_size: 100 }]
  ])('refuses a wrong %s by its name: %j', (name, args) => {
    expect(() => fromKeras(args)).toThrow(CultivarError)
    expect(() => fromKeras(args)).toThrow(name)
  })

  it('names the argument that was probably meant', () => {
    try {
      fromKeras({ widht_shift_range: 0.2 })
      expect.unreachable()
    } catch (error) {
      expect(error).toMatchObject({ code: 'bad-input', remedy: 'Did you mean width_shift_range?' })
      expect(String(error)).toContain('widht_shift_range')
    }
  })
})
