import { describe, expect, it } from 'vitest'
import { blurKernels } from '../../electron/pixels/kernels/blur/index.ts'
import { discStencil } from '../../electron/pixels/kernels/blur/defocus.ts'
import { lineStencil } from '../../electron/pixels/kernels/blur/motionBlur.ts'
import type { Stencil } from '../../electron/pixels/kernels/blur/stencil.ts'
import { detailKernels } from '../../electron/pixels/kernels/detail/index.ts'
import type { KernelContext } from '../../electron/pixels/kernels/kernel.ts'
import type { BlurOp, DetailOp } from '../../shared/ops.ts'
import type { Raster } from '../../shared/raster.ts'
import { differences, largestDifference, noise, plain, waves } from '../unit/electron/pixels/rasters.ts'
import { fromPython, missingPython, type PythonArray, runPython, toPython } from './python.ts'

const missing = missingPython(['numpy', 'cv2', 'PIL', 'skimage'])
const size = { width: 67, height: 45 }
const pictures: readonly (readonly [string, Raster])[] = [
  ['noise', noise(size, 3, 5)],
  ['waves', waves(size, 3)],
  ['grey noise', noise(size, 1, 8)]
]

async function run(source: Raster, op: BlurOp | DetailOp): Promise<Raster> {
  const context: KernelContext = {
    scale: { x: 1, y: 1 },
    frame: source,
    sampling: plain,
    partners: [],
    run: (own) => Promise.resolve(own)
  }
  const kernel = { ...blurKernels, ...detailKernels }[op.op] as (
    raster: Raster,
    op: BlurOp | DetailOp,
    context: KernelContext
  ) => Raster | Promise<Raster>
  return kernel(source, op, context)
}

function theirs(script: string, source: Raster, values: unknown = null, kernel?: PythonArray): Raster {
  const arrays = { a: toPython(source), ...(kernel === undefined ? {} : { k: kernel }) }
  const made = runPython(`import cv2\na = arrays['a']\n${script}`, { arrays, values })
  return fromPython(made.arrays['out'])
}

const asArray = ({ width, height, weights }: Stencil): PythonArray => ({
  shape: [height, width],
  data: weights
})

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

