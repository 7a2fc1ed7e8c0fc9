import { CultivarError } from '../errors.ts'
import {
  checkNames,
  flagOf,
  isOff,
  type KerasArguments,
  leftOut,
  numberOf,
  numbersOf,
  oneOf,
  pairOf,
  wrong
} from './kerasArguments.ts'
import { parseRecipe, type Range, type Recipe } from './schema.ts'

export interface KerasConversion {
  readonly recipe: Recipe
  /** What is different from Keras or was left out, one sentence each. */
  readonly notes: readonly string[]
}

type Step = Readonly<Record<string, string | number | Range>>

/** Collects notes while the steps are made. */
interface Conversion {
  readonly args: KerasArguments
  readonly notes: string[]
}

const around0 = (amount: number): Range => [-amount, amount]

function rotateSteps({ args, notes }: Conversion): readonly Step[] {
  const asked = numberOf(args, 'rotation_range', [0, 360])
  if (asked === undefined) return []
  if (asked > 180) notes.push(`rotation_range: ${asked}° became 180°, which reaches every direction.`)
  return [{ transform: 'rotate', angleDegRange: around0(Math.min(asked, 180)) }]
}

/** Length of a picture's side from target_size [height, width], when it is given. */
function sideOf({ args }: Conversion, name: ShiftName): number | undefined {
  const size = pairInOrder(args['target_size'])
  return name === 'height_shift_range' ? size?.[0] : size?.[1]
}

function pairInOrder(value: unknown): Range | undefined {
  if (isOff(value)) return undefined
  const [height, width] = Array.isArray(value) && value.length === 2 ? (value as unknown[]) : []
  const isSide = (side: unknown): side is number =>
    typeof side === 'number' && Number.isInteger(side) && side >= 1
  if (!isSide(height) || !isSide(width)) throw wrong('target_size', 'whole numbers [height, width]', value)
  return [height, width]
}

type ShiftName = 'width_shift_range' | 'height_shift_range'

/** The largest shift as a share of the side. Keras takes numbers below 1 as shares and others as pixels. */
function shiftOf(conversion: Conversion, name: ShiftName): number | undefined {
  const { args, notes } = conversion
  const values = numbersOf(args, name)
  if (values === undefined) return undefined
  if (values.length > 1) {
    notes.push(
      `${name}: Keras picks one of the values and a random sign; here every value between is drawn too.`
    )
  }
  const most = Math.max(...values.map(Math.abs))
  if (Math.max(...values) < 1) return inFrame(most, name, args[name])
  const side = sideOf(conversion, name)
  if (side === undefined) {
    const sideName = name === 'width_shift_range' ? 'width' : 'height'
    throw new CultivarError(
      'bad-input',
      `${name} is ${JSON.stringify(args[name])}, which Keras takes as pixels.`,
      {
        remedy: `Give a share of the ${sideName} below 1 (pixels / ${sideName}), or target_size [height, width].`
      }
    )
  }
  notes.push(`${name}: pixels became a share of the ${side} px that target_size gives.`)
  return inFrame(most / side, name, args[name])
}

function inFrame(share: number, name: ShiftName, value: unknown): number {
  if (share <= 1) return share
  throw wrong(name, 'a shift of at most the whole side', value)
}

function translateSteps(conversion: Conversion): readonly Step[] {
  const x = shiftOf(conversion, 'width_shift_range')
  const y = shiftOf(conversion, 'height_shift_range')
  if (!x && !y) return []
  return [
    {
      transform: 'translate',
      ...(x ? { xFractionRange: around0(x) } : {}),
      ...(y ? { yFractionRange: around0(y) } : {})
    }
  ]
}

/** Why upwards: the matrix of Keras acts on (row, column), and its sine moves rows by their column. */
function shearSteps({ args, notes }: Conversion): readonly Step[] {
  const asked = numberOf(args, 'shear_range', [0, 60])
  if (asked === undefined) return []
  if (asked < 1) notes.push(`shear_range: Keras counts in degrees, so ${asked} hardly shows.`)
  notes.push(
    'shear_range: Keras slants by the sine of the angle and widens a little; here by its tangent, upwards.'
  )
  return [{ transform: 'shear', yDegRange: around0(asked) }]
}

