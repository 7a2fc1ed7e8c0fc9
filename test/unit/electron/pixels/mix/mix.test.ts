import { expect, it } from 'vitest'
import { renderRaster } from '../../../../../electron/pixels/render.ts'
import type { Channels, Raster } from '../../../../../shared/raster.ts'
import type { ConcreteStep } from '../../../../../shared/transforms/spec.ts'

const sampling = { fillMode: 'nearest', fillValue: [0], interpolation: 'bilinear' } as const

const flat = (width: number, height: number, level: number, channels: Channels = 1): Raster => ({
  width,
  height,
  channels,
  data: new Uint8Array(width * height * channels).fill(level)
})

const render = (source: Raster, step: ConcreteStep, partners: readonly Raster[] = []): Promise<Raster> =>
  renderRaster(source, { fullSize: source, steps: [step], sampling, partners })

it('blends by the share, whatever the size and channels of the partner', async () => {
  for (const [width, height] of [
    [4, 3],
    [1, 1],
    [1, 50]
  ] as const) {
    const step = { transform: 'mixUp', share: 0.25, partners: ['p'] }
    const { data } = await render(flat(width, height, 100), step, [flat(9, 5, 200, 3)])
    // 0.25 * 100 + 0.75 * 200 = 175.
    expect([...new Set(data)]).toEqual([175])
  }
})

it('blends 16 bit pictures with 8 bit ones', async () => {
  const own: Raster = { width: 2, height: 1, channels: 1, data: new Uint16Array([0, 65535]) }
  const step = { transform: 'mixUp', share: 0.5, partners: ['p'] }
  const { data } = await render(own, step, [flat(2, 1, 255)])
  // Half of 65535 is 32767.5, rounded up.
  expect([...data]).toEqual([32768, 65535])
})

it('patches a rectangle to whole pixels', async () => {
  const step = { transform: 'cutMix', x: 0.25, y: 0.5, width: 0.5, height: 0.5, partners: ['p'] }
  const { data } = await render(flat(4, 4, 1), step, [flat(4, 4, 9)])
  expect([...data]).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 9, 9, 1, 1, 9, 9, 1])
})

it('puts four pictures into their quarters', async () => {
  const step = {
    transform: 'mosaic',
    meetXFraction: 0.5,
    meetYFraction: 0.75,
    own: 2,
    partners: ['a', 'b', 'c']
  }
  const { data } = await render(flat(4, 4, 1), step, [flat(4, 4, 2), flat(8, 2, 3), flat(1, 1, 4)])
  const row = [2, 2, 3, 3]
  expect([...data]).toEqual([...row, ...row, ...row, 1, 1, 4, 4])
})

it('pastes what is inside the outline and nothing else', async () => {
  const step = {
    transform: 'copyPaste',
    scale: 1,
    partners: ['p'],
    rings: [[0, 0, 0.5, 0, 0.5, 1, 0, 1]],
    x: 0.25,
    y: 0,
    width: 1,
    height: 0.5
  }
  const { data } = await render(flat(4, 4, 10), step, [flat(8, 8, 90)])
  // The left half of a partner 4 wide lies over columns 1 and 2, its height over two rows.
  const row = [10, 90, 90, 10]
  expect([...data]).toEqual([...row, ...row, ...Array.from({ length: 8 }, () => 10)])
})

it('mixes chains with what is kept', async () => {
  const step = {
    transform: 'augMix',
    chains: [[{ transform: 'brightness', factor: 2 }], [{ transform: 'invert' }]],
    weights: [0.25, 0.75],
    keep: 0.2
  }
  const { data } = await render(flat(2, 2, 50), step)
  // 0.2 * 50 + 0.8 * (0.25 * 100 + 0.75 * 205) = 10 + 20 + 123 = 153.
  expect([...new Set(data)]).toEqual([153])
})

it('says what is missing when a partner is not given', async () => {
  await expect(async () =>
    render(flat(2, 2, 1), { transform: 'mixUp', share: 0.5, partners: ['p'] })
  ).rejects.toThrow(/other pictures/)
})
