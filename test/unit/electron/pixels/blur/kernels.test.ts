import { describe, expect, it } from 'vitest'
import { boxBlur } from '../../../../../electron/pixels/kernels/blur/boxBlur.ts'
import { convolve } from '../../../../../electron/pixels/kernels/blur/convolve.ts'
import { defocus, discStencil } from '../../../../../electron/pixels/kernels/blur/defocus.ts'
import { glassBlur } from '../../../../../electron/pixels/kernels/blur/glassBlur.ts'
import { medianBlur } from '../../../../../electron/pixels/kernels/blur/medianBlur.ts'
import { lineStencil, motionBlur } from '../../../../../electron/pixels/kernels/blur/motionBlur.ts'
import { type Stencil, stencilOf } from '../../../../../electron/pixels/kernels/blur/stencil.ts'
import { zoomBlur } from '../../../../../electron/pixels/kernels/blur/zoomBlur.ts'
import type { Raster } from '../../../../../shared/raster.ts'
import { largestDifference, noise, raster, sampleAt, widened } from '../rasters.ts'

/** Mirrored about the border pixels: -1 is 1, length is length - 2. */
const mirror = (at: number, length: number): number => {
  if (length === 1) return 0
  const turn = 2 * length - 2
  const within = ((at % turn) + turn) % turn
  return within < length ? within : turn - within
}

const clampTo = (at: number, length: number): number => Math.min(Math.max(at, 0), length - 1)

/** The plain sum over all weights, without any short cut; no alpha. */
function plainSum(source: Raster, { width, height, weights }: Stencil): Raster {
  const [rx, ry] = [(width - 1) / 2, (height - 1) / 2]
  return raster(source, source.channels, (x, y, c) => {
    const sum = weights.reduce((total, weight, k) => {
      const at = mirror(x + (k % width) - rx, source.width)
      const row = mirror(y + Math.floor(k / width) - ry, source.height)
      return total + weight * (sampleAt(source, at, row)[c] ?? 0)
    }, 0)
    return clampTo(sum, 256)
  })
}

const sizes = [
  { width: 1, height: 1 },
  { width: 1, height: 40 },
  { width: 40, height: 1 },
  { width: 17, height: 11 }
]

const all: readonly (readonly [string, (source: Raster) => Raster])[] = [
  ['boxBlur', (source) => boxBlur(source, { x: 2.5, y: 2.5 })],
  ['motionBlur', (source) => motionBlur(source, { lengthPx: 9, direction: { x: 0.6, y: 0.8 }, bias: 0.4 })],
  ['medianBlur of 3', (source) => medianBlur(source, 1)],
  ['medianBlur of 7', (source) => medianBlur(source, 3)],
  ['defocus', (source) => defocus(source, 3, 0.5)],
  ['zoomBlur', (source) => zoomBlur(source, 1.5)],
  [
    'glassBlur',
    (source) =>
      glassBlur(source, { sigma: { x: 0.7, y: 0.7 }, distance: { x: 2, y: 2 }, rounds: 2, shapeSeed: 7 })
  ]
]

describe.each(all)('%s', (_, blur) => {
  it.each(sizes)('keeps an even picture even: $width x $height', (size) => {
    for (const channels of [1, 3, 4] as const) {
      const source = raster(size, channels, (_x, _y, c) => 60 + 40 * c)
      expect(blur(source).data).toEqual(source.data)
      expect(blur(widened(source)).data).toEqual(widened(source).data)
    }
  })

  it('does to 16 bit what it does to 8 bit', () => {
    const source = noise({ width: 17, height: 11 }, 3)
    // Half a level of rounding on the way in 8 bit, and twice in the glass.
    expect(largestDifference(widened(blur(source)), blur(widened(source)))).toBeLessThanOrEqual(2 * 257)
  })

  it('does to each colour what it does to grey, and the same where nothing is transparent', () => {
    const grey = noise({ width: 17, height: 11 }, 1)
    const colour = raster(grey, 3, (x, y) => sampleAt(grey, x, y)[0] ?? 0)
    const opaque = raster(grey, 4, (x, y, c) => (c === 3 ? 255 : (sampleAt(grey, x, y)[0] ?? 0)))
    const expected = blur(grey)
    const made = blur(colour)
    const withAlpha = blur(opaque)
    for (let i = 0; i < expected.data.length; i++) {
      expect(made.data[3 * i + 1]).toBe(expected.data[i])
      expect(withAlpha.data[4 * i + 2]).toBe(expected.data[i])
      expect(withAlpha.data[4 * i + 3]).toBe(255)
    }
  })

  it('does not let hidden colours bleed', () => {
    // Red that shows on the left, green that does not on the right.
    const source = raster({ width: 12, height: 5 }, 4, (x, _y, c) =>
      c === (x < 6 ? 0 : 1) || (c === 3 && x < 6) ? 255 : 0
    )
    const made = blur(source)
    for (let i = 0; i < made.data.length; i += 4) {
      if ((made.data[i + 3] ?? 0) > 8) expect(Array.from(made.data.subarray(i, i + 3))).toEqual([255, 0, 0])
    }
  })

  it('does not change its input', () => {
    const source = noise({ width: 9, height: 7 }, 4)
    const copy = source.data.slice()
    blur(source)
    expect(source.data).toEqual(copy)
  })
})

