import { describe, expect, it } from 'vitest'
import { autocontrast } from '../../electron/pixels/kernels/tone/autocontrast.ts'
import { clahe } from '../../electron/pixels/kernels/tone/clahe.ts'
import { equalise } from '../../electron/pixels/kernels/tone/equalise.ts'
import { fourierAdapt } from '../../electron/pixels/kernels/tone/fourierAdapt.ts'
import { matchHistogram } from '../../electron/pixels/kernels/tone/matchHistogram.ts'
import { pcaColour } from '../../electron/pixels/kernels/tone/pcaColour.ts'
import { stain } from '../../electron/pixels/kernels/tone/stain.ts'
import { fitPartner } from '../../electron/pixels/kernels/partner.ts'
import type { Raster } from '../../shared/raster.ts'
import { compare } from './compare.ts'
import { photo } from './photos.ts'
import { fromPython, missingPython, runPython, toPython } from './python.ts'

const missing = missingPython(['numpy', 'PIL', 'cv2', 'skimage'])

/** Pictures through lines of Python that set `made`. */
function inPython(pictures: Readonly<Record<string, Raster>>, script: string, values?: unknown): Raster {
  const arrays = Object.fromEntries(Object.entries(pictures).map(([name, one]) => [name, toPython(one)]))
  const { arrays: made } = runPython(`${script}\noutputs['made'] = made`, { arrays, values })
  return fromPython(made['made'])
}

describe.skipIf(missing !== undefined)('statistics against PIL', () => {
  it('equalises to the same levels', () => {
    const script = `
from PIL import Image, ImageOps
made = np.asarray(ImageOps.equalize(Image.fromarray(arrays['picture'])))
`
    for (const picture of [photo('chelsea'), photo('camera', 37, 21), photo('chelsea', 9, 7)]) {
      expect(equalise(picture, { share: 1 }).data).toEqual(inPython({ picture }, script).data)
    }
  })

  it.each([0, 1, 7, 12.5])('stretches to the same levels with %f per cent cut off', (percent) => {
    const script = `
from PIL import Image, ImageOps
made = np.asarray(ImageOps.autocontrast(Image.fromarray(arrays['picture']), cutoff=values))
`
    for (const picture of [photo('chelsea'), photo('camera', 37, 21)]) {
      const made = autocontrast(picture, { cutoff: percent / 100, share: 1 })
      expect(made.data).toEqual(inPython({ picture }, script, percent).data)
    }
  })
})

describe.skipIf(missing !== undefined)('CLAHE against OpenCV', () => {
  const cases = [
    { clipLimit: 2, tiles: 8, width: 512, height: 512 },
    { clipLimit: 4, tiles: 8, width: 301, height: 203 },
    { clipLimit: 40, tiles: 3, width: 300, height: 200 },
    { clipLimit: 1.5, tiles: 8, width: 5, height: 70 }
  ]

  it.each(cases)('grey pictures within one level: %o', ({ clipLimit, tiles, width, height }) => {
    const script = `
import cv2
made = cv2.createCLAHE(values[0], (values[1], values[1])).apply(arrays['picture'])
`
    const picture = photo('camera', width, height)
    const reference = inPython({ picture }, script, [clipLimit, tiles])
    expect(compare(clahe(picture, { clipLimit, tiles }), reference).most).toBeLessThanOrEqual(1)
  })

  it('colours through Lab, but for what OpenCV loses by rounding Lab to 8 bit', () => {
    const script = `
import cv2
lab = cv2.cvtColor(arrays['picture'], cv2.COLOR_RGB2LAB)
lab[:, :, 0] = cv2.createCLAHE(3, (8, 8)).apply(lab[:, :, 0])
made = cv2.cvtColor(lab, cv2.COLOR_LAB2RGB)
`
    const picture = photo('chelsea')
    const found = compare(clahe(picture, { clipLimit: 3, tiles: 8 }), inPython({ picture }, script))
    // One step of a or b of 8 bit is up to four levels of RGB, one of lightness is spread by the slope of the table.
    expect(found.mean).toBeLessThan(1)
    expect(found.p99).toBeLessThanOrEqual(4)
  })

  it('colours as in Lab of floating point, nearly', () => {
    const script = `
import cv2
from skimage import color
lab = color.rgb2lab(arrays['picture'])
lightness = lab[:, :, 0] * 2.55
rounded = np.floor(lightness + 0.5).astype(np.uint8)
# The table of a single tile, read off from OpenCV at every level that occurs.
made8 = cv2.createCLAHE(3, (1, 1)).apply(rounded)
levels = np.unique(rounded)
table = np.array([made8[rounded == level][0] for level in levels])
lab[:, :, 0] = np.interp(lightness, levels, table) / 2.55
made = np.floor(np.clip(color.lab2rgb(lab), 0, 1) * 255 + 0.5).astype(np.uint8)
`
    const picture = photo('chelsea')
    const found = compare(clahe(picture, { clipLimit: 3, tiles: 1 }), inPython({ picture }, script))
    // Half a level of OpenCV's rounded table is at most one and a half levels of a channel.
    expect(found.most).toBeLessThanOrEqual(2)
    expect(found.mean).toBeLessThan(0.5)
  })
})

