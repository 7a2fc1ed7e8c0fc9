import { luma } from './colourMatrices.ts'

/** Unit: kelvin. The white of sRGB, where a colour temperature changes nothing. */
export const neutralKelvin = 6500

/**
 * Chromaticity (CIE 1931 x, y) of a black body, 1667 to 25,000 K: the cubic splines of Kim et al., "Design of
 * advanced color temperature control system for HDTV applications", J. Korean Phys. Soc. 41 (2002), 865-871.
 */
export function planckianLocus(kelvin: number): { readonly x: number; readonly y: number } {
  const u = 1000 / kelvin
  const x =
    kelvin < 4000
      ? ((-0.2661239 * u - 0.2343589) * u + 0.8776956) * u + 0.17991
      : ((-3.0258469 * u + 2.1070379) * u + 0.2226347) * u + 0.24039
  if (kelvin < 2222) return { x, y: ((-1.1063814 * x - 1.3481102) * x + 2.18555832) * x - 0.20219683 }
  if (kelvin < 4000) return { x, y: ((-0.9549476 * x - 1.37418593) * x + 2.09137015) * x - 0.16748867 }
  return { x, y: ((3.081758 * x - 5.8733867) * x + 3.75112997) * x - 0.37001483 }
}

/** Linear sRGB of the light of a black body of luminance 1. Below 1900 K blue would be negative; it is kept above 0. */
function lightOf(kelvin: number): readonly [number, number, number] {
  const { x, y } = planckianLocus(kelvin)
  const bigX = x / y
  const bigZ = (1 - x - y) / y
  return [
    3.2404542 * bigX - 1.5371385 - 0.4985314 * bigZ,
    -0.969266 * bigX + 1.8760108 + 0.041556 * bigZ,
    Math.max(0.0556434 * bigX - 0.2040259 + 1.0572252 * bigZ, 0.01)
  ]
}

/**
 * What another colour temperature does to sRGB levels: one gain for each channel.
 *
 * Convention: the light of 6500 K is exchanged for that of `kelvin`. Light adds up in linear sRGB; as levels are
 * roughly its power of 1 / 2.2, a gain there is the same power of the gain of the light. The gains are scaled so that
 * grey keeps its Rec. 601 luma; at 6500 K all three are 1.
 */
export function temperatureGains(kelvin: number): readonly [number, number, number] {
  const before = lightOf(neutralKelvin)
  const after = lightOf(kelvin)
  const gain = (c: 0 | 1 | 2): number => (after[c] / before[c]) ** (1 / 2.2)
  const [r, g, b] = [gain(0), gain(1), gain(2)]
  const total = luma[0] * r + luma[1] * g + luma[2] * b
  return [r / total, g / total, b / total]
}