describe('convolve', () => {
  it.each([
    ['a sparse one', stencilOf(2, 1, (dx, dy) => (dx === 2 && dy === -1 ? 0.75 : dx === -1 ? 0.0625 : 0))],
    ['symmetric rows with runs', stencilOf(4, 3, (_dx, dy) => 1 / (9 * 7) + (dy === 0 ? 0.001 : 0))],
    ['negative weights', stencilOf(1, 1, (dx, dy) => (dx === 0 && dy === 0 ? 9 : -1))],
    ['one weight', stencilOf(0, 0, () => 1)]
  ])('is the plain weighted sum: %s', (_, stencil) => {
    for (const size of [...sizes, { width: 3, height: 2 }]) {
      const source = noise(size, 3, 5)
      expect(
        largestDifference(convolve(source, stencil, 'kept'), plainSum(source, stencil))
      ).toBeLessThanOrEqual(1)
    }
  })
})

describe('boxBlur', () => {
  it.each([
    [1, 1],
    [3, 2],
    [1.5, 0.25],
    [30, 12]
  ])('is the mean of its rectangle, the outermost pixels by the fraction: %f x %f', (x, y) => {
    const source = noise({ width: 23, height: 14 }, 3)
    const share = (d: number, radius: number): number => Math.min(Math.max(radius - Math.abs(d) + 1, 0), 1)
    const stencil = stencilOf(
      Math.ceil(x),
      Math.ceil(y),
      (dx, dy) => (share(dx, x) * share(dy, y)) / ((2 * x + 1) * (2 * y + 1))
    )
    expect(largestDifference(boxBlur(source, { x, y }), plainSum(source, stencil))).toBeLessThanOrEqual(1)
  })
})

describe('medianBlur', () => {
  it.each([1, 2, 4])('is the middle of the sorted neighbours: radius %i', (radius) => {
    const source = noise({ width: 13, height: 9 }, 3)
    const expected = raster(source, 3, (x, y, c) => {
      const around: number[] = []
      for (let j = -radius; j <= radius; j++) {
        for (let i = -radius; i <= radius; i++) {
          around.push(
            sampleAt(source, clampTo(x + i, source.width), clampTo(y + j, source.height))[c] ?? Number.NaN
          )
        }
      }
      return around.toSorted((a, b) => a - b)[(around.length - 1) / 2] ?? Number.NaN
    })
    expect(medianBlur(source, radius).data).toEqual(expected.data)
    expect(medianBlur(widened(source), radius).data).toEqual(widened(expected).data)
  })

  it.each([1, 3])('counts colours by their alpha: radius %i', (radius) => {
    const opaque = noise({ width: 14, height: 10 }, 4)
    // Some pixels count nothing, some a little, some all; in a corner nothing is visible.
    const source = raster(opaque, 4, (x, y, c) => {
      if (c < 3) return sampleAt(opaque, x, y)[c] ?? 0
      return x > 6 && y > 4 ? 0 : ([0, 1, 90, 255][(x * 5 + y * 3) % 4] ?? 0)
    })
    const expected = raster(source, 4, (x, y, c) => {
      const around: (readonly [level: number, weight: number])[] = []
      for (let j = -radius; j <= radius; j++) {
        for (let i = -radius; i <= radius; i++) {
          const pixel = sampleAt(source, clampTo(x + i, source.width), clampTo(y + j, source.height))
          around.push([pixel[c] ?? Number.NaN, c < 3 ? (pixel[3] ?? 0) : 1])
        }
      }
      const total = around.reduce((sum, [, weight]) => sum + weight, 0)
      if (total === 0) return sampleAt(source, x, y)[c] ?? Number.NaN
      let below = 0
      for (const [level, weight] of around.toSorted(([a], [b]) => a - b)) {
        below += weight
        if (2 * below >= total) return level
      }
      return Number.NaN
    })
    expect(medianBlur(source, radius).data).toEqual(expected.data)
    expect(medianBlur(widened(source), radius).data).toEqual(widened(expected).data)
  })
})

