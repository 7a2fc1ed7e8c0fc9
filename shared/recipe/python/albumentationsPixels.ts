import type { Range } from '../schema.ts'
import { num, oddSizes, pair, scaled, whole, wholes, type Writers } from './writer.ts'

/** Kernel sizes of at least 3, as Albumentations wants them. */
const sizes = (radius: Range): string => wholes(oddSizes([Math.max(1, radius[0]), Math.max(1, radius[1])]))

const tone: Writers = {
  equalise: ({ p, range, note }) => {
    if (range('share')[0] < 1) note('the whole effect is taken there.')
    return [`A.Equalize(mode="pil", p=${num(p)})`]
  },
  autocontrast: ({ p, range, note }) => {
    if (range('share')[0] < 1) note('the whole effect is taken there.')
    return [`A.AutoContrast(cutoff=${num(range('cutoffPercent')[1])}, method="pil", p=${num(p)})`]
  },
  clahe: ({ p, range, option }) => {
    const tiles = whole(option('tiles'))
    return [
      `A.CLAHE(clip_limit=${pair(range('clipLimit'))}, tile_grid_size=(${tiles}, ${tiles}), p=${num(p)})`
    ]
  },
  pcaColour: ({ p, range }) => [`A.FancyPCA(alpha=${num(range('strength')[1])}, p=${num(p)})`],
  stain: ({ p, range, note }) => {
    note('both stains are drawn from the interval of haematoxylin there.')
    return [
      `A.HEStain(method="random_preset", intensity_scale_range=${pair(range('haematoxylinScale'))}, intensity_shift_range=${pair(range('haematoxylinShift'))}, p=${num(p)})`
    ]
  },
  matchHistogram: ({ p, range, note }) => {
    note('fill in reference_images, a list of RGB arrays.')
    return [
      `A.HistogramMatching(reference_images=reference_images, blend_ratio=${pair(range('share'))}, read_fn=lambda image: image, p=${num(p)})`
    ]
  },
  fourierAdapt: ({ p, range, note }) => {
    note('fill in reference_images, a list of RGB arrays.')
    return [
      `A.FDA(reference_images=reference_images, beta_limit=${pair(range('beta'))}, read_fn=lambda image: image, p=${num(p)})`
    ]
  },
  illumination: ({ p, range, choice }) => {
    const mode = choice('kind') === 'spot' ? 'gaussian' : choice('kind')
    const [low, high] = range('amountFraction')
    const effect = low >= 0 ? 'brighten' : high <= 0 ? 'darken' : 'both'
    const most = Math.min(0.2, Math.max(Math.abs(low), Math.abs(high), 0.01))
    return [
      `A.Illumination(mode="${mode}", intensity_range=${pair([0.01, most])}, effect_type="${effect}", angle_range=${pair(range('angleDeg'))}, p=${num(p)})`
    ]
  },
  plasmaBrightness: ({ p, range }) => {
    const most = range('amountFraction')[1]
    return [
      `A.PlasmaBrightnessContrast(brightness_range=${pair([-most, most])}, contrast_range=(0.0, 0.0), p=${num(p)})`
    ]
  },
  plasmaContrast: ({ p, range }) => {
    const most = range('amountFraction')[1]
    return [
      `A.PlasmaBrightnessContrast(brightness_range=(0.0, 0.0), contrast_range=${pair([-most, most])}, p=${num(p)})`
    ]
  },
  plasmaShadow: ({ p, range }) => [
    `A.PlasmaShadow(shadow_intensity_range=${pair(range('amountFraction'))}, p=${num(p)})`
  ],
  fog: ({ p, range }) => [`A.RandomFog(fog_coef_range=${pair(range('densityFraction'))}, p=${num(p)})`],
  rain: ({ p, range }) => [`A.RandomRain(slant_range=${pair(range('angleDeg'))}, p=${num(p)})`],
  snow: ({ p, range }) => [
    `A.RandomSnow(snow_point_range=${pair(range('coverFraction'))}, method="texture", p=${num(p)})`
  ],
  shadow: ({ p, range }) => [
    `A.RandomShadow(num_shadows_limit=${wholes(range('count'))}, shadow_intensity_range=${pair(range('amountFraction'))}, p=${num(p)})`
  ],
  sunFlare: ({ p }) => [`A.RandomSunFlare(p=${num(p)})`],
  gravel: ({ p }) => [`A.RandomGravel(p=${num(p)})`],
  spatter: ({ p, range, choice }) => [
    `A.Spatter(intensity=${pair(range('amountFraction'))}, mode="${choice('kind')}", p=${num(p)})`
  ],
  vignetting: ({ p, range }) => [
    `A.Illumination(mode="gaussian", intensity_range=${pair([0.01, Math.min(0.2, range('amountFraction')[1])])}, effect_type="darken", p=${num(p)})`
  ]
}