describe.skipIf(missing !== undefined)('colour statistics against numpy', () => {
  it('shifts along the principal axes of the colours', () => {
    const script = `
colours = arrays['picture'].reshape(-1, 3) / 255
values_, vectors = np.linalg.eigh(np.cov(colours, rowvar=False))
order = np.argsort(values_)[::-1]
shift = np.zeros(3)
for alpha, k in zip(values, order):
    vector = vectors[:, k]
    if vector.sum() < 0: vector = -vector
    shift += alpha * values_[k] * vector
made = np.floor(np.clip(arrays['picture'] / 255 + shift, 0, 1) * 255 + 0.5).astype(np.uint8)
`
    const picture = photo('chelsea')
    for (const alphas of [
      [0.5, 0, 0],
      [0, 3, 0],
      [0, 0, -9],
      [0.3, -2, 4]
    ] as const) {
      const found = compare(pcaColour(picture, { alphas }), inPython({ picture }, script, alphas))
      expect(found.most).toBeLessThanOrEqual(1)
      expect(found.mean).toBeLessThan(0.001)
    }
  })

  it('changes the stains of a section as in the densities of scikit-image', () => {
    const script = `
from skimage.color import hed_from_rgb, rgb_from_hed
picture = arrays['picture']
density = -np.log(np.maximum(picture / 255, 1 / 255))
stains = density @ hed_from_rgb
changed = np.zeros_like(stains)
for k in range(2):
    changed[..., k] = np.maximum(stains[..., k], 0) * (values['scales'][k] - 1) + values['shifts'][k]
weight = np.minimum(density.mean(axis=-1, keepdims=True) / 0.15, 1)
factor = np.exp(-(weight * changed) @ rgb_from_hed)
made = np.floor(np.clip(picture * factor, 0, 255) + 0.5).astype(np.uint8)
`
    const picture = photo('ihc', 300, 200)
    const change = { scales: [1.3, 0.7], shifts: [-0.1, 0.2] } as const
    const found = compare(stain(picture, change), inPython({ picture }, script, change))
    expect(found.most).toBeLessThanOrEqual(1)
    expect(found.mean).toBeLessThan(0.001)
  })

  it('finds the stains that scikit-image mixed', () => {
    // Haematoxylin and eosin of known amounts, mixed by hed2rgb: twice of both must be what it mixes of twice.
    const script = `
from skimage.color import hed2rgb
h, e = np.meshgrid(np.linspace(0.02, 0.06, 23), np.linspace(0.02, 0.06, 17))
stains = np.dstack([h, e, np.zeros_like(h)])
made = np.floor(np.clip(hed2rgb(stains * values), 0, 1) * 65535 + 0.5).astype(np.uint16)
`
    const once = inPython({}, script, 1)
    const twice = inPython({}, script, 2)
    const made = stain(once, { scales: [2, 2], shifts: [0, 0] })
    // A level of 16 bit of error, squared: two, and one of rounding.
    expect(compare(made, twice).most).toBeLessThanOrEqual(4)
  })

  it('matches histograms as scikit-image does', () => {
    const script = `
from skimage.exposure import match_histograms
def match(own, reference):
    # One channel at a time, as scikit-image cuts fractions off colours but not off a single channel.
    return np.dstack([match_histograms(own[..., c], reference[..., c]) for c in range(own.shape[-1])])
made = np.floor(match(arrays['picture'], arrays['reference']) + 0.5).astype(np.uint8)
`
    const picture = photo('chelsea', 211, 187)
    const reference = photo('ihc')
    expect(matchHistogram(picture, reference, { share: 1 }).data).toEqual(
      inPython({ picture, reference }, script).data
    )
  })

  it.each([
    [0.003, 451, 300],
    [0.02, 451, 300],
    [0.1, 301, 211],
    [0.3, 64, 47],
    [0.1, 1, 40]
  ])('exchanges low frequencies as numpy does: beta %f, %i x %i', (beta, width, height) => {
    const script = `
own, other = arrays['picture'].astype(float), arrays['reference'].astype(float)
fft_own = np.fft.fftshift(np.fft.fft2(own, axes=(0, 1)), axes=(0, 1))
fft_other = np.fft.fftshift(np.fft.fft2(other, axes=(0, 1)), axes=(0, 1))
amplitude, phase = np.abs(fft_own), np.angle(fft_own)
h, w = own.shape[:2]
b = int(np.floor(min(h, w) * values))
y, x = h // 2, w // 2
amplitude[y - b:y + b + 1, x - b:x + b + 1] = np.abs(fft_other)[y - b:y + b + 1, x - b:x + b + 1]
mixed = np.fft.ifftshift(amplitude * np.exp(1j * phase), axes=(0, 1))
made = np.floor(np.clip(np.fft.ifft2(mixed, axes=(0, 1)).real, 0, 255) + 0.5).astype(np.uint8)
`
    const picture = photo('chelsea', width, height)
    const reference = fitPartner(photo('ihc', 300, 300), picture)
    const found = compare(
      fourierAdapt(picture, reference, { beta }),
      inPython({ picture, reference }, script, beta)
    )
    // Equal but where a level lies within a rounding error of a half.
    expect(found.most).toBeLessThanOrEqual(1)
    expect(found.mean).toBeLessThan(0.001)
  })
})
