import type { Range } from '../schema.ts'
import { around1, type Converters, exactly, times, within } from './step.ts'

/** Unit: levels. Changes are shares of the full range. */
const levels = (range: Range): Range => times(range, 255)

export const colour: Converters = {
  RandomBrightnessContrast: (args, note) => {
    args.value('brightness_by_max', 'ensure_safe_range')
    note('contrast turns about mid grey; there about black.')
    return [
      {
        transform: 'contrast',
        factorRange: within(around1(args.range(['contrast_limit'], [-0.2, 0.2])), [0, 5], note)
      },
      {
        transform: 'channelShift',
        shiftLevelsRange: within(levels(args.range(['brightness_limit'], [-0.2, 0.2])), [-255, 255], note)
      }
    ]
  },
  RandomBrightness: (args) => [
    { transform: 'channelShift', shiftLevelsRange: levels(args.range(['limit'], [-0.2, 0.2])) }
  ],
  RandomContrast: (args) => [
    { transform: 'contrast', factorRange: around1(args.range(['limit'], [-0.2, 0.2])) }
  ],
  ColorJitter: (args, note) => {
    const factor = (name: string): Range =>
      within(
        args.range([name], [0.8, 1.2], (x) => [Math.max(0, 1 - x), 1 + x]),
        [0, 5],
        note
      )
    note('the order is always brightness, contrast, saturation, hue; there it is drawn.')
    return [
      {
        transform: 'colourJitter',
        brightnessRange: factor('brightness'),
        contrastRange: factor('contrast'),
        saturationRange: factor('saturation'),
        hueDegRange: within(times(args.range(['hue'], [-0.5, 0.5]), 360), [-180, 180], note)
      }
    ]
  },
  HueSaturationValue: (args, note) => {
    note('levels of saturation became factors, those of value a shift of all channels.')
    return [
      // OpenCV counts hue in steps of two degrees.
      {
        transform: 'hue',
        angleDegRange: within(times(args.range(['hue_shift_limit'], [-20, 20]), 2), [-180, 180], note)
      },
      {
        transform: 'saturation',
        factorRange: within(around1(times(args.range(['sat_shift_limit'], [-30, 30]), 1 / 128)), [0, 5], note)
      },
      {
        transform: 'channelShift',
        shiftLevelsRange: within(args.range(['val_shift_limit'], [-20, 20]), [-255, 255], note)
      }
    ]
  },
  RGBShift: (args, note) => {
    const shift = (name: string): Range => within(args.range([name], [-20, 20]), [-255, 255], note)
    return [
      {
        transform: 'rgbShift',
        redLevelsRange: shift('r_shift_limit'),
        greenLevelsRange: shift('g_shift_limit'),
        blueLevelsRange: shift('b_shift_limit')
      }
    ]
  },
  RandomGamma: (args, note) => {
    args.value('eps')
    const percent = args.range(['gamma_limit'], [80, 120], (x) => [100 - x, 100 + x])
    return [{ transform: 'gamma', exponentRange: within(times(percent, 0.01), [0.1, 5], note) }]
  },
  RandomToneCurve: (args, note) => {
    if (args.flag(['per_channel'], false)) note('one curve serves all channels.')
    const scale = args.number(['scale'], 0.1)
    const range = within([-scale, scale], [-0.3, 0.3], note)
    return [{ transform: 'toneCurve', shadowsRange: range, highlightsRange: range }]
  },
  ToGray: (args) => {
    args.value('num_output_channels', 'method')
    return [{ transform: 'grey' }]
  },
  ToSepia: () => [{ transform: 'sepia', strengthRange: [1, 1] }],
  InvertImg: () => [{ transform: 'invert' }],
  ChannelShuffle: () => [{ transform: 'channelShuffle', orderRange: [0, 5] }],
  ChannelDropout: (args, note) => {
    const fill = args.number(['fill', 'fill_value'], 0)
    if (Math.max(...args.range(['channel_drop_range'], [1, 1], exactly)) > 1)
      note('one channel is dropped at a time.')
    return [
      { transform: 'channelDropout', channelRange: [1, 3], fillLevels: Math.min(Math.max(fill, 0), 255) }
    ]
  },
  Solarize: (args) => {
    // Version 1 counts in levels, version 2 in shares.
    const old = args.value('threshold')
    const range =
      old === undefined
        ? args.range(['threshold_range'], [0.5, 0.5], exactly)
        : times(args.range(['threshold'], [128, 128], exactly), 1 / 255)
    return [{ transform: 'solarise', thresholdRange: range }]
  },
  Posterize: (args, note) => {
    const bits = args.range(['num_bits'], [4, 4], exactly)
    return [{ transform: 'posterise', bitsRange: within(bits, [1, 8], note) }]
  },
  PlanckianJitter: (args, note) => {
    args.value('mode', 'sampling_method')
    return [
      {
        transform: 'colourTemperature',
        kelvinRange: within(args.range(['temperature_limit'], [3000, 15_000]), [2000, 15_000], note)
      }
    ]
  }
}