const blur: Writers = {
  gaussianBlur: ({ p, range }) => [
    `A.GaussianBlur(blur_limit=0, sigma_limit=${pair(range('sigmaPx'))}, p=${num(p)})`
  ],
  boxBlur: ({ p, range }) => [`A.Blur(blur_limit=${sizes(range('radiusPx'))}, p=${num(p)})`],
  medianBlur: ({ p, range }) => [`A.MedianBlur(blur_limit=${sizes(range('radiusPx'))}, p=${num(p)})`],
  motionBlur: ({ p, range }) => {
    const radius: Range = [(range('lengthPx')[0] - 1) / 2, (range('lengthPx')[1] - 1) / 2]
    return [`A.MotionBlur(blur_limit=${sizes(radius)}, p=${num(p)})`]
  },
  defocus: ({ p, range }) => {
    const [low, high] = range('radiusPx')
    return [
      `A.Defocus(radius=${wholes([Math.max(1, low), Math.max(1, high)])}, alias_blur=${pair(range('softnessPx'))}, p=${num(p)})`
    ]
  },
  zoomBlur: ({ p, range }) => [`A.ZoomBlur(max_factor=${pair(range('factor'))}, p=${num(p)})`],
  glassBlur: ({ p, range, option, note }) => {
    note('distance and sigma are one value there, the largest.')
    return [
      `A.GlassBlur(sigma=${num(range('sigmaPx')[1])}, max_delta=${whole(Math.max(1, range('distancePx')[1]))}, iterations=${whole(option('rounds'))}, p=${num(p)})`
    ]
  }
}

const noise: Writers = {
  gaussianNoise: ({ p, range, choice }) => [
    `A.GaussNoise(std_range=${pair(range('deviation'))}, per_channel=${choice('channels') === 'separate' ? 'True' : 'False'}, p=${num(p)})`
  ],
  isoNoise: ({ p, range, note }) => {
    note('the intensity of the library is about ten times the deviation.')
    return [
      `A.ISONoise(color_shift=${pair(range('colourShift'))}, intensity=${pair(scaled(range('intensity'), 10))}, p=${num(p)})`
    ]
  },
  shotNoise: ({ p, range, note }) => {
    note('a deviation d of white became a scale of 10 d squared.')
    const [low, high] = range('deviation')
    return [`A.ShotNoise(scale_range=${pair([10 * low * low, 10 * high * high])}, p=${num(p)})`]
  },
  multiplicativeNoise: ({ p, range, choice }) => {
    const most = range('spread')[1]
    const perChannel = choice('channels') === 'separate' ? 'True' : 'False'
    return [
      `A.MultiplicativeNoise(multiplier=${pair([1 - most, 1 + most])}, per_channel=${perChannel}, elementwise=True, p=${num(p)})`
    ]
  },
  saltAndPepper: ({ p, range }) => [
    `A.SaltAndPepper(amount=${pair(range('share'))}, salt_vs_pepper=${pair(range('saltShare'))}, p=${num(p)})`
  ],
  pixelDropout: ({ p, range, option }) => [
    `A.PixelDropout(dropout_prob=${num(range('share')[1])}, drop_value=${whole(option('level') * 255)}, p=${num(p)})`
  ]
}

