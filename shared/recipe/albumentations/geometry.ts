import type { Range } from '../schema.ts'
import type { Arguments } from './arguments.ts'
import { around1, type Converters, exactly, type Step, within } from './step.ts'

const shiftRange = (args: Arguments, axis: 'x' | 'y'): Range =>
  args.range([`shift_limit_${axis}`, 'shift_limit'], [-0.0625, 0.0625])

/** Affine takes one value for both axes or an object with x and y. */
function perAxis(value: unknown, axis: 'x' | 'y'): Range | undefined {
  const own =
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)[axis]
      : value
  if (typeof own === 'number') return [own, own]
  if (!Array.isArray(own) || own.length !== 2) return undefined
  const [low, high] = own as readonly unknown[]
  return typeof low === 'number' && typeof high === 'number'
    ? [Math.min(low, high), Math.max(low, high)]
    : undefined
}

const isOff = (range: Range | undefined, neutral: number): boolean =>
  range === undefined || (range[0] === neutral && range[1] === neutral)

function affineSteps(args: Arguments, note: (text: string) => void): readonly Step[] {
  const steps: Step[] = []
  const scale = args.value('scale')
  const keepsRatio = args.flag(['keep_ratio'], false)
  const [scaleX, scaleY] = [perAxis(scale, 'x'), perAxis(scale, 'y')]
  if (!isOff(scaleX, 1) || !isOff(scaleY, 1)) {
    steps.push(
      keepsRatio
        ? { transform: 'zoom', factorRange: scaleX ?? [1, 1] }
        : { transform: 'zoom', xFactorRange: scaleX ?? [1, 1], yFactorRange: scaleY ?? [1, 1] }
    )
  }
  const shear = args.value('shear')
  const isNumber = typeof shear === 'number' || Array.isArray(shear)
  const [shearX, shearY] = [perAxis(shear, 'x'), isNumber ? undefined : perAxis(shear, 'y')]
  if (!isOff(shearX, 0) || !isOff(shearY, 0)) {
    steps.push({ transform: 'shear', xDegRange: shearX ?? [0, 0], yDegRange: shearY ?? [0, 0] })
  }
  const rotate = perAxis(args.value('rotate'), 'x')
  if (!isOff(rotate, 0)) steps.push({ transform: 'rotate', angleDegRange: rotate })
  const percent = args.value('translate_percent')
  const [x, y] = [perAxis(percent, 'x'), perAxis(percent, 'y')]
  if (!isOff(x, 0) || !isOff(y, 0)) {
    steps.push({ transform: 'translate', xFractionRange: x ?? [0, 0], yFractionRange: y ?? [0, 0] })
  }
  const px = args.value('translate_px')
  if (px !== undefined) note('translate_px is left out; give shares of the side (translate_percent).')
  if (args.flag(['fit_output'], false)) note('fit_output is left out; the frame stays.')
  args.value('rotate_method', 'balanced_scale')
  return steps
}

/** Sizes in pixels hold for one size of picture only; recipes hold for any. */
const pixelCrop =
  (keep: string): Converters[string] =>
  (args, note) => {
    args.value('height', 'width', 'size', 'min_max_height', 'w2h_ratio', 'pad_if_needed', 'pad_position')
    args.value('erosion_rate', 'erosion_factor', 'ignore_values', 'ignore_channels')
    note('sizes in pixels became 80 .. 100 % of the sides; the size of the pictures is chosen at export.')
    return [{ transform: 'randomCrop', widthShareRange: [0.8, 1], heightShareRange: [0.8, 1], keep }]
  }

