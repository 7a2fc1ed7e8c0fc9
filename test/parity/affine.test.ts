import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { renderRaster } from '../../electron/pixels/render.ts'
import type { Mat2x3 } from '../../shared/geometry/matrix.ts'
import type { FillMode } from '../../shared/ops.ts'
import type { Channels, Raster } from '../../shared/raster.ts'

/** Made by keras-preprocessing 1.1.2 over scipy 1.10.1; the matrix maps output to input pixel centres. */
interface Case {
  readonly input: string
  readonly output: string
  readonly fillMode: FillMode
  readonly cval: number
  readonly order: 0 | 1
  readonly matrix: Mat2x3
}

const folder = join(import.meta.dirname, 'cases')
const { keras } = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as { keras: readonly Case[] }

async function read(name: string): Promise<Raster> {
  const { data, info } = await sharp(join(folder, name)).raw().toBuffer({ resolveWithObject: true })
  return {
    width: info.width,
    height: info.height,
    channels: info.channels as Channels,
    data: new Uint8Array(data)
  }
}

async function differences({
  input,
  output,
  fillMode,
  cval,
  order,
  matrix
}: Case): Promise<readonly number[]> {
  const source = await read(input)
  const expected = await read(output)
  const made = await renderRaster(source, {
    fullSize: source,
    outputSize: source,
    steps: [{ transform: 'affine', matrix }],
    sampling: { fillMode, fillValue: [cval], interpolation: order === 0 ? 'nearest' : 'bilinear' }
  })
  expect([made.width, made.height, made.channels]).toEqual([
    expected.width,
    expected.height,
    expected.channels
  ])
  return Array.from(made.data, (value, index) => Math.abs(value - (expected.data[index] ?? NaN)))
}

describe('affine warps agree with Keras ImageDataGenerator', () => {
  it('has all 60 cases', () => expect(keras).toHaveLength(60))

  it.each(keras.filter(({ order }) => order === 0))('$output: $fillMode, nearest', async (given) => {
    const found = await differences(given)
    expect(found.filter((difference) => difference === 0).length / found.length).toBeGreaterThanOrEqual(0.995)
  })

  it.each(keras.filter(({ order }) => order === 1))('$output: $fillMode, bilinear', async (given) => {
    const found = [...(await differences(given))].sort((a, b) => a - b)
    expect(found.reduce((sum, value) => sum + value, 0) / found.length).toBeLessThanOrEqual(0.5)
    expect(found[Math.floor(found.length * 0.995)]).toBeLessThanOrEqual(3)
  })
})
