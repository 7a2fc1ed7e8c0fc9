import sharp from 'sharp'
import { expect, it } from 'vitest'
import { encodeJpegDirectly, turboVersion } from '../../../../electron/pixels/turboJpeg.ts'
import { decode } from '../../../../electron/pixels/codec.ts'
import { rasterOf } from './pictures.ts'

const isThere = !turboVersion.startsWith('absent')
const smooth = (channels: 1 | 3): ReturnType<typeof rasterOf> =>
  rasterOf({ width: 70, height: 45, channels }, (x, y, c) =>
    Math.round(127 + 100 * Math.sin(x / 9 + c) * Math.cos(y / 7))
  )

it.skipIf(!isThere)('writes what sharp would, but for the rounding of the transform', async () => {
  for (const channels of [1, 3] as const) {
    for (const [quality, isFine] of [
      [75, false],
      [95, true]
    ] as const) {
      const raster = smooth(channels)
      const bytes = encodeJpegDirectly(raster, quality, isFine) ?? Buffer.of()
      const theirs = await sharp(raster.data, { raw: raster })
        .toColourspace(channels === 1 ? 'b-w' : 'srgb')
        .jpeg({ quality, chromaSubsampling: isFine ? '4:4:4' : '4:2:0', optimiseCoding: false })
        .toBuffer()
      const [own, other] = await Promise.all([decode(bytes, 'a.jpg'), decode(theirs, 'b.jpg')])
      expect([own.width, own.height, own.channels]).toEqual([70, 45, channels])
      // A step of the coarsest table at quality 75 is about 12 levels; two encoders may round one apart.
      let most = 0
      for (let i = 0; i < other.data.length; i++) {
        most = Math.max(most, Math.abs((own.data[i] ?? 0) - (other.data[i] ?? 0)))
      }
      expect(most).toBeLessThanOrEqual(12)
    }
  }
})

it('leaves what is not plain to sharp', () => {
  const wide = { width: 2, height: 1, channels: 1, data: Uint16Array.of(1, 2) } as const
  expect(encodeJpegDirectly(wide, 90, true)).toBeUndefined()
  expect(
    encodeJpegDirectly(
      rasterOf({ width: 2, height: 2, channels: 4 }, () => 9),
      90,
      true
    )
  ).toBeUndefined()
})
