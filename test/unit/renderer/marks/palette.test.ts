import { describe, expect, it } from 'vitest'
import { classStyle, luminance, palette, plainStyle, stylesOf } from '../../../../renderer/marks/palette.ts'

type Rgb = readonly [number, number, number]

const bytes = (hex: string): Rgb =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb
const linear = (value: number): number =>
  value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4

/** Linear RGB as people without one kind of cones see it; matrices of Machado et al. 2009, severity 1. */
const visions: Readonly<Record<string, readonly number[]>> = {
  usual: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039]
}

/** CIELAB under D65. */
function lab([r = 0, g = 0, b = 0]: readonly number[]): readonly number[] {
  const f = (t: number): number => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116)
  const [x, y, z] = [
    f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047),
    f(0.2126 * r + 0.7152 * g + 0.0722 * b),
    f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883)
  ]
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

function seen(hex: string, matrix: readonly number[]): readonly number[] {
  const rgb = bytes(hex).map(linear)
  const row = (at: number): number =>
    Math.min(
      1,
      Math.max(
        0,
        rgb.reduce((sum, value, i) => sum + (matrix[at * 3 + i] ?? 0) * value, 0)
      )
    )
  return lab([row(0), row(1), row(2)])
}

describe('the colours of classes', () => {
  it.each(Object.entries(visions))('are told apart with %s vision', (_name, matrix) => {
    const all = palette.map((hex) => seen(hex, matrix))
    for (const [index, one] of all.entries()) {
      for (const other of all.slice(0, index)) {
        const distance = Math.hypot(...one.map((value, at) => value - (other[at] ?? 0)))
        // 2.3 is just noticeable; thin lines need several times that.
        expect(distance).toBeGreaterThan(15)
      }
    }
  })

  it('stand out from their rim by 3 to 1, as WCAG wants it of graphics', () => {
    for (const hex of palette) {
      const { rim } = classStyle(palette.indexOf(hex))
      const [low, high] = [luminance(bytes(rim)), luminance(bytes(hex))].toSorted((a, b) => a - b)
      expect(((high ?? 0) + 0.05) / ((low ?? 0) + 0.05)).toBeGreaterThanOrEqual(3)
    }
  })

  it('come again with other lines, so that 24 classes look different', () => {
    const looks = Array.from({ length: 24 }, (_, index) => JSON.stringify(classStyle(index)))
    expect(new Set(looks).size).toBe(24)
  })

  it('are those of the data set where it gives some, with a rim that is seen beside them', () => {
    expect(classStyle(0, [0, 0, 0])).toEqual({ colour: 'rgb(0 0 0)', rim: '#ffffff' })
    expect(classStyle(0, [255, 255, 0])).toEqual({ colour: 'rgb(255 255 0)', rim: '#101210' })
  })

  it('go by the place of the class in the catalogue', () => {
    const known = ['b', 'a'].map((name) => ({ name, details: {}, sources: 0, objects: 0 }))
    const styleOf = stylesOf(known)
    expect([styleOf('b').colour, styleOf('a').colour]).toEqual([palette[0], palette[1]])
    expect([styleOf(null), styleOf('unknown')]).toEqual([plainStyle, plainStyle])
  })
})
