import type { Interpolation } from '../../ops.ts'
import type { Recipe } from '../schema.ts'
import type { PythonTarget } from './toPython.ts'
import { num, oddSizes, pair, reach, scaled, type StepView, whole, type Writers } from './writer.ts'

const modes: Readonly<Record<Interpolation, string>> = {
  nearest: 'NEAREST',
  bilinear: 'BILINEAR',
  bicubic: 'BICUBIC',
  lanczos: 'BICUBIC'
}

const fill = ({ fillValue }: Recipe): string =>
  fillValue.length >= 3 ? `[${fillValue.slice(0, 3).map(whole).join(', ')}]` : whole(fillValue[0] ?? 0)

const mode = ({ interpolation }: Recipe): string =>
  `interpolation=T.InterpolationMode.${modes[interpolation]}`

/** RandomAffine has no probability of its own. */
const sometimes = (p: number, line: string): readonly string[] =>
  p >= 1 ? [line] : [`T.RandomApply([${line}], p=${num(p)})`]

function affine({ p, recipe }: StepView, settings: string, degrees = '0'): readonly string[] {
  return sometimes(
    p,
    `T.RandomAffine(degrees=${degrees}, ${settings}${settings === '' ? '' : ', '}${mode(recipe)}, fill=${fill(recipe)})`
  )
}

/** torchvision draws both axes around 0. */
function symmetrical({ range, note }: StepView, id: string): number {
  const [low, high] = range(id)
  if (Math.abs(low + high) > 1e-9) note('the interval is made symmetrical there.')
  return reach([low, high])
}

const jitter = (name: string, view: StepView, range: readonly [number, number]): readonly string[] =>
  sometimes(view.p, `T.ColorJitter(${name}=${pair(range)})`)

