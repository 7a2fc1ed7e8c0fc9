import { describe, expect, it } from 'vitest'
import { renderRaster } from '../../electron/pixels/render.ts'
import type { Channels, Raster, Size } from '../../shared/raster.ts'
import { parseConcreteSteps } from '../../shared/recipe/concrete.ts'
import { transforms } from '../../shared/transforms/index.ts'
import type { TransformSpec } from '../../shared/transforms/spec.ts'

const specs: readonly TransformSpec[] = transforms
/** What a variant can hold: policies leave the steps of others. */
const applied = specs.filter(({ policy, concrete }) => policy === undefined && concrete === undefined)

const sizes: readonly Size[] = [
  { width: 1, height: 1 },
  { width: 1, height: 5000 },
  { width: 700, height: 1 },
  { width: 3, height: 2 }
]

function picture({ width, height }: Size, channels: Channels, depth: 8 | 16): Raster {
  const length = width * height * channels
  const data = depth === 8 ? new Uint8Array(length) : new Uint16Array(length)
  for (let i = 0; i < length; i++) data[i] = (i * 7919) % (depth === 8 ? 256 : 65536)
  return { width, height, channels, data }
}

/** The end of the default interval that is farther from changing nothing. */
function strongest({ id, parameters, partners }: TransformSpec): object {
  const values = parameters.map(({ id: name, neutral, defaultRange: [low, high] }) => {
    return [name, Math.abs(low - neutral) > Math.abs(high - neutral) ? low : high] as const
  })
  const named = Array.from({ length: partners?.count ?? 0 }, (_, index) => `partner ${index}`)
  return {
    transform: id,
    ...Object.fromEntries(values),
    ...(partners === undefined ? {} : { partners: named })
  }
}

describe.each(applied.map((spec) => [spec.id, spec] as const))('%s', (_, spec) => {
  it('bears tiny and thin pictures of every kind', async () => {
    const steps = parseConcreteSteps([strongest(spec)])
    for (const fullSize of sizes) {
      for (const [channels, depth] of [
        [1, 8],
        [3, 8],
        [4, 8],
        [1, 16],
        [3, 16],
        [4, 16]
      ] as const) {
        const source = picture(fullSize, channels, depth)
        const partner = picture({ width: 4, height: 3 }, 3, 8)
        const made = await renderRaster(source, {
          fullSize,
          steps,
          sampling: { fillMode: 'reflect101', fillValue: [0], interpolation: 'bilinear' },
          partners: Array.from({ length: spec.partners?.count ?? 0 }, () => partner)
        })
        expect(made.width).toBeGreaterThanOrEqual(1)
        expect(made.height).toBeGreaterThanOrEqual(1)
        expect(made.channels).toBe(channels)
        expect(made.data.length).toBe(made.width * made.height * channels)
        expect(made.data).toBeInstanceOf(depth === 8 ? Uint8Array : Uint16Array)
      }
    }
  })
})