function zoomRange(args: KerasArguments): Range | undefined {
  if (Array.isArray(args['zoom_range'])) return pairOf(args, 'zoom_range', [0.1, 10])
  const z = numberOf(args, 'zoom_range', [0, 0.9])
  return z === undefined ? undefined : [1 - z, 1 + z]
}

/** Why the reciprocal: zoom in Keras multiplies output coordinates on their way to the input, so 1.2 shrinks. */
function zoomSteps({ args, notes }: Conversion): readonly Step[] {
  const range = zoomRange(args)
  if (range === undefined || (range[0] === 1 && range[1] === 1)) return []
  notes.push(
    'zoom_range: above 1 shrinks in Keras, so the factors are reciprocals; each axis is drawn on its own.'
  )
  // Why at most 10: 1 - 0.9 is a little below 0.1 in binary.
  const factors: Range = [1 / range[1], Math.min(1 / range[0], 10)]
  return [{ transform: 'zoom', xFactorRange: factors, yFactorRange: factors }]
}

function channelShiftSteps({ args, notes }: Conversion): readonly Step[] {
  const asked = numberOf(args, 'channel_shift_range', [0, 255])
  if (asked === undefined) return []
  notes.push(
    "channel_shift_range: Keras clips at the picture's own darkest and lightest level; here at 0 and 255."
  )
  return [{ transform: 'channelShift', shiftLevelsRange: around0(asked) }]
}

function flipSteps({ args }: Conversion): readonly Step[] {
  return [
    ...(flagOf(args, 'horizontal_flip') ? [{ transform: 'horizontalFlip', probability: 0.5 }] : []),
    ...(flagOf(args, 'vertical_flip') ? [{ transform: 'verticalFlip', probability: 0.5 }] : [])
  ]
}

function brightnessSteps({ args }: Conversion): readonly Step[] {
  const range = pairOf(args, 'brightness_range', [0, 5])
  return range === undefined ? [] : [{ transform: 'brightness', factorRange: range }]
}

function samplingOf({ args, notes }: Conversion): Readonly<Record<string, unknown>> {
  const modes = ['constant', 'nearest', 'reflect', 'wrap'] as const
  const orders = [
    [0, 'nearest'],
    [1, 'bilinear'],
    [3, 'bicubic']
  ] as const
  const interpolation = oneOf(args, 'interpolation_order', orders) ?? 'bilinear'
  if (interpolation === 'bicubic') {
    notes.push('interpolation_order: the cubic spline of Keras became bicubic, which is a little softer.')
  }
  const cval = numberOf(args, 'cval', [0, 255]) ?? 0
  return {
    fillMode:
      oneOf(
        args,
        'fill_mode',
        modes.map((mode) => [mode, mode] as const)
      ) ?? 'nearest',
    fillValue: [cval],
    interpolation
  }
}

function seedOf({ args }: Conversion): number {
  const seed = numberOf(args, 'seed', [0, Number.MAX_SAFE_INTEGER]) ?? 0
  if (!Number.isInteger(seed)) throw wrong('seed', 'a whole number', seed)
  return seed
}

/**
 * A recipe from the arguments of Keras' ImageDataGenerator, steps in the order in which Keras applies them: the
 * affine ones, channel shift, mirrors, brightness. `seed` and `target_size` [height, width] may stand beside them.
 * Throws a CultivarError that names an argument that is unknown or out of bounds.
 */
export function fromKeras(args: KerasArguments): KerasConversion {
  checkNames(args)
  const conversion: Conversion = { args, notes: [] }
  const steps = [
    rotateSteps,
    translateSteps,
    shearSteps,
    zoomSteps,
    channelShiftSteps,
    flipSteps,
    brightnessSteps
  ].flatMap((make) => make(conversion))
  const recipe = parseRecipe({ version: 1, seed: seedOf(conversion), ...samplingOf(conversion), steps })
  const ignored = Object.entries(leftOut)
    .filter(([name]) => !isOff(args[name]))
    .map(([name, why]) => `${name} is left out: ${why}.`)
  return { recipe, notes: [...conversion.notes, ...ignored] }
}
