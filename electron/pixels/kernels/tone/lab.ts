/**
 * CIE Lab of sRGB under D65, as far as changing lightness needs it.
 *
 * Convention: lightness is on the scale 0..255 that OpenCV's 8 bit Lab has (L * 2.55); linear light is 0..1. Cube
 * roots and the curve of sRGB come from tables, exact to 0.001 of a lightness and to 0.01 of a level of 8 bit.
 */

/** Linear sRGB to X, Y, Z, each divided by that of white, so that white is (1, 1, 1). */
export const toXyz = [
  0.412453 / 0.950456,
  0.35758 / 0.950456,
  0.180423 / 0.950456,
  0.212671,
  0.71516,
  0.072169,
  0.019334 / 1.088754,
  0.119193 / 1.088754,
  0.950227 / 1.088754
] as const

const steps = 8192
const delta = 6 / 29

const cubeRoots = Float64Array.from({ length: steps + 2 }, (_, k) => {
  const t = k / steps
  return t > delta ** 3 ? Math.cbrt(t) : t / (3 * delta * delta) + 4 / 29
})

const encoded = Float64Array.from({ length: steps + 2 }, (_, k) => {
  const light = k / steps
  return light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055
})

function lookUp(table: Float64Array, value: number): number {
  const at = value <= 0 ? 0 : value >= 1 ? steps : value * steps
  const below = Math.floor(at)
  const low = table[below] as number
  return low + (at - below) * ((table[below + 1] as number) - low)
}

/** f of CIE Lab: the cube root with a straight start. */
export function labRoot(value: number): number {
  return lookUp(cubeRoots, value)
}

/** The inverse of `labRoot`. */
export function labCube(root: number): number {
  return root > delta ? root * root * root : 3 * delta * delta * (root - 4 / 29)
}

/** Linear light to an sRGB level, both 0..1; clamps. */
export function encodeLight(light: number): number {
  return lookUp(encoded, light)
}

/** Linear light of every sRGB level 0 .. most. */
export function lightTable(most: number): Float64Array {
  return Float64Array.from({ length: most + 1 }, (_, level) => {
    const value = level / most
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
}

/** Lightness 0..255 from f(Y). */
export function lightnessOf(rootOfY: number): number {
  return (116 * rootOfY - 16) * 2.55
}

/** f(Y) from a lightness 0..255. */
export function rootOfLightness(lightness: number): number {
  return (lightness / 2.55 + 16) / 116
}