function cropAndPad(args: Arguments, note: (text: string) => void): readonly Step[] {
  const percent = args.range(['percent'], [0, 0], exactly)
  args.value('keep_size', 'sample_independently', 'pad_mode', 'pad_cval')
  if (args.value('px') !== undefined) note('px is left out; give percent.')
  const sides = (range: Range): Pick<Step, string> => ({
    leftShareRange: range,
    rightShareRange: range,
    topShareRange: range,
    bottomShareRange: range
  })
  const crop: Range = [Math.max(0, -percent[1]), Math.max(0, -percent[0])]
  const pad: Range = [Math.max(0, percent[0]), Math.max(0, percent[1])]
  return [
    ...(crop[1] > 0 ? [{ transform: 'cropFromBorders', ...sides(within(crop, [0, 0.45], note)) }] : []),
    ...(pad[1] > 0 ? [{ transform: 'pad', ...sides(within(pad, [0, 1], note)) }] : [])
  ] as readonly Step[]
}

export const geometry: Converters = {
  HorizontalFlip: () => [{ transform: 'horizontalFlip' }],
  VerticalFlip: () => [{ transform: 'verticalFlip' }],
  Flip: (_, note) => {
    note('one of three mirrors became two that happen half of the time each.')
    return [
      { transform: 'horizontalFlip', probability: 0.5 },
      { transform: 'verticalFlip', probability: 0.5 }
    ]
  },
  Transpose: () => [{ transform: 'transpose' }],
  RandomRotate90: () => [{ transform: 'quarterTurn', turnsRange: [-1, 2] }],
  D4: () => [{ transform: 'squareSymmetry', symmetryRange: [0, 7] }],
  SquareSymmetry: () => [{ transform: 'squareSymmetry', symmetryRange: [0, 7] }],
  Rotate: (args, note) => {
    args.value('rotate_method')
    const angleDegRange = within(args.range(['limit'], [-90, 90]), [-180, 180], note)
    return [
      { transform: 'rotate', angleDegRange, border: args.flag(['crop_border'], false) ? 'crop' : 'keep' }
    ]
  },
  SafeRotate: (args, note) => {
    args.value('rotate_method')
    note('the frame grows until everything is in it, instead of the picture shrinking.')
    return [{ transform: 'rotate', angleDegRange: args.range(['limit'], [-90, 90]), border: 'expand' }]
  },
  ShiftScaleRotate: (args, note) => {
    args.value('rotate_method')
    return [
      { transform: 'rotate', angleDegRange: args.range(['rotate_limit'], [-45, 45]) },
      {
        transform: 'zoom',
        factorRange: within(around1(args.range(['scale_limit'], [-0.1, 0.1])), [0.1, 10], note)
      },
      { transform: 'translate', xFractionRange: shiftRange(args, 'x'), yFractionRange: shiftRange(args, 'y') }
    ]
  },
  RandomScale: (args, note) => {
    args.value('area_for_downscale')
    note('the picture is zoomed within its frame; its size is chosen at export.')
    return [
      {
        transform: 'zoom',
        factorRange: within(around1(args.range(['scale_limit'], [-0.1, 0.1])), [0.1, 10], note)
      }
    ]
  },
  Affine: affineSteps,
  Perspective: (args, note) => {
    args.value('keep_size', 'fit_output', 'pad_mode', 'pad_val')
    note('corners move by at most the strength; there by a normal distribution of that deviation.')
    const standard: Range = [0.05, 0.1]
    return [
      {
        transform: 'perspective',
        strengthRange: within(
          args.range(['scale'], standard, (x) => [0, x]),
          [0, 0.4],
          note
        )
      }
    ]
  },
  RandomResizedCrop: (args, note) => {
    args.value('size', 'height', 'width', 'area_for_downscale')
    return [
      {
        transform: 'randomResizedCrop',
        areaShareRange: within(args.range(['scale'], [0.08, 1]), [0.01, 1], note),
        ratioRange: within(args.range(['ratio'], [0.75, 4 / 3]), [0.2, 5], note)
      }
    ]
  },
  RandomCrop: pixelCrop('none'),
  RandomSizedCrop: pixelCrop('none'),
  CropNonEmptyMaskIfExists: pixelCrop('touch'),
  RandomCropNearBBox: (args, note) => {
    args.value('max_part_shift', 'cropping_bbox_key', 'cropping_box_key')
    note('the crop keeps part of some box.')
    return [{ transform: 'randomCrop', widthShareRange: [0.5, 1], heightShareRange: [0.5, 1], keep: 'touch' }]
  },
  BBoxSafeRandomCrop: pixelCrop('allBoxes'),
  RandomSizedBBoxSafeCrop: pixelCrop('allBoxes'),
  AtLeastOneBBoxRandomCrop: pixelCrop('oneBox'),
  CenterCrop: (args, note) => {
    args.value('height', 'width', 'pad_if_needed', 'pad_position')
    note('sizes in pixels became 90 % of the sides; the size of the pictures is chosen at export.')
    return [{ transform: 'centreCrop', widthShareRange: [0.9, 0.9], heightShareRange: [0.9, 0.9] }]
  },
  RandomCropFromBorders: (args, note) => {
    const side = (name: string): Range => within([0, args.number([name], 0.1)], [0, 0.45], note)
    return [
      {
        transform: 'cropFromBorders',
        leftShareRange: side('crop_left'),
        rightShareRange: side('crop_right'),
        topShareRange: side('crop_top'),
        bottomShareRange: side('crop_bottom')
      }
    ]
  },
  CropAndPad: cropAndPad,
  PadIfNeeded: (args, note) => {
    args.value('min_height', 'min_width', 'pad_height_divisor', 'pad_width_divisor', 'position')
    note('sizes in pixels became a square frame around the whole picture.')
    return [{ transform: 'letterbox' }]
  },
  ElasticTransform: (args, note) => {
    args.value(
      'alpha',
      'sigma',
      'approximate',
      'same_dxdy',
      'noise_distribution',
      'keypoint_remapping_method',
      'alpha_affine'
    )
    note('alpha and sigma in pixels mean something else at every size; the default strength was taken.')
    return [{ transform: 'elastic', strengthFractionRange: [0.01, 0.03] }]
  },
  GridDistortion: (args, note) => {
    args.value('normalized', 'keypoint_remapping_method')
    const most = Math.max(...args.range(['distort_limit'], [-0.3, 0.3]).map(Math.abs))
    return [
      {
        transform: 'gridDistortion',
        distortRange: within([0, most], [0, 0.8], note),
        stepCount: Math.min(Math.max(args.number(['num_steps'], 5), 2), 12)
      }
    ]
  },
  OpticalDistortion: (args, note) => {
    args.value('mode', 'shift_limit', 'keypoint_remapping_method')
    return [
      {
        transform: 'lens',
        distortRange: within(args.range(['distort_limit'], [-0.05, 0.05]), [-0.3, 0.5], note)
      }
    ]
  },
  PiecewiseAffine: (args, note) => {
    args.value('nb_rows', 'nb_cols', 'absolute_scale', 'keypoint_remapping_method', 'keypoints_threshold')
    return [
      {
        transform: 'piecewiseAffine',
        strengthFractionRange: within(args.range(['scale'], [0.03, 0.05], exactly), [0, 0.12], note)
      }
    ]
  },
  ThinPlateSpline: (args, note) => {
    const points = Math.min(Math.max(args.number(['num_control_points'], 4), 3), 7)
    args.value('keypoint_remapping_method')
    return [
      {
        transform: 'thinPlateSpline',
        strengthFractionRange: within(args.range(['scale_range'], [0.2, 0.4]), [0, 0.09], note),
        pointCount: points
      }
    ]
  },
  GridElasticDeform: (args, note) => {
    args.value('num_grid_xy', 'magnitude')
    note('a magnitude in pixels means something else at every size; the default strength was taken.')
    return [{ transform: 'gridElastic', strengthFractionRange: [0.01, 0.04] }]
  },
  RandomGridShuffle: (args) => {
    const grid = args.value('grid')
    const [rows = 3, columns = 3] = Array.isArray(grid) ? (grid as number[]) : []
    return [{ transform: 'gridShuffle', columnCount: columns, rowCount: rows }]
  }
}
