import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { generatedParts } from '../../shared/docs/tables.ts'
import { transforms } from '../../shared/transforms/index.ts'

const folder = join(import.meta.dirname, '../../docs')
const pages = ['transforms.md', 'domains.md', 'recipes.md']
const marked = /(<!-- generated: (\w+) -->)[\s\S]*?(<!-- end -->)/g

/** A page with its generated parts made anew. */
function renewed(page: string): string {
  return page.replaceAll(marked, (_, start: string, name: string, end: string) => {
    const make = generatedParts[name]
    if (make === undefined) throw new Error(`Expected a generated part but received ${name}`)
    return `${start}\n\n${make()}\n\n${end}`
  })
}

describe('docs', () => {
  it.each(pages)('%s says what the specs say (UPDATE_DOCS=1 rewrites it)', (name) => {
    const file = join(folder, name)
    const page = readFileSync(file, 'utf8').replaceAll('\r\n', '\n')
    const now = renewed(page)
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(file, now)
    else expect(page).toBe(now)
  })

  it('hold every generated part once', () => {
    const names = pages.flatMap((name) =>
      [...readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').matchAll(marked)].map(
        (match) => match[2]
      )
    )
    expect(names.map(String).toSorted()).toEqual(Object.keys(generatedParts).toSorted())
  })
})

/** The transforms with arguments of Albumentations 2.0.8. */
const albumentations = `
  PCA AdvancedBlur Blur Defocus GaussianBlur GlassBlur MedianBlur MotionBlur ZoomBlur
  AtLeastOneBBoxRandomCrop BBoxSafeRandomCrop CenterCrop Crop CropAndPad CropNonEmptyMaskIfExists
  RandomCrop RandomCropFromBorders RandomCropNearBBox RandomResizedCrop RandomSizedBBoxSafeCrop
  RandomSizedCrop ChannelDropout CoarseDropout ConstrainedCoarseDropout Erasing GridDropout
  MaskDropout PixelDropout XYMasking ElasticTransform GridDistortion OpticalDistortion PiecewiseAffine
  ThinPlateSpline D4 Pad PadIfNeeded MaxSizeTransform RandomScale Resize RandomRotate90 Rotate
  SafeRotate Affine GridElasticDeform Morphological Perspective RandomGridShuffle ShiftScaleRotate FDA
  HistogramMatching PixelDistributionAdaptation DomainAdapter MinMaxScaler StandardScaler Mosaic
  OverlayElements Lambda FromFloat ToFloat AdditiveNoise AutoContrast CLAHE ChromaticAberration
  ColorJitter Downscale Emboss Equalize FancyPCA GaussNoise HEStain HueSaturationValue ISONoise
  Illumination ImageCompression MultiplicativeNoise Normalize PlanckianJitter PlasmaBrightnessContrast
  PlasmaShadow Posterize RGBShift RandomBrightnessContrast RandomFog RandomGamma RandomGravel
  RandomRain RandomShadow RandomSnow RandomSunFlare RandomToneCurve RingingOvershoot SaltAndPepper
  Sharpen ShotNoise Solarize Spatter Superpixels ToGray ToRGB ToSepia UnsharpMask FrequencyMasking
  TimeMasking TimeReverse
`
  .trim()
  .split(/\s+/)

describe('what other libraries call it', () => {
  const page = readFileSync(join(folder, 'transforms.md'), 'utf8').replaceAll('\r\n', '\n')
  const [, table = ''] = page.split('## What other libraries call it')
  const rows = [...(table.split('## All transforms')[0] ?? '').matchAll(/^\| ([^|]+) \| ([^|]+) \|$/gm)]
  const answers = new Map(rows.map(([, names = '', here = '']) => [names, here]))

  it.each(albumentations)('%s of Albumentations has its counterpart, or a line that says why not', (name) => {
    expect(answers.get(name) ?? '').toMatch(/`\w+`|[a-z]{3,}/)
  })

  it('names only transforms that are there', () => {
    const known = new Set<string>([...transforms.map(({ id }) => id), 'keep', 'inside'])
    const named = [...answers.values()].flatMap((here) =>
      [...here.matchAll(/`(\w+)`/g)].map(([, id = '']) => id)
    )
    expect(named.filter((id) => !known.has(id))).toEqual([])
  })
})

describe('pictures', () => {
  const pictures = join(import.meta.dirname, '../../renderer/pictures/transforms')

  it('there is one of every transform, and no other (node renderer/pictures/make.mjs makes them)', () => {
    expect(readdirSync(pictures).toSorted()).toEqual(transforms.map(({ id }) => `${id}.webp`).toSorted())
  })

  it('they are small enough to be loaded by the hundred', () => {
    for (const name of readdirSync(pictures)) expect(statSync(join(pictures, name)).size).toBeLessThan(4096)
  })
})
