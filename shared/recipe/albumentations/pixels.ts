import type { Range } from '../schema.ts'
import type { Arguments } from './arguments.ts'
import { type Converters, exactly, times, within } from './step.ts'

/** Radii of the odd kernel sizes that Albumentations draws; a number alone means from 3 up to it. */
function radii(args: Arguments, standard: Range = [3, 7]): Range {
  const [low, high] = args.range(['blur_limit'], standard, (x) => [3, x])
  return [Math.max(0, (low - 1) / 2), Math.max(0, (high - 1) / 2)]
}

const channels = (args: Arguments, standard: boolean): 'separate' | 'together' =>
  args.flag(['per_channel'], standard) ? 'separate' : 'together'

/** Qualities of files count from 1 to 100. */
function quality(args: Arguments, note: (text: string) => void): Range {
  const old: Range = [args.number(['quality_lower'], 99), args.number(['quality_upper'], 100)]
  return within(times(args.range(['quality_range'], old, exactly), 0.01), [0.01, 1], note)
}

export const blur: Converters = {
  GaussianBlur: (args, note) => {
    args.value('blur_limit')
    return [
      {
        transform: 'gaussianBlur',
        sigmaPxRange: within(
          args.range(['sigma_limit'], [0.5, 3], (x) => [0, x]),
          [0, 50],
          note
        )
      }
    ]
  },
  Blur: (args, note) => [{ transform: 'boxBlur', radiusPxRange: within(radii(args), [0, 50], note) }],
  MedianBlur: (args, note) => [
    {
      transform: 'medianBlur',
      radiusPxRange: within(radii(args).map(Math.round) as unknown as Range, [0, 15], note)
    }
  ],
  MotionBlur: (args, note) => {
    const [low, high] = args.range(['blur_limit'], [3, 7], (x) => [3, x])
    args.value('allow_shifted')
    const direction = args.range(['direction_range'], [-1, 1])
    args.value('angle_range')
    return [
      {
        transform: 'motionBlur',
        lengthPxRange: within([low, high], [0, 100], note),
        angleDegRange: [-180, 180],
        biasRange: within(direction, [-1, 1], note)
      }
    ]
  },
  Defocus: (args, note) => [
    {
      transform: 'defocus',
      radiusPxRange: within(
        args.range(['radius'], [3, 10], (x) => [1, x]),
        [0, 50],
        note
      ),
      softnessPxRange: within(
        args.range(['alias_blur'], [0.1, 0.5], (x) => [0, x]),
        [0, 5],
        note
      )
    }
  ],
  ZoomBlur: (args, note) => {
    args.value('step_factor')
    return [
      {
        transform: 'zoomBlur',
        factorRange: within(
          args.range(['max_factor'], [1, 1.31], (x) => [1, x]),
          [1, 2],
          note
        )
      }
    ]
  },
  GlassBlur: (args, note) => {
    args.value('mode')
    const distance = args.number(['max_delta'], 4)
    const sigma = args.number(['sigma'], 0.7)
    return [
      {
        transform: 'glassBlur',
        distancePxRange: within([distance, distance], [0, 10], note),
        sigmaPxRange: within([sigma, sigma], [0, 5], note),
        rounds: Math.min(Math.max(args.number(['iterations'], 2), 1), 5)
      }
    ]
  },
  AdvancedBlur: (args, note) => {
    args.value(
      'blur_limit',
      'rotate_limit',
      'beta_limit',
      'noise_limit',
      'sigma_y_limit',
      'sigmaX_limit',
      'sigmaY_limit'
    )
    note('the kernel is an even Gaussian of the sigma along x.')
    return [
      {
        transform: 'gaussianBlur',
        sigmaPxRange: within(
          args.range(['sigma_x_limit'], [0.2, 1], (x) => [0, x]),
          [0, 50],
          note
        )
      }
    ]
  }
}

