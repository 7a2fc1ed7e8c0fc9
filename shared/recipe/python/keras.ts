import type { FillMode } from '../../ops.ts'
import type { Recipe } from '../schema.ts'
import type { PythonTarget } from './toPython.ts'
import { num, pair, reach, scaled, shifted, type StepView, type Writers } from './writer.ts'

/** Fill modes of keras.layers; its reflect is ours. */
const modes: Readonly<Record<FillMode, string>> = {
  constant: 'constant',
  nearest: 'nearest',
  reflect: 'reflect',
  reflect101: 'reflect',
  wrap: 'wrap',
  inside: 'reflect'
}

function sampling({ fillMode, fillValue, interpolation }: Recipe): string {
  const kind = interpolation === 'nearest' ? 'nearest' : 'bilinear'
  return `fill_mode="${modes[fillMode]}", fill_value=${num(fillValue[0] ?? 0)}, interpolation="${kind}"`
}

/** Layers have no probability; the step then happens always. */
function always({ p, note }: StepView): void {
  if (p < 1) note(`it always happens there, not with probability ${p}.`)
}

const writers: Writers = {
  rotate: (view) => {
    always(view)
    // As a share of a full turn; positive is counter-clockwise in both.
    return [
      `layers.RandomRotation(factor=${pair(scaled(view.range('angleDeg'), 1 / 360))}, ${sampling(view.recipe)})`
    ]
  },
  translate: (view) => {
    always(view)
    return [
      `layers.RandomTranslation(height_factor=${pair(view.range('yFraction'))}, width_factor=${pair(view.range('xFraction'))}, ${sampling(view.recipe)})`
    ]
  },
  zoom: (view) => {
    always(view)
    if (reach(view.range('xFactor'), 1) > 0 || reach(view.range('yFactor'), 1) > 0)
      view.note('both axes get the same factor there.')
    const [low, high] = view.range('factor')
    // Keras: positive zooms out by that share of the side.
    return [`layers.RandomZoom(height_factor=${pair([1 / high - 1, 1 / low - 1])}, ${sampling(view.recipe)})`]
  },
  shear: (view) => {
    always(view)
    const tangent = (id: string): number => Math.tan((reach(view.range(id)) * Math.PI) / 180)
    return [
      `layers.RandomShear(x_factor=${num(Math.min(1, tangent('xDeg')))}, y_factor=${num(Math.min(1, tangent('yDeg')))}, ${sampling(view.recipe)})`
    ]
  },
  horizontalFlip: ({ p, note }) => {
    if (p !== 0.5) note('it happens half of the time there.')
    return ['layers.RandomFlip("horizontal")']
  },
  verticalFlip: ({ p, note }) => {
    if (p !== 0.5) note('it happens half of the time there.')
    return ['layers.RandomFlip("vertical")']
  },
  perspective: ({ range, p, recipe }) => [
    `layers.RandomPerspective(factor=${num(p)}, scale=${num(Math.min(1, 2 * range('strength')[1]))}, interpolation="${recipe.interpolation === 'nearest' ? 'nearest' : 'bilinear'}")`
  ],
  brightness: (view) => {
    view.note('Keras adds a share of the range; here levels are multiplied.')
    always(view)
    return [
      `layers.RandomBrightness(factor=${pair(shifted(view.range('factor'), -1))}, value_range=(0, 255))`
    ]
  },
  contrast: (view) => {
    always(view)
    return [
      `layers.RandomContrast(factor=${num(Math.min(1, reach(view.range('factor'), 1)))}, value_range=(0, 255))`
    ]
  },
  grey: ({ p }) => [`layers.RandomGrayscale(factor=${num(p)})`],
  invert: ({ p }) => [`layers.RandomInvert(factor=${num(p)}, value_range=(0, 255))`],
  gaussianBlur: ({ p, range }) => [
    `layers.RandomGaussianBlur(factor=${num(p)}, kernel_size=${2 * Math.ceil(3 * range('sigmaPx')[1]) + 1}, sigma=${num(Math.max(0.1, range('sigmaPx')[1]))}, value_range=(0, 255))`
  ],
  randAugment: ({ option, note }) => {
    note('the policy knows no domain there: nothing of it is left out.')
    return [
      `layers.RandAugment(value_range=(0, 255), num_ops=${option('numOps')}, factor=${num(option('magnitude') / 30)})`
    ]
  },
  mixUp: ({ option, note }) => {
    note('it works on batches of pictures and labels.')
    return [`layers.MixUp(alpha=${num(option('alpha'))})`]
  },
  cutMix: ({ note }) => {
    note('it works on batches of pictures and labels.')
    return ['layers.CutMix()']
  }
}

/** Preprocessing layers of Keras 3.9. */
export const keras: PythonTarget = {
  writers,
  notes: ({ fillMode, interpolation }) => [
    ...(modes[fillMode] === fillMode ? [] : [`The fill mode ${fillMode} became ${modes[fillMode]}.`]),
    ...(interpolation === 'bicubic' || interpolation === 'lanczos'
      ? [`${interpolation} became bilinear.`]
      : [])
  ],
  script: (lines, { seed }) => `import keras
from keras import layers

keras.utils.set_random_seed(${seed})
transform = keras.Sequential(
    [
${lines.map((line) => `        ${line},`).join('\n')}
    ]
)
`
}