const detail: Writers = {
  sharpen: ({ p, range }) => [
    `A.Sharpen(alpha=${pair(range('share'))}, lightness=${pair(range('lightness'))}, p=${num(p)})`
  ],
  unsharpMask: ({ p, range, option }) => [
    `A.UnsharpMask(blur_limit=0, sigma_limit=${pair(range('sigmaPx'))}, alpha=${pair([range('amount')[0], Math.min(1, range('amount')[1])])}, threshold=${whole(option('threshold') * 255)}, p=${num(p)})`
  ],
  emboss: ({ p, range }) => [
    `A.Emboss(alpha=${pair(range('share'))}, strength=${pair(range('strength'))}, p=${num(p)})`
  ],
  ringing: ({ p, range }) => {
    const [low, high] = range('lossFraction')
    return [
      `A.RingingOvershoot(blur_limit=${sizes(range('radiusPx'))}, cutoff=${pair([(1 - high) * Math.PI, (1 - low) * Math.PI])}, p=${num(p)})`
    ]
  },
  jpegArtefacts: ({ p, range }) => [
    `A.ImageCompression(compression_type="jpeg", quality_range=${wholes(scaled(range('qualityFraction'), 100))}, p=${num(p)})`
  ],
  webpArtefacts: ({ p, range }) => [
    `A.ImageCompression(compression_type="webp", quality_range=${wholes(scaled(range('qualityFraction'), 100))}, p=${num(p)})`
  ],
  downscale: ({ p, range, choice }) => {
    const [down, up] = choice('look') === 'smooth' ? ['AREA', 'LINEAR'] : ['NEAREST', 'NEAREST']
    const pairOf = `interpolation_pair={"downscale": cv2.INTER_${down}, "upscale": cv2.INTER_${up}}`
    return [`A.Downscale(scale_range=${pair(range('share'))}, ${pairOf}, p=${num(p)})`]
  },
  chromaticAberration: ({ p, range }) => {
    const limit = pair(range('redShift'))
    return [
      `A.ChromaticAberration(primary_distortion_limit=(0.0, 0.0), secondary_distortion_limit=${limit}, p=${num(p)})`
    ]
  },
  morphology: ({ p, range, choice }) => {
    const operation = choice('kind') === 'erode' ? 'erosion' : 'dilation'
    return [
      `A.Morphological(scale=${wholes(oddSizes(range('radiusPx')))}, operation="${operation}", p=${num(p)})`
    ]
  },
  superpixels: ({ p, range }) => [
    `A.Superpixels(p_replace=${pair(range('share'))}, n_segments=${wholes(range('segments'))}, p=${num(p)})`
  ]
}

/** What shows in a hole, as Albumentations calls it. */
const fillOf = (covering: string): string =>
  ({
    black: '0',
    grey: '128',
    white: '255',
    random: '"random_uniform"',
    noise: '"random"',
    mean: '"inpaint_telea"'
  })[covering] ?? '0'

const occlusion: Writers = {
  coarseDropout: ({ p, range, choice, note }) => {
    if (choice('covering') === 'mean') note('the mean colour became inpainting.')
    return [
      `A.CoarseDropout(num_holes_range=${wholes(range('count'))}, hole_height_range=${pair(range('heightFraction'))}, hole_width_range=${pair(range('widthFraction'))}, fill=${fillOf(choice('covering'))}, p=${num(p)})`
    ]
  },
  randomErasing: ({ p, range, option, choice, note }) => {
    if (choice('covering') === 'mean') note('the mean colour became inpainting.')
    return [
      `A.Erasing(scale=${pair(range('areaFraction'))}, ratio=${pair([option('ratioLow'), option('ratioHigh')])}, fill=${fillOf(choice('covering'))}, p=${num(p)})`
    ]
  },
  gridDropout: ({ p, range, choice }) => [
    `A.GridDropout(ratio=${num(Math.sqrt(range('areaFraction')[1]))}, fill=${fillOf(choice('covering'))}, p=${num(p)})`
  ],
  maskDropout: ({ p }) => [`A.MaskDropout(p=${num(p)})`],
  constrainedDropout: ({ p, range, choice, note }) => {
    note('name the labels of the boxes in bbox_labels.')
    return [
      `A.ConstrainedCoarseDropout(num_holes_range=${wholes(range('count'))}, hole_height_range=${pair(range('heightFraction'))}, hole_width_range=${pair(range('widthFraction'))}, fill=${fillOf(choice('covering'))}, bbox_labels=bbox_labels, p=${num(p)})`
    ]
  },
  rowColumnMasking: ({ p, range, option, choice, note }) => {
    note('lengths are pixels; they are meant for pictures of 256 pixels.')
    const bands = whole(option('bands'))
    const length = (id: string): string => wholes(scaled(range(id), 256 / Math.max(1, option('bands'))))
    return [
      `A.XYMasking(num_masks_x=${bands}, num_masks_y=${bands}, mask_x_length=${length('columnsFraction')}, mask_y_length=${length('rowsFraction')}, fill=${fillOf(choice('covering'))}, p=${num(p)})`
    ]
  }
}

export const albumentationsPixels: Writers = { ...tone, ...blur, ...noise, ...detail, ...occlusion }