export const noise: Converters = {
  GaussNoise: (args, note) => {
    args.value('mean_range', 'mean', 'noise_scale_factor')
    // Version 1 gives the variance in levels, version 2 the deviation as a share of the range.
    const old = args.value('var_limit')
    const range =
      old === undefined
        ? args.range(['std_range'], [0.2, 0.44], exactly)
        : (args
            .range(['var_limit'], [10, 50], (x) => [0, x])
            .map((variance) => Math.sqrt(variance) / 255) as unknown as Range)
    return [
      {
        transform: 'gaussianNoise',
        deviationRange: within(range, [0, 1], note),
        channels: channels(args, true)
      }
    ]
  },
  AdditiveNoise: (args, note) => {
    args.value('noise_type', 'spatial_mode', 'noise_params', 'approximation')
    note('the noise is Gaussian, with a deviation of 1 .. 4 % of the range.')
    return [{ transform: 'gaussianNoise', deviationRange: [0.01, 0.04] }]
  },
  ISONoise: (args, note) => {
    note('intensity is a deviation here; a tenth of the value was taken.')
    return [
      {
        transform: 'isoNoise',
        intensityRange: within(times(args.range(['intensity'], [0.1, 0.5], exactly), 0.1), [0, 0.5], note),
        colourShiftRange: within(args.range(['color_shift'], [0.01, 0.05], exactly), [0, 0.5], note)
      }
    ]
  },
  ShotNoise: (args, note) => {
    note('a scale s became a deviation of sqrt(s / 10) of white, at most 0.2.')
    const range = args
      .range(['scale_range'], [0.1, 0.3], exactly)
      .map((s) => Math.min(0.2, Math.sqrt(s / 10)))
    return [{ transform: 'shotNoise', deviationRange: range as unknown as Range }]
  },
  MultiplicativeNoise: (args, note) => {
    args.value('elementwise')
    const [low, high] = args.range(['multiplier'], [0.9, 1.1], exactly)
    const most = Math.max(Math.abs(low - 1), Math.abs(high - 1))
    return [
      {
        transform: 'multiplicativeNoise',
        spreadRange: within([most, most], [0, 1], note),
        channels: channels(args, false)
      }
    ]
  },
  SaltAndPepper: (args, note) => [
    {
      transform: 'saltAndPepper',
      shareRange: within(args.range(['amount'], [0.01, 0.06], exactly), [0, 0.5], note),
      saltShareRange: within(args.range(['salt_vs_pepper'], [0.4, 0.6], exactly), [0, 1], note)
    }
  ],
  PixelDropout: (args, note) => {
    args.value('per_channel', 'mask_drop_value')
    const share = args.number(['dropout_prob'], 0.01)
    const drop = args.value('drop_value')
    return [
      {
        transform: 'pixelDropout',
        shareRange: within([share, share], [0, 0.5], note),
        level: typeof drop === 'number' ? Math.min(Math.max(drop / 255, 0), 1) : 0
      }
    ]
  }
}

export const detail: Converters = {
  Sharpen: (args, note) => {
    args.value('method', 'kernel_size', 'sigma')
    return [
      {
        transform: 'sharpen',
        shareRange: within(args.range(['alpha'], [0.2, 0.5], exactly), [0, 1], note),
        lightnessRange: within(args.range(['lightness'], [0.5, 1], exactly), [0, 2], note)
      }
    ]
  },
  UnsharpMask: (args, note) => {
    args.value('blur_limit')
    const sigma = args.range(['sigma_limit'], [0.5, 1.2], (x) => (x === 0 ? [0.5, 1.2] : [0.1, x]))
    return [
      {
        transform: 'unsharpMask',
        amountRange: within(args.range(['alpha'], [0.2, 0.5], exactly), [0, 5], note),
        sigmaPxRange: within(sigma, [0.1, 10], note),
        threshold: Math.min(args.number(['threshold'], 10) / 255, 0.5)
      }
    ]
  },
  Emboss: (args, note) => [
    {
      transform: 'emboss',
      shareRange: within(args.range(['alpha'], [0.2, 0.5], exactly), [0, 1], note),
      strengthRange: within(args.range(['strength'], [0.2, 0.7], exactly), [0, 2], note)
    }
  ],
  RingingOvershoot: (args, note) => {
    const [low, high] = args.range(['cutoff'], [Math.PI / 4, Math.PI / 2], exactly)
    const radius = radii(args, [7, 15]).map(Math.round) as unknown as Range
    const loss: Range = [1 - high / Math.PI, 1 - low / Math.PI]
    return [
      {
        transform: 'ringing',
        lossFractionRange: within(loss, [0, 0.9], note),
        radiusPxRange: within(radius, [1, 21], note)
      }
    ]
  },
  ImageCompression: (args, note) => {
    const isWebp = /webp|1/i.test(args.text(['compression_type'], 'jpeg'))
    return [
      { transform: isWebp ? 'webpArtefacts' : 'jpegArtefacts', qualityFractionRange: quality(args, note) }
    ]
  },
  JpegCompression: (args, note) => [
    { transform: 'jpegArtefacts', qualityFractionRange: quality(args, note) }
  ],
  Downscale: (args, note) => {
    args.value('interpolation_pair')
    const old: Range = [args.number(['scale_min'], 0.25), args.number(['scale_max'], 0.25)]
    return [
      {
        transform: 'downscale',
        shareRange: within(args.range(['scale_range'], old, exactly), [0.02, 1], note),
        look: 'pixelated'
      }
    ]
  },
  ChromaticAberration: (args, note) => {
    args.value('primary_distortion_limit', 'mode')
    note('red and blue are moved on their own; the secondary limit was taken for both.')
    const range = within(args.range(['secondary_distortion_limit'], [-0.05, 0.05]), [-0.05, 0.05], note)
    return [{ transform: 'chromaticAberration', redShiftRange: range, blueShiftRange: range }]
  },
  Morphological: (args, note) => {
    const sizes = args.range(['scale'], [2, 3], (x) => [2, x])
    const radius = sizes.map((size) => Math.max(1, Math.round((size - 1) / 2))) as unknown as Range
    const kind = args.text(['operation'], 'dilation') === 'erosion' ? 'erode' : 'dilate'
    return [{ transform: 'morphology', radiusPxRange: within(radius, [0, 15], note), kind }]
  },
  Superpixels: (args, note) => {
    args.value('max_size')
    const segments = args.range(['n_segments'], [100, 100], exactly)
    return [
      {
        transform: 'superpixels',
        shareRange: within(
          args.range(['p_replace'], [0, 0.1], (x) => [x, x]),
          [0, 1],
          note
        ),
        segmentsRange: within(segments, [10, 2000], note)
      }
    ]
  }
}
