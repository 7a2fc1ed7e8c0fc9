import { describe, expect, it } from 'vitest'
import { renderRaster } from '../../electron/pixels/render.ts'
import { mapAnnotations } from '../../shared/annotations/mapAnnotations.ts'
import { maskFromPixels, pixelsOf } from '../../shared/annotations/rle.ts'
import type { MaskAnnotation } from '../../shared/annotations/types.ts'
import { drawSteps, planSteps } from '../../shared/draw/drawSteps.ts'
import type { FillMode } from '../../shared/ops.ts'
import { defaultStep, uncutSteps } from '../../shared/policy/verdict.ts'
import type { Raster, Size } from '../../shared/raster.ts'
import { lower } from '../../shared/recipe/lower.ts'
import { parseRecipe } from '../../shared/recipe/schema.ts'
import { transforms } from '../../shared/transforms/index.ts'
import { type ConcreteStep, isGeometric, type TransformSpec } from '../../shared/transforms/spec.ts'

/**
 * A mask goes where its pixels go: the mask of a variant is the picture of the mask, rendered with the interpolation
 * nearest by the kernels that render every picture.
 */

const size = { width: 67, height: 45 }

/** A ring with a bite taken out and a bar: curved and straight borders, a hole, two parts. None touches the border. */
const drawn = Uint8Array.from({ length: size.width * size.height }, (_, at) => {
  const [x, y] = [at % size.width, Math.floor(at / size.width)]
  const distance = Math.hypot(x - 25, y - 22)
  const isRing = distance > 7.2 && distance < 17.4 && !(x > 30 && y > 25)
  return isRing || (x > 46 && x < 60 && y > 4 && y < 40 && (x + y) % 19 > 5) ? 255 : 0
})

const mask: MaskAnnotation = { kind: 'mask', className: null, mask: maskFromPixels(drawn, size) }
const picture: Raster = { ...size, channels: 1, data: drawn }

function stepsOf(spec: TransformSpec, copyIndex: number): readonly ConcreteStep[] {
  const recipe = parseRecipe({ version: 1, steps: [{ ...defaultStep(spec), probability: 1 }] })
  const source = { ...size, contentHash: 'a5'.repeat(32) }
  return drawSteps(planSteps(uncutSteps(recipe)), source, { seed: 9, copyIndex, attempt: 0 })
}

interface Look {
  readonly steps: readonly ConcreteStep[]
  readonly outputSize?: Size
  readonly fillMode?: FillMode
}

/** The share of pixels on which the mask of a variant and the rendered picture of the mask agree. */
async function agreement({ steps, outputSize, fillMode = 'constant' }: Look): Promise<number> {
  const { ops } = lower(steps, size, fillMode)
  const output = outputSize === undefined ? {} : { outputSize }
  const rendered = await renderRaster(picture, {
    fullSize: size,
    steps,
    sampling: { fillMode, fillValue: [0], interpolation: 'nearest' },
    ...output
  })
  const options = { minVisibleShare: 0, minSidePx: 0, ...output }
  const [found] = mapAnnotations([mask], ops, size, options).annotations
  const seen = rendered.data.map((level) => (level >= 128 ? 1 : 0))
  if (found?.kind !== 'mask') return seen.every((level) => level === 0) ? 1 : 0
  expect({ width: found.mask.width, height: found.mask.height }).toEqual({
    width: rendered.width,
    height: rendered.height
  })
  const pixels = pixelsOf(found.mask)
  return pixels.filter((value, at) => value === seen[at]).length / pixels.length
}

const moving = (transforms as readonly TransformSpec[]).filter(isGeometric)

describe.each(moving.map((spec) => [spec.id, spec] as const))('the mask of %s', (_, spec) => {
  it('is the rendered picture of the mask', async () => {
    for (let copy = 0; copy < 4; copy++) {
      expect(await agreement({ steps: stepsOf(spec, copy) })).toBeGreaterThanOrEqual(0.999)
    }
  })

  it('is so at other sizes, sampled once', async () => {
    for (const outputSize of [
      { width: 31, height: 50 },
      { width: 134, height: 90 }
    ]) {
      const look = { steps: stepsOf(spec, 1), outputSize }
      expect(await agreement(look)).toBeGreaterThanOrEqual(0.999)
    }
  })

  it('is so where another step stands between two warps, and with the picture enlarged to fill the frame', async () => {
    // Why: with the fill mode constant a warp fills the outer half of the border pixels, which a mask keeps; only
    // tiles bring the mask to the border.
    const second =
      spec.id === 'gridShuffle' ? { transform: 'transpose' } : { transform: 'rotate', angleDeg: 11 }
    const steps = [...stepsOf(spec, 2), { transform: 'brightness', factor: 1.2 }, second]
    expect(await agreement({ steps })).toBeGreaterThanOrEqual(0.999)
    expect(await agreement({ steps, fillMode: 'inside' })).toBeGreaterThanOrEqual(0.999)
  })
})