const writers: Writers = {
  rotate: (view) => affine(view, '', pair(view.range('angleDeg'))),
  translate: (view) =>
    affine(
      view,
      `translate=(${num(symmetrical(view, 'xFraction'))}, ${num(symmetrical(view, 'yFraction'))})`
    ),
  shear: (view) => {
    const [x, y] = [view.range('xDeg'), view.range('yDeg')]
    return affine(view, `shear=[${[...x, ...y].map(num).join(', ')}]`)
  },
  zoom: (view) => {
    if (reach(view.range('xFactor'), 1) > 0 || reach(view.range('yFactor'), 1) > 0)
      view.note('both axes get the same factor there.')
    return affine(view, `scale=${pair(view.range('factor'))}`)
  },
  horizontalFlip: ({ p }) => [`T.RandomHorizontalFlip(p=${num(p)})`],
  verticalFlip: ({ p }) => [`T.RandomVerticalFlip(p=${num(p)})`],
  quarterTurn: ({ p, note }) => {
    note('it takes a chain of fixed turns there, each as likely as any other.')
    const turns = [0, 90, 180, 270].map((angle) => `T.RandomRotation((${angle}, ${angle}), expand=True)`)
    return sometimes(p, `T.RandomChoice([${turns.join(', ')}])`)
  },
  perspective: ({ range, p, recipe }) => [
    `T.RandomPerspective(distortion_scale=${num(Math.min(1, 2 * range('strength')[1]))}, ${mode(recipe)}, fill=${fill(recipe)}, p=${num(p)})`
  ],
  randomResizedCrop: ({ range, p, recipe, note }) => {
    note('the size of what comes out has to be given there; 224 was taken.')
    const line = `T.RandomResizedCrop(224, scale=${pair(range('areaShare'))}, ratio=${pair(range('ratio'))}, ${mode(recipe)})`
    return sometimes(p, line)
  },
  elastic: ({ range, p, recipe, option, note }) => {
    note(
      'alpha is the strength and sigma the smoothness in pixels; they are meant for pictures of 256 pixels. ElasticTransform came with torchvision 0.14.'
    )
    return sometimes(
      p,
      `T.ElasticTransform(alpha=${num(range('strengthFraction')[1] * 256 * 10)}, sigma=${num(option('smoothnessFraction') * 256 * 0.4)}, ${mode(recipe)}, fill=${whole(recipe.fillValue[0] ?? 0)})`
    )
  },
  brightness: (view) => jitter('brightness', view, view.range('factor')),
  contrast: (view) => {
    view.note('contrast turns about the mean of the picture there, here about mid grey.')
    return jitter('contrast', view, view.range('factor'))
  },
  saturation: (view) => jitter('saturation', view, view.range('factor')),
  hue: (view) => jitter('hue', view, scaled(view.range('angleDeg'), 1 / 360) as [number, number]),
  colourJitter: ({ range, p }) =>
    sometimes(
      p,
      `T.ColorJitter(brightness=${pair(range('brightness'))}, contrast=${pair(range('contrast'))}, saturation=${pair(range('saturation'))}, hue=${pair(scaled(range('hueDeg'), 1 / 360))})`
    ),
  grey: ({ p }) => [`T.RandomGrayscale(p=${num(p)})`],
  invert: ({ p }) => [`T.RandomInvert(p=${num(p)})`],
  posterise: ({ p, range, note }) => {
    if (range('bits')[0] !== range('bits')[1]) note('one number of bits is used there, the lowest.')
    return [`T.RandomPosterize(bits=${whole(range('bits')[0])}, p=${num(p)})`]
  },
  solarise: ({ p, range, note }) => {
    if (range('threshold')[0] !== range('threshold')[1]) note('one threshold is used there, the lowest.')
    return [`T.RandomSolarize(threshold=${whole(range('threshold')[0] * 255)}, p=${num(p)})`]
  },
  equalise: ({ p }) => [`T.RandomEqualize(p=${num(p)})`],
  autocontrast: ({ p }) => [`T.RandomAutocontrast(p=${num(p)})`],
  sharpness: ({ p, range, note }) => {
    if (range('factor')[0] !== range('factor')[1]) note('one factor is used there, the highest.')
    return [`T.RandomAdjustSharpness(sharpness_factor=${num(range('factor')[1])}, p=${num(p)})`]
  },
  gaussianBlur: ({ p, range, note }) => {
    const sigma = range('sigmaPx')
    note('sigma is at least 0.1 there.')
    const size = oddSizes([0, Math.ceil(3 * sigma[1])])[1]
    return sometimes(
      p,
      `T.GaussianBlur(kernel_size=${size}, sigma=${pair([Math.max(0.1, sigma[0]), Math.max(0.1, sigma[1])])})`
    )
  },
  randomErasing: ({ p, range, option, note }) => {
    note('it works on tensors: put it behind the conversion.')
    return [
      `T.RandomErasing(p=${num(p)}, scale=${pair(range('areaFraction'))}, ratio=${pair([option('ratioLow'), option('ratioHigh')])})`
    ]
  },
  autoAugment: ({ p, choice, note }) => {
    note('the policy knows no domain there: nothing of it is left out.')
    return sometimes(p, `T.AutoAugment(T.AutoAugmentPolicy.${choice('table').toUpperCase()})`)
  },
  augMix: ({ p, option, note }) => {
    note('the policy knows no domain there: nothing of it is left out.')
    return sometimes(
      p,
      `T.AugMix(severity=${whole(option('severity'))}, mixture_width=${whole(option('width'))}, chain_depth=${whole(option('depth'))}, alpha=${num(option('alpha'))})`
    )
  },
  randAugment: ({ p, option, note }) => {
    note('the policy knows no domain there: nothing of it is left out.')
    return sometimes(
      p,
      `T.RandAugment(num_ops=${whole(option('numOps'))}, magnitude=${whole(option('magnitude'))})`
    )
  },
  trivialAugmentWide: ({ p, note }) => {
    note('the policy knows no domain there: nothing of it is left out.')
    return sometimes(p, 'T.TrivialAugmentWide()')
  }
}

/** torchvision 0.15 and later have transforms.v2, which also moves boxes; earlier ones have the same names without. */
export const torchvision: PythonTarget = {
  writers,
  notes: ({ fillMode, interpolation }) => [
    ...(fillMode === 'constant'
      ? []
      : [`The fill mode ${fillMode} became one colour; torchvision knows no other for warps.`]),
    ...(interpolation === 'lanczos' ? ['Lanczos became bicubic.'] : [])
  ],
  script: (lines, { seed }) => `import torch

try:
    from torchvision.transforms import v2 as T
except ImportError:
    from torchvision import transforms as T

torch.manual_seed(${seed})
transform = T.Compose(
    [
${lines.map((line) => `        ${line},`).join('\n')}
    ]
)
`
}
