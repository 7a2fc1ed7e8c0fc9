import type { Recipe } from '../schema.ts'
import { cvBorder, cvInterpolation, num, pair, reach, whole, type Writers } from './writer.ts'

/** What every warp of Albumentations 2 takes. */
function sampling({ fillMode, fillValue, interpolation }: Recipe): string {
  const fill =
    fillValue.length === 1 ? num(fillValue[0] ?? 0) : `(${fillValue.slice(0, 3).map(num).join(', ')})`
  const constant = fillMode === 'constant' ? `, fill=${fill}` : ''
  return `interpolation=${cvInterpolation[interpolation]}, border_mode=${cvBorder[fillMode]}${constant}`
}

const cropSafely: Readonly<Record<string, string>> = {
  allBoxes: 'BBoxSafeRandomCrop',
  oneBox: 'AtLeastOneBBoxRandomCrop'
}

export const albumentationsGeometry: Writers = {
  rotate: ({ range, p, recipe, choice, note }) => {
    if (choice('border') === 'expand') {
      note('SafeRotate shrinks the picture into its frame instead of growing the frame.')
      return [`A.SafeRotate(limit=${pair(range('angleDeg'))}, ${sampling(recipe)}, p=${num(p)})`]
    }
    const crop = choice('border') === 'crop' ? ', crop_border=True' : ''
    return [`A.Rotate(limit=${pair(range('angleDeg'))}${crop}, ${sampling(recipe)}, p=${num(p)})`]
  },
  translate: ({ range, p, recipe }) => [
    `A.Affine(translate_percent={"x": ${pair(range('xFraction'))}, "y": ${pair(range('yFraction'))}}, ${sampling(recipe)}, p=${num(p)})`
  ],
  shear: ({ range, p, recipe }) => [
    `A.Affine(shear={"x": ${pair(range('xDeg'))}, "y": ${pair(range('yDeg'))}}, ${sampling(recipe)}, p=${num(p)})`
  ],
  zoom: ({ range, p, recipe }) => {
    const both = range('factor')
    const isUniform = reach(range('xFactor'), 1) === 0 && reach(range('yFactor'), 1) === 0
    const uniform = `A.Affine(scale=${pair(both)}, keep_ratio=True, ${sampling(recipe)}, p=${num(p)})`
    const single = `A.Affine(scale={"x": ${pair(range('xFactor'))}, "y": ${pair(range('yFactor'))}}, ${sampling(recipe)}, p=${num(p)})`
    return isUniform ? [uniform] : reach(both, 1) === 0 ? [single] : [uniform, single]
  },
  horizontalFlip: ({ p }) => [`A.HorizontalFlip(p=${num(p)})`],
  verticalFlip: ({ p }) => [`A.VerticalFlip(p=${num(p)})`],
  transpose: ({ p }) => [`A.Transpose(p=${num(p)})`],
  quarterTurn: ({ p, range, note }) => {
    if (range('turns')[1] - range('turns')[0] < 3) note('all four turns are drawn there.')
    return [`A.RandomRotate90(p=${num(p)})`]
  },
  squareSymmetry: ({ p, range, note }) => {
    if (range('symmetry')[1] - range('symmetry')[0] < 7) note('all eight symmetries are drawn there.')
    return [`A.D4(p=${num(p)})`]
  },
  perspective: ({ range, p, recipe, note }) => {
    note('corners move by a normal distribution there; half of the strength is its deviation.')
    const [low, high] = range('strength')
    return [`A.Perspective(scale=${pair([low / 2, high / 2])}, ${sampling(recipe)}, p=${num(p)})`]
  },
  randomCrop: ({ range, p, choice, note }) => {
    const safe = cropSafely[choice('keep')]
    const least = Math.min(range('widthShare')[0], range('heightShare')[0])
    note('the crop is taken as shares of each border, so its sides are drawn anew.')
    const border = num((1 - least) / 2)
    return safe === undefined || safe === 'AtLeastOneBBoxRandomCrop'
      ? [
          `A.RandomCropFromBorders(crop_left=${border}, crop_right=${border}, crop_top=${border}, crop_bottom=${border}, p=${num(p)})`
        ]
      : [`A.${safe}(p=${num(p)})`]
  },
  randomResizedCrop: ({ range, p, recipe, note }) => {
    note('the size of what comes out has to be given there; 224 x 224 was taken.')
    return [
      `A.RandomResizedCrop(size=(224, 224), scale=${pair(range('areaShare'))}, ratio=${pair(range('ratio'))}, interpolation=${cvInterpolation[recipe.interpolation]}, p=${num(p)})`
    ]
  },
  centreCrop: ({ range, p }) => {
    const border = (id: string): string => num((1 - (range(id)[0] + range(id)[1]) / 2) / 2)
    const [x, y] = [border('widthShare'), border('heightShare')]
    return [`A.CropAndPad(percent=(-${y}, -${x}, -${y}, -${x}), keep_size=False, p=${num(p)})`]
  },
  cropFromBorders: ({ range, p }) => {
    const most = (id: string): string => num(range(id)[1])
    return [
      `A.RandomCropFromBorders(crop_left=${most('leftShare')}, crop_right=${most('rightShare')}, crop_top=${most('topShare')}, crop_bottom=${most('bottomShare')}, p=${num(p)})`
    ]
  },
  pad: ({ range, p, recipe, note }) => {
    note('all sides are drawn from the same interval there.')
    const low = Math.min(...['leftShare', 'rightShare', 'topShare', 'bottomShare'].map((id) => range(id)[0]))
    const high = Math.max(...['leftShare', 'rightShare', 'topShare', 'bottomShare'].map((id) => range(id)[1]))
    return [
      `A.CropAndPad(percent=${pair([low, high])}, keep_size=False, border_mode=${cvBorder[recipe.fillMode]}, p=${num(p)})`
    ]
  },
  letterbox: ({ p, recipe, note, option }) => {
    if (option('proportions') !== 1) note('the frame becomes a square.')
    note('the size has to be given there; 640 was taken.')
    return [
      `A.LongestMaxSize(max_size=640, p=${num(p)})`,
      `A.PadIfNeeded(min_height=640, min_width=640, border_mode=${cvBorder[recipe.fillMode]}, p=${num(p)})`
    ]
  },
  elastic: ({ range, p, recipe, option, note }) => {
    note('alpha and sigma are pixels; they are meant for pictures of 256 pixels.')
    const sigma = option('smoothnessFraction') * 256 * 0.4
    // Uniform noise smoothed by sigma keeps about 1 / (2 sigma sqrt(3 pi)) of its amplitude.
    const alpha = range('strengthFraction')[1] * 256 * 2 * sigma * Math.sqrt(3 * Math.PI)
    return [
      `A.ElasticTransform(alpha=${num(Math.round(alpha))}, sigma=${num(Math.round(sigma))}, ${sampling(recipe)}, p=${num(p)})`
    ]
  },
  gridDistortion: ({ range, p, recipe, option }) => {
    const most = range('distort')[1]
    return [
      `A.GridDistortion(num_steps=${whole(option('stepCount'))}, distort_limit=${pair([-most, most])}, ${sampling(recipe)}, p=${num(p)})`
    ]
  },
  lens: ({ range, p, recipe }) => [
    `A.OpticalDistortion(distort_limit=${pair(range('distort'))}, mode="camera", ${sampling(recipe)}, p=${num(p)})`
  ],
  piecewiseAffine: ({ range, p, recipe, option }) => [
    `A.PiecewiseAffine(scale=${pair(range('strengthFraction'))}, nb_rows=${whole(option('cellCount'))}, nb_cols=${whole(option('cellCount'))}, ${sampling(recipe)}, p=${num(p)})`
  ],
  thinPlateSpline: ({ range, p, recipe, option }) => [
    `A.ThinPlateSpline(scale_range=${pair(range('strengthFraction'))}, num_control_points=${whole(option('pointCount'))}, ${sampling(recipe)}, p=${num(p)})`
  ],
  gridElastic: ({ range, p, recipe, option, note }) => {
    note('the magnitude is pixels; it is meant for pictures of 256 pixels.')
    const cells = whole(option('cellCount'))
    const magnitude = Math.max(1, Math.round(range('strengthFraction')[1] * 256))
    return [
      `A.GridElasticDeform(num_grid_xy=(${cells}, ${cells}), magnitude=${magnitude}, interpolation=${cvInterpolation[recipe.interpolation]}, p=${num(p)})`
    ]
  },
  gridShuffle: ({ option, p }) => [
    `A.RandomGridShuffle(grid=(${whole(option('rowCount'))}, ${whole(option('columnCount'))}), p=${num(p)})`
  ]
}
