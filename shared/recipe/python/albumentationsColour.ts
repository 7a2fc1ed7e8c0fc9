import { num, pair, scaled, whole, wholes, type Writers } from './writer.ts'

export const albumentationsColour: Writers = {
  brightness: ({ range, p }) => {
    return [
      `A.ColorJitter(brightness=${pair(range('factor'))}, contrast=(1.0, 1.0), saturation=(1.0, 1.0), hue=(0.0, 0.0), p=${num(p)})`
    ]
  },
  contrast: ({ range, p, note }) => {
    note('contrast turns about the mean of the picture there, here about mid grey.')
    return [
      `A.ColorJitter(brightness=(1.0, 1.0), contrast=${pair(range('factor'))}, saturation=(1.0, 1.0), hue=(0.0, 0.0), p=${num(p)})`
    ]
  },
  gamma: ({ range, p }) => [
    `A.RandomGamma(gamma_limit=${pair(scaled(range('exponent'), 100))}, p=${num(p)})`
  ],
  toneCurve: ({ range, p, note }) => {
    note('the curve is moved by a normal distribution of half the largest change there.')
    const most = Math.max(...[...range('shadows'), ...range('highlights')].map(Math.abs))
    return [`A.RandomToneCurve(scale=${num(most / 2)}, p=${num(p)})`]
  },
  channelShift: ({ range, p }) => [
    `A.RandomBrightnessContrast(brightness_limit=${pair(scaled(range('shiftLevels'), 1 / 255))}, contrast_limit=(0.0, 0.0), p=${num(p)})`
  ],
  colourJitter: ({ range, p }) => [
    `A.ColorJitter(brightness=${pair(range('brightness'))}, contrast=${pair(range('contrast'))}, saturation=${pair(range('saturation'))}, hue=${pair(scaled(range('hueDeg'), 1 / 360))}, p=${num(p)})`
  ],
  saturation: ({ range, p }) => [
    `A.ColorJitter(brightness=(1.0, 1.0), contrast=(1.0, 1.0), saturation=${pair(range('factor'))}, hue=(0.0, 0.0), p=${num(p)})`
  ],
  hue: ({ range, p }) => [
    `A.ColorJitter(brightness=(1.0, 1.0), contrast=(1.0, 1.0), saturation=(1.0, 1.0), hue=${pair(scaled(range('angleDeg'), 1 / 360))}, p=${num(p)})`
  ],
  rgbShift: ({ range, p }) => [
    `A.RGBShift(r_shift_limit=${pair(range('redLevels'))}, g_shift_limit=${pair(range('greenLevels'))}, b_shift_limit=${pair(range('blueLevels'))}, p=${num(p)})`
  ],
  colourTemperature: ({ range, p, note }) => {
    const [low, high] = range('kelvin')
    if (low < 3000) note('temperatures begin at 3000 K there.')
    return [
      `A.PlanckianJitter(mode="blackbody", temperature_limit=${wholes([Math.max(low, 3000), Math.max(high, 3000)])}, p=${num(p)})`
    ]
  },
  grey: ({ p }) => [`A.ToGray(p=${num(p)})`],
  sepia: ({ p, range, note }) => {
    if (range('strength')[0] < 1) note('the whole effect is taken there.')
    return [`A.ToSepia(p=${num(p)})`]
  },
  channelShuffle: ({ p }) => [`A.ChannelShuffle(p=${num(p)})`],
  channelDropout: ({ p, option }) => [
    `A.ChannelDropout(channel_drop_range=(1, 1), fill=${whole(option('fillLevels'))}, p=${num(p)})`
  ],
  posterise: ({ p, range }) => [`A.Posterize(num_bits=${wholes(range('bits'))}, p=${num(p)})`],
  solarise: ({ p, range }) => [`A.Solarize(threshold_range=${pair(range('threshold'))}, p=${num(p)})`],
  invert: ({ p }) => [`A.InvertImg(p=${num(p)})`]
}