describe('motionBlur', () => {
  it('weighs the pixels of a line along an axis alike', () => {
    expect(Array.from(lineStencil({ lengthPx: 5, direction: { x: 1, y: 0 }, bias: 0 }).weights)).toEqual(
      Array.from({ length: 5 }, () => 0.2)
    )
    const upright = lineStencil({ lengthPx: 3, direction: { x: 0, y: -1 }, bias: 0 })
    expect([upright.width, upright.height]).toEqual([1, 3])
  })

  it('lets the line begin at the pixel with a bias of 1, in its direction', () => {
    const { width, weights } = lineStencil({ lengthPx: 4, direction: { x: -1, y: 0 }, bias: 1 })
    const places = Array.from(weights, (weight, k) => (weight > 0 ? k - (width - 1) / 2 : undefined))
    expect(places.filter((place) => place !== undefined)).toEqual([-3, -2, -1, 0])
  })

  it('keeps the length of a line in any direction', () => {
    for (const degrees of [10, 30, 45, 70, 100]) {
      const angle = (degrees * Math.PI) / 180
      const direction = { x: Math.cos(angle), y: Math.sin(angle) }
      const { width, height, weights } = lineStencil({ lengthPx: 21, direction, bias: 0 })
      let variance = 0
      for (let k = 0; k < weights.length; k++) {
        const dx = (k % width) - (width - 1) / 2
        const dy = Math.floor(k / width) - (height - 1) / 2
        variance += (weights[k] ?? 0) * (dx * direction.x + dy * direction.y) ** 2
      }
      // An even line of n pixels has a variance of about n^2 / 12.
      expect(Math.sqrt(12 * variance)).toBeGreaterThan(19.5)
      expect(Math.sqrt(12 * variance)).toBeLessThan(22.5)
    }
  })

  it('changes nothing up to one pixel', () => {
    const source = noise({ width: 9, height: 7 }, 3)
    expect(motionBlur(source, { lengthPx: 1, direction: { x: 1, y: 0 }, bias: 1 })).toBe(source)
  })
})

describe('defocus', () => {
  it('has the area of its disc', () => {
    // Without softness the weight of the middle is 1 / area; pi r^2 to within the border's first order.
    for (const radius of [2, 3.5, 8]) {
      const { weights } = discStencil(radius, 0)
      const area = 1 / Math.max(...weights)
      expect(Math.abs(area / (Math.PI * radius * radius) - 1)).toBeLessThan(0.1)
    }
  })
})

describe('zoomBlur', () => {
  it('is the mean of bilinear zooms', () => {
    const source = noise({ width: 21, height: 15 }, 1)
    const factor = 1.2
    const moved = (Math.hypot(20, 14) / 2) * (1 - 1 / factor)
    const count = Math.max(Math.ceil(moved) + 1, 3)
    const at = (x: number, y: number): number => sampleAt(source, clampTo(x, 21), clampTo(y, 15))[0] ?? 0
    const expected = raster(source, 1, (x, y) => {
      let sum = 0
      for (let k = 0; k < count; k++) {
        const zoom = 1 + ((factor - 1) * k) / (count - 1)
        const [u, v] = [10 + (x - 10) / zoom, 7 + (y - 7) / zoom]
        const [i, j] = [Math.floor(u), Math.floor(v)]
        const upper = at(i, j) * (1 - u + i) + at(i + 1, j) * (u - i)
        const lower = at(i, j + 1) * (1 - u + i) + at(i + 1, j + 1) * (u - i)
        sum += upper * (1 - v + j) + lower * (v - j)
      }
      return sum / count
    })
    expect(largestDifference(zoomBlur(source, factor), expected)).toBeLessThanOrEqual(1)
  })
})

describe('glassBlur', () => {
  const glass = { sigma: { x: 0, y: 0 }, distance: { x: 2, y: 1 }, rounds: 1, shapeSeed: 5 }

  it('only lets pixels change places, when nothing is blurred', () => {
    const source = noise({ width: 30, height: 20 }, 3)
    const pixels = ({ data }: Raster): readonly string[] =>
      Array.from({ length: data.length / 3 }, (_, k) => data.subarray(3 * k, 3 * k + 3).join()).toSorted()
    const made = glassBlur(source, glass)
    expect(pixels(made)).toEqual(pixels(source))
    expect(made.data).not.toEqual(source.data)
  })

  it('follows from its seed', () => {
    const source = noise({ width: 30, height: 20 }, 3)
    expect(glassBlur(source, glass).data).toEqual(glassBlur(source, glass).data)
    expect(glassBlur(source, { ...glass, shapeSeed: 6 }).data).not.toEqual(glassBlur(source, glass).data)
  })
})
