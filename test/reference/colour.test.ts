import { describe, expect, it } from 'vitest'
import { renderRaster } from '../../electron/pixels/render.ts'
import type { Raster } from '../../shared/raster.ts'
import type { ConcreteStep } from '../../shared/transforms/spec.ts'
import { parseConcreteSteps } from '../../shared/recipe/concrete.ts'
import { compare } from './compare.ts'
import { photo } from './photos.ts'
import { fromPython, missingPython, runPython, toPython } from './python.ts'

const missing = missingPython(['numpy', 'PIL', 'skimage'])

function render(source: Raster, step: ConcreteStep): Promise<Raster> {
  return renderRaster(source, {
    fullSize: source,
    steps: parseConcreteSteps([step]),
    sampling: { fillMode: 'reflect', fillValue: [0], interpolation: 'bilinear' }
  })
}

/** The same picture through an expression of Python; `picture` is a PIL image, `array` its levels. */
function inPython(source: Raster, expression: string): Raster {
  const script = `
from PIL import Image, ImageOps, ImageEnhance
array = arrays['picture']
picture = Image.fromarray(array)
outputs['made'] = np.asarray(${expression})
`
  return fromPython(runPython(script, { arrays: { picture: toPython(source) } }).arrays['made'])
}

describe.skipIf(missing !== undefined)('point operations against PIL', () => {
  it.each([0, 0.25, 0.5, 0.9])('solarise inverts the same levels: %f', async (threshold) => {
    const source = photo('chelsea')
    const made = await render(source, { transform: 'solarise', threshold })
    // The first level of 8 bit that is not below the threshold.
    const level = Math.ceil(threshold * 255)
    expect(made.data).toEqual(inPython(source, `ImageOps.solarize(picture, ${level})`).data)
  })

  it.each([1, 3, 4, 7])('posterise keeps the same bits: %i', async (bits) => {
    for (const source of [photo('chelsea'), photo('camera')]) {
      const made = await render(source, { transform: 'posterise', bits })
      expect(made.data).toEqual(inPython(source, `ImageOps.posterize(picture, ${bits})`).data)
    }
  })

  it('inverts to the same levels', async () => {
    const source = photo('chelsea')
    const made = await render(source, { transform: 'invert' })
    expect(made.data).toEqual(inPython(source, 'ImageOps.invert(picture)').data)
  })

  it.each([0, 0.4, 1.3, 2])('brightness is the same within rounding: %f', async (factor) => {
    const source = photo('chelsea')
    const made = await render(source, { transform: 'brightness', factor })
    const reference = inPython(source, `ImageEnhance.Brightness(picture).enhance(${factor})`)
    expect(compare(made, reference).most).toBeLessThanOrEqual(1)
  })

  it.each([0, 0.4, 1.3, 2])('saturation is the same within rounding: %f', async (factor) => {
    const source = photo('chelsea')
    const made = await render(source, { transform: 'saturation', factor })
    const reference = inPython(source, `ImageEnhance.Color(picture).enhance(${factor})`)
    // PIL rounds its grey before it goes away from it: half a level times |1 - factor|, and its own rounding.
    expect(compare(made, reference).most).toBeLessThanOrEqual(2)
  })

  it.each([0.5, 1.4])('contrast is the same about mid grey: %f', async (factor) => {
    const source = photo('chelsea')
    const made = await render(source, { transform: 'contrast', factor })
    // The formula of ImageEnhance.Contrast with mid grey in the place of the picture's mean.
    const reference = inPython(
      source,
      `np.floor(np.clip((array - 127.5) * ${factor} + 127.5, 0, 255) + 0.5).astype(np.uint8)`
    )
    expect(made.data).toEqual(reference.data)
  })
})

describe.skipIf(missing !== undefined)('colour operations against numpy', () => {
  it('turns the hue in YIQ, keeping luma', async () => {
    const source = photo('chelsea')
    const made = await render(source, { transform: 'hue', angleDeg: 40 })
    const reference = inPython(
      source,
      `(lambda yiq, turn: np.floor(np.clip((array / 255) @ (np.linalg.inv(yiq) @ turn @ yiq).T, 0, 1) * 255 + 0.5)
        .astype(np.uint8))(
          np.array([[0.299, 0.587, 0.114], [0.5959, -0.2746, -0.3213], [0.2115, -0.5227, 0.3112]]),
          np.array([[1, 0, 0], [0, np.cos(np.radians(40)), -np.sin(np.radians(40))],
                    [0, np.sin(np.radians(40)), np.cos(np.radians(40))]]))`
    )
    expect(compare(made, reference).most).toBeLessThanOrEqual(1)
    expect(compare(made, reference).mean).toBeLessThan(0.001)
  })

  it('tones to the sepia of Albumentations', async () => {
    const source = photo('chelsea')
    const made = await render(source, { transform: 'sepia', strength: 1 })
    const reference = inPython(
      source,
      `np.floor(np.clip(array @ np.array([[.393, .769, .189], [.349, .686, .168], [.272, .534, .131]]).T, 0, 255)
        + 0.5).astype(np.uint8)`
    )
    expect(compare(made, reference).most).toBeLessThanOrEqual(1)
  })

  it('bends levels along the Bezier curve of Albumentations', async () => {
    const source = photo('camera')
    // Its controls stand at heights 0.25 and 0.75; ours are given as distances from 1/3 and 2/3.
    const step = { transform: 'toneCurve', shadows: 0.25 - 1 / 3, highlights: 0.75 - 2 / 3 }
    const reference = inPython(
      source,
      `(lambda t: np.floor((3 * (1 - t) ** 2 * t * 0.25 + 3 * (1 - t) * t ** 2 * 0.75 + t ** 3) * 255 + 0.5)
        .astype(np.uint8))(array / 255)`
    )
    expect(compare(await render(source, step), reference).most).toBeLessThanOrEqual(1)
  })
})
