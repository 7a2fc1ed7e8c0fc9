import type { Range } from '../schema.ts'
import { type Converters, exactly, times, within } from './step.ts'

const share: Range = [0, 1]

export const tone: Converters = {
  Equalize: (args) => {
    args.value('mode', 'by_channels', 'mask', 'mask_params')
    return [{ transform: 'equalise', shareRange: [1, 1] }]
  },
  AutoContrast: (args, note) => {
    args.value('ignore', 'method')
    const cutoff = args.number(['cutoff'], 0)
    return [
      {
        transform: 'autocontrast',
        shareRange: [1, 1],
        cutoffPercentRange: within([cutoff, cutoff], [0, 20], note)
      }
    ]
  },
  CLAHE: (args, note) => {
    const grid = args.value('tile_grid_size')
    const [tiles = 8] = Array.isArray(grid) ? (grid as number[]) : []
    const limit = args.range(['clip_limit'], [1, 4], (x) => [1, x])
    return [
      {
        transform: 'clahe',
        clipLimitRange: within(limit, [1, 40], note),
        tiles: Math.min(Math.max(tiles, 1), 32)
      }
    ]
  },
  FancyPCA: (args, note) => {
    return [{ transform: 'pcaColour', strengthRange: within([0, args.number(['alpha'], 0.1)], [0, 2], note) }]
  },
  HEStain: (args, note) => {
    args.value('method', 'preset', 'augment_background')
    note('the stains are those of Ruifrok and Johnston.')
    const scale = within(args.range(['intensity_scale_range'], [0.7, 1.3]), [0, 3], note)
    const shift = within(args.range(['intensity_shift_range'], [-0.2, 0.2]), [-1, 1], note)
    return [
      {
        transform: 'stain',
        haematoxylinScaleRange: scale,
        eosinScaleRange: scale,
        haematoxylinShiftRange: shift,
        eosinShiftRange: shift
      }
    ]
  },
  HistogramMatching: (args, note) => {
    args.value('reference_images', 'read_fn', 'metadata_key')
    note('choose the reference pictures in the recipe; without a choice any source of the same split serves.')
    return [
      {
        transform: 'matchHistogram',
        shareRange: within(args.range(['blend_ratio'], [0.5, 1], exactly), share, note)
      }
    ]
  },
  FDA: (args, note) => {
    args.value('reference_images', 'read_fn', 'metadata_key')
    note('choose the reference pictures in the recipe; without a choice any source of the same split serves.')
    return [
      {
        transform: 'fourierAdapt',
        betaRange: within(
          args.range(['beta_limit'], [0, 0.1], (x) => [0, x]),
          [0, 0.3],
          note
        )
      }
    ]
  }
}

export const weather: Converters = {
  Illumination: (args, note) => {
    const mode = args.text(['mode'], 'linear')
    const effect = args.text(['effect_type'], 'both')
    args.value('center_range', 'sigma_range')
    const most = Math.max(...args.range(['intensity_range'], [0.01, 0.2]).map(Math.abs))
    const amount: Range = effect === 'brighten' ? [0, most] : effect === 'darken' ? [-most, 0] : [-most, most]
    return [
      {
        transform: 'illumination',
        amountFractionRange: within(amount, [-1, 1], note),
        angleDegRange: within(args.range(['angle_range'], [0, 360]), [0, 360], note),
        kind: mode === 'gaussian' ? 'spot' : mode === 'corner' ? 'corner' : 'linear'
      }
    ]
  },
  PlasmaBrightnessContrast: (args, note) => {
    args.value('plasma_size', 'roughness')
    const most = (name: string): Range =>
      within([0, Math.max(...args.range([name], [-0.3, 0.3]).map(Math.abs))], share, note)
    return [
      { transform: 'plasmaBrightness', amountFractionRange: most('brightness_range') },
      { transform: 'plasmaContrast', amountFractionRange: most('contrast_range') }
    ]
  },
  PlasmaShadow: (args, note) => {
    args.value('plasma_size', 'roughness')
    const range = args.range(['shadow_intensity_range', 'shadow_intensity'], [0.3, 0.7], exactly)
    return [{ transform: 'plasmaShadow', amountFractionRange: within(range, share, note) }]
  },
  RandomFog: (args, note) => {
    args.value('alpha_coef')
    const old: Range = [args.number(['fog_coef_lower'], 0.3), args.number(['fog_coef_upper'], 1)]
    return [
      {
        transform: 'fog',
        densityFractionRange: within(args.range(['fog_coef_range'], old, exactly), share, note)
      }
    ]
  },
  RandomRain: (args, note) => {
    args.value('drop_length', 'drop_width', 'drop_color', 'blur_value', 'brightness_coefficient', 'rain_type')
    const old: Range = [args.number(['slant_lower'], -10), args.number(['slant_upper'], 10)]
    note('the amount and size of drops are those of Cultivar.')
    return [
      {
        transform: 'rain',
        amountFractionRange: [0.2, 0.7],
        angleDegRange: within(args.range(['slant_range'], old), [-45, 45], note)
      }
    ]
  },
  RandomSnow: (args, note) => {
    args.value('brightness_coeff', 'method')
    const old: Range = [args.number(['snow_point_lower'], 0.1), args.number(['snow_point_upper'], 0.3)]
    return [
      {
        transform: 'snow',
        amountFractionRange: [0.2, 0.7],
        coverFractionRange: within(args.range(['snow_point_range'], old, exactly), share, note)
      }
    ]
  },
  RandomShadow: (args, note) => {
    args.value('shadow_roi', 'shadow_dimension')
    const old: Range = [args.number(['num_shadows_lower'], 1), args.number(['num_shadows_upper'], 2)]
    return [
      {
        transform: 'shadow',
        amountFractionRange: within(args.range(['shadow_intensity_range'], [0.5, 0.5], exactly), share, note),
        countRange: within(args.range(['num_shadows_limit'], old, exactly), [1, 5], note)
      }
    ]
  },
  RandomSunFlare: (args, note) => {
    args.value('flare_roi', 'src_radius', 'src_color', 'angle_range', 'num_flare_circles_range', 'method')
    args.value('angle_lower', 'angle_upper', 'num_flare_circles_lower', 'num_flare_circles_upper')
    note('place and size of the flare are those of Cultivar.')
    return [{ transform: 'sunFlare', strengthFractionRange: [0.3, 0.8] }]
  },
  RandomGravel: (args, note) => {
    args.value('gravel_roi', 'number_of_patches')
    note('place and number of the stones are those of Cultivar.')
    return [{ transform: 'gravel', amountFractionRange: [0.1, 0.5] }]
  },
  Spatter: (args, note) => {
    args.value('mean', 'std', 'gauss_sigma', 'cutout_threshold', 'color')
    const mode = args.text(['mode'], 'rain')
    const range = times(args.range(['intensity'], [0.6, 0.6], exactly), 1)
    return [
      {
        transform: 'spatter',
        amountFractionRange: within(range, share, note),
        kind: mode === 'mud' ? 'mud' : 'rain'
      }
    ]
  }
}
