import fc from 'fast-check'
import type { Sharp } from 'sharp'
import { describe, expect, it } from 'vitest'
import { readPicture } from '../../../../electron/pixels/codec.ts'
import { readPlainJpeg } from '../../../../electron/pixels/plainJpeg.ts'
import { rasterOf, toSharp } from './pictures.ts'

const colour = rasterOf({ width: 61, height: 43, channels: 3 }, (x, y, c) => x * 2 + y + c * 40)
const grey = rasterOf({ width: 61, height: 43, channels: 1 }, (x, y) => x * 2 + y)
const jpeg = (raster = colour): Sharp => toSharp(raster)

const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from({ length: a.length }, (_, k) => Math.abs((a[k] ?? 0) - (b[k] ?? 0))).reduce(
    (x, y) => Math.max(x, y),
    0
  )

describe('a plain JPEG', () => {
  const kinds: readonly (readonly [string, () => Promise<Buffer>])[] = [
    ['4:2:0', () => jpeg().jpeg({ quality: 90 }).toBuffer()],
    ['4:4:4', () => jpeg().jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer()],
    ['progressive', () => jpeg().jpeg({ progressive: true }).toBuffer()],
    ['grey', () => jpeg(grey).toColourspace('b-w').jpeg().toBuffer()],
    [
      'upright by its Exif',
      () => jpeg().withMetadata({ orientation: 1 }).withIccProfile('srgb').jpeg().toBuffer()
    ]
  ]
  for (const [name, make] of kinds) {
    it(`of the kind ${name} has the facts and nearly the samples of a full reading`, async () => {
      const bytes = await make()
      const full = await readPicture(bytes, 'a.jpg')
      const quick = readPlainJpeg(bytes, 'a.jpg')
      if (name === 'upright by its Exif') {
        // It has a colour profile, too: only the full reading knows what to do with it.
        expect(quick).toBeUndefined()
        return
      }
      expect(quick?.facts).toEqual(full.facts)
      expect(largestDifference(quick?.raster.data ?? [], full.raster.data)).toBeLessThanOrEqual(6)
    })
  }

  it('is left to the full reading when anything about it is out of the ordinary', async () => {
    const odd = {
      turned: await jpeg().withMetadata({ orientation: 6 }).jpeg().toBuffer(),
      profiled: await jpeg().withIccProfile('p3').jpeg().toBuffer(),
      cmyk: await jpeg().toColourspace('cmyk').jpeg().toBuffer(),
      png: await jpeg().png().toBuffer(),
      empty: Buffer.alloc(0)
    }
    for (const [name, bytes] of Object.entries(odd))
      expect([name, readPlainJpeg(bytes, 'a.jpg')]).toEqual([name, undefined])
    const plain = await jpeg().jpeg().toBuffer()
    expect(readPlainJpeg(plain, 'a.jpg')).toBeDefined()
    // Its name does not fit its content, about which the full reading has a note.
    expect(readPlainJpeg(plain, 'a.png')).toBeUndefined()
  })
})

describe('a damaged JPEG', () => {
  it('is never taken for a whole one that the full reading refuses, wherever it is cut or changed', async () => {
    const whole = await Promise.all([
      jpeg().jpeg({ quality: 90 }).toBuffer(),
      jpeg().jpeg({ progressive: true }).toBuffer(),
      jpeg(grey).toColourspace('b-w').jpeg().toBuffer()
    ])
    let taken = 0
    const damage = fc.record({
      which: fc.nat(2),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      value: fc.nat(255),
      isCut: fc.boolean()
    })
    await fc.assert(
      fc.asyncProperty(damage, async ({ which, at, value, isCut }) => {
        const bytes = Buffer.from(whole[which] ?? Buffer.alloc(0))
        const place = Math.min(bytes.length - 1, Math.floor(at * bytes.length))
        const damaged = isCut ? bytes.subarray(0, place) : bytes
        if (!isCut) bytes[place] = value
        const quick = readPlainJpeg(damaged, 'a.jpg')
        if (quick === undefined) return
        taken++
        const full = await readPicture(damaged, 'a.jpg').catch((error: unknown) => error)
        if (full instanceof Error) throw full
        expect(quick.facts).toEqual((full as { facts: unknown }).facts)
      }),
      { numRuns: 1500 }
    )
    // About one change in a hundred leaves a file that is whole by its structure.
    expect(taken).toBeGreaterThan(0)
  })
})