describe.skipIf(missing !== undefined).each(pictures)(
  'beside OpenCV, scikit-image and PIL: %s',
  (_, source) => {
    // One level: OpenCV computes 8 bit Gaussians in fixed point and cuts them at another radius below one level.
    it.each([0.5, 1, 2.3, 5])('gaussianBlur is GaussianBlur: sigma %f', async (sigmaPx) => {
      const side = 2 * Math.ceil(4 * sigmaPx) + 1
      const expected = theirs(
        "outputs['out'] = cv2.GaussianBlur(a, (values[0], values[0]), values[1], borderType=cv2.BORDER_REFLECT_101)",
        source,
        [side, sigmaPx]
      )
      expect(
        largestDifference(await run(source, { op: 'gaussianBlur', sigmaPx }), expected)
      ).toBeLessThanOrEqual(1)
    })

    // Equal: both round a sum of whole numbers, and an odd number of them never ends in a half.
    it.each([1, 2, 7])('boxBlur is blur: radius %i', async (radiusPx) => {
      const expected = theirs(
        "outputs['out'] = cv2.blur(a, (values, values), borderType=cv2.BORDER_REFLECT_101)",
        source,
        2 * radiusPx + 1
      )
      expect((await run(source, { op: 'boxBlur', radiusPx })).data).toEqual(expected.data)
    })

    it.each([1, 2, 4])('medianBlur is medianBlur, exactly: radius %i', async (radiusPx) => {
      const expected = theirs("outputs['out'] = cv2.medianBlur(a, values)", source, 2 * radiusPx + 1)
      expect((await run(source, { op: 'medianBlur', radiusPx })).data).toEqual(expected.data)
    })

    // One level: OpenCV rounds halves to even and takes larger kernels through a Fourier transform of single precision.
    it.each([
      [7, 0],
      [7, 90],
      [9, 33],
      [15, -70]
    ])('motionBlur is filter2D with its kernel: %i px at %i degrees', async (lengthPx, angleDeg) => {
      const angle = (angleDeg * Math.PI) / 180
      const direction = { x: Math.cos(angle), y: -Math.sin(angle) }
      const kernel = asArray(lineStencil({ lengthPx, direction, bias: 0.5 }))
      const expected = theirs("outputs['out'] = cv2.filter2D(a, -1, arrays['k'])", source, null, kernel)
      const made = await run(source, { op: 'motionBlur', lengthPx, angleDeg, bias: 0.5 })
      expect(largestDifference(made, expected)).toBeLessThanOrEqual(1)
    })

    it.each([
      [1.5, 0],
      [3, 0.5],
      [8, 0.1]
    ])('defocus is filter2D with its kernel: radius %f, softness %f', async (radiusPx, softnessPx) => {
      const kernel = asArray(discStencil(radiusPx, softnessPx))
      const expected = theirs("outputs['out'] = cv2.filter2D(a, -1, arrays['k'])", source, null, kernel)
      const made = await run(source, { op: 'defocus', radiusPx, softnessPx })
      expect(largestDifference(made, expected)).toBeLessThanOrEqual(1)
    })

    it.each(['dilate', 'erode'] as const)('morphology is %s, exactly', async (kind) => {
      for (const radiusPx of [1, 3]) {
        const expected = theirs(
          `outputs['out'] = cv2.${kind}(a, np.ones((values, values), np.uint8))`,
          source,
          2 * radiusPx + 1
        )
        expect((await run(source, { op: 'morphology', kind, radiusPx })).data).toEqual(expected.data)
      }
    })

    // One level times the amount: scikit-image blurs in floating point with its border mirrored (scipy's "mirror" is
    // reflect101), and cuts its Gaussian at four deviations.
    it.each([
      [1, 0.5],
      [2, 1.5]
    ])('unsharpMask is unsharp_mask: sigma %f, amount %f', async (sigmaPx, amount) => {
      const expected = theirs(
        `
from skimage.filters import unsharp_mask
pad = 16
planes = (a if a.ndim == 3 else a[..., None]).astype(float) / 255
sharp = lambda plane: unsharp_mask(np.pad(plane, pad, mode='reflect'), radius=values[0], amount=values[1])
one = np.stack([sharp(planes[..., c])[pad:-pad, pad:-pad] for c in range(planes.shape[2])], axis=-1).reshape(a.shape)
outputs['out'] = np.floor(one * 255 + 0.5).astype(np.uint8)`,
        source,
        [sigmaPx, amount]
      )
      const made = await run(source, { op: 'unsharpMask', sigmaPx, amount, threshold: 0 })
      expect(largestDifference(made, expected)).toBeLessThanOrEqual(1)
    })

    // One level: PIL rounds the smoothed picture to 8 bit before it blends; times |1 - factor| of that.
    it.each([0.1, 0.5, 1.5, 1.9])("sharpness is PIL's: %f", async (factor) => {
      const expected = theirs(
        "from PIL import Image, ImageEnhance\noutputs['out'] = np.asarray(ImageEnhance.Sharpness(Image.fromarray(a)).enhance(values))",
        source,
        factor
      )
      expect(largestDifference(await run(source, { op: 'sharpness', factor }), expected)).toBeLessThanOrEqual(
        1
      )
    })

    // The mean, not the largest difference: libjpeg-turbo computes in whole numbers, and a coefficient that lies on the
    // border of two steps falls to the other side, which moves 64 pixels by up to half a step. Noise is the worst case.
    it.each([30, 60, 90])('JPEG artefacts are those of PIL, 4:2:0: quality %i', async (quality) => {
      const expected = theirs(
        `
import io
from PIL import Image
file = io.BytesIO()
Image.fromarray(a).save(file, 'JPEG', quality=values, **({'subsampling': 2} if a.ndim == 3 else {}))
outputs['out'] = np.asarray(Image.open(file))`,
        source,
        quality
      )
      const made = await run(source, { op: 'recode', format: 'jpeg', quality })
      expect(mean(differences(made, expected))).toBeLessThan(1)
    })
  }
)
