import { inverse3 } from '../../../../shared/colourMatrices.ts'
import { blankRaster, maxSample, type Raster } from '../../../../shared/raster.ts'

/**
 * Optical density of haematoxylin, eosin and diaminobenzidine in red, green and blue: Ruifrok and Johnston,
 * "Quantification of histochemical staining by color deconvolution", 2001. The third takes what the other two leave.
 */
const haematoxylin = [0.65, 0.7, 0.29] as const
const eosin = [0.07, 0.99, 0.11] as const
const residual = [0.27, 0.57, 0.78] as const

const separation = inverse3([...haematoxylin, ...eosin, ...residual])

/** Unit: mean optical density (natural logarithm). Below it a pixel counts as glass, the less the lighter it is. */
const tissueDensity = 0.15

export interface StainChange {
  readonly scales: readonly [number, number]
  readonly shifts: readonly [number, number]
}

/**
 * Changes how strongly haematoxylin and eosin have stained: each amount times its scale plus its shift, as Tellez et
 * al. 2018 do to train on slides of several laboratories.
 *
 * Convention: optical density is the negative natural logarithm of a level on a scale of 0..1, not below 1 / 255.
 * What neither stain explains is kept, and so is white glass. Grey pictures stay as they are.
 */
export function stain(source: Raster, change: StainChange): Raster {
  if (source.channels === 1) return source
  const out = blankRaster(source, source.channels, source.data)
  const most = maxSample(source)
  const density = Float64Array.from(
    { length: most + 1 },
    (_, level) => -Math.log(Math.max(level / most, 1 / 255))
  )
  const [scaleH, scaleE] = [change.scales[0] - 1, change.scales[1] - 1]
  const [shiftH, shiftE] = change.shifts
  const [h0, h1, h2] = [separation[0], separation[3], separation[6]] as [number, number, number]
  const [e0, e1, e2] = [separation[1], separation[4], separation[7]] as [number, number, number]
  const { data, channels } = source
  const target = out.data
  for (let i = 0; i < data.length; i += channels) {
    const r = density[data[i] as number] as number
    const g = density[data[i + 1] as number] as number
    const b = density[data[i + 2] as number] as number
    const weight = Math.min((r + g + b) / (3 * tissueDensity), 1)
    const moreH = -weight * (Math.max(r * h0 + g * h1 + b * h2, 0) * scaleH + shiftH)
    const moreE = -weight * (Math.max(r * e0 + g * e1 + b * e2, 0) * scaleE + shiftE)
    for (let c = 0; c < 3; c++) {
      const factor = Math.exp(moreH * (haematoxylin[c] as number) + moreE * (eosin[c] as number))
      target[i + c] = Math.min(Math.floor((data[i + c] as number) * factor + 0.5), most)
    }
    if (channels === 4) target[i + 3] = data[i + 3] as number
  }
  return out
}
