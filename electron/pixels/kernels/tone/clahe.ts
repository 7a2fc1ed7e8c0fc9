import { blankRaster, maxSample, type Raster } from '../../../../shared/raster.ts'
import { encodeLight, labCube, labRoot, lightnessOf, lightTable, rootOfLightness, toXyz } from './lab.ts'
import { applyTileTables, type Plane, tileTables } from './tileTables.ts'

/**
 * Contrast limited adaptive histogram equalisation, as OpenCV's createCLAHE(clipLimit, (tiles, tiles)).
 *
 * Convention: grey pictures themselves (8 bit within one level of OpenCV), colours through their lightness in CIE
 * Lab, as Albumentations does, but without rounding Lab to 8 bit between. 16 bit is counted in the same 256 bins as
 * 8 bit, where OpenCV would count 65,536 and limit hardly anything. Invisible pixels are not counted.
 */
export function clahe(
  source: Raster,
  { clipLimit, tiles }: { readonly clipLimit: number; readonly tiles: number }
): Raster {
  const plane = lightnessPlane(source)
  applyTileTables(plane, tileTables(plane, Math.max(1, Math.round(tiles)), clipLimit))
  const out = blankRaster(source, source.channels, source.data)
  if (source.channels === 1) storeGrey(plane.levels, out)
  else storeColour(source, plane.levels, out)
  return out
}

function lightnessPlane(source: Raster): Plane {
  const { data, width, height, channels } = source
  const levels = new Float32Array(width * height)
  if (channels === 1) {
    const perLevel = maxSample(source) / 255
    for (let i = 0; i < levels.length; i++) levels[i] = (data[i] as number) / perLevel
    return { width, height, levels }
  }
  const light = lightTable(maxSample(source))
  for (let i = 0; i < levels.length; i++) {
    const at = i * channels
    const y =
      toXyz[3] * (light[data[at] as number] as number) +
      toXyz[4] * (light[data[at + 1] as number] as number) +
      toXyz[5] * (light[data[at + 2] as number] as number)
    levels[i] = Math.min(Math.max(lightnessOf(labRoot(y)), 0), 255)
  }
  if (channels === 3) return { width, height, levels }
  return { width, height, levels, seen: Uint8Array.from(levels, (_, i) => (data[4 * i + 3] === 0 ? 0 : 1)) }
}

function storeGrey(levels: Float32Array, out: Raster): void {
  const perLevel = maxSample(out) / 255
  for (let i = 0; i < levels.length; i++) out.data[i] = Math.floor((levels[i] as number) * perLevel + 0.5)
}

/** Linear sRGB from X, Y, Z as shares of those of white. */
const toLight = [
  3.240479 * 0.950456,
  -1.53715,
  -0.498535 * 1.088754,
  -0.969256 * 0.950456,
  1.875991,
  0.041556 * 1.088754,
  0.055648 * 0.950456,
  -0.204043,
  1.057311 * 1.088754
] as const

/** Exchanges the lightness and keeps a and b: all three roots move by the same amount. */
function storeColour(source: Raster, levels: Float32Array, out: Raster): void {
  const { data, channels } = source
  const most = maxSample(source)
  const light = lightTable(most)
  const target = out.data
  for (let i = 0; i < levels.length; i++) {
    const at = i * channels
    const r = light[data[at] as number] as number
    const g = light[data[at + 1] as number] as number
    const b = light[data[at + 2] as number] as number
    const rootX = labRoot(toXyz[0] * r + toXyz[1] * g + toXyz[2] * b)
    const rootY = labRoot(toXyz[3] * r + toXyz[4] * g + toXyz[5] * b)
    const rootZ = labRoot(toXyz[6] * r + toXyz[7] * g + toXyz[8] * b)
    const newY = rootOfLightness(levels[i] as number)
    const x = labCube(rootX + newY - rootY)
    const y = labCube(newY)
    const z = labCube(rootZ + newY - rootY)
    target[at] = Math.floor(encodeLight(toLight[0] * x + toLight[1] * y + toLight[2] * z) * most + 0.5)
    target[at + 1] = Math.floor(encodeLight(toLight[3] * x + toLight[4] * y + toLight[5] * z) * most + 0.5)
    target[at + 2] = Math.floor(encodeLight(toLight[6] * x + toLight[7] * y + toLight[8] * z) * most + 0.5)
    if (channels === 4) target[at + 3] = data[at + 3] as number
  }
}
