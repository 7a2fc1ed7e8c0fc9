import { frameOf } from '../../geometry/frameSize.ts'
import { translation } from '../../geometry/matrix.ts'
import { type ChoiceSpec, choiceOf, type TransformSpec, valueOf } from '../spec.ts'

const place = {
  id: 'place',
  title: 'Picture lies',
  values: [
    { id: 'centre', title: 'In the middle' },
    { id: 'start', title: 'At the left or the top' },
    { id: 'end', title: 'At the right or the bottom' }
  ],
  default: 'centre'
} as const satisfies ChoiceSpec

const shareBefore: Readonly<Record<string, number>> = { centre: 0.5, start: 0, end: 1 }

export const letterbox = {
  id: 'letterbox',
  title: 'Letterbox',
  help: 'Pads the picture to given proportions, such as a square, without stretching it.',
  group: 'crop',
  parameters: [],
  options: [{ id: 'proportions', title: 'Width over height', min: 0.2, max: 5, step: 0.05, default: 1 }],
  choices: [place],
  // A photo of 4 : 3 made square is 13 % smaller at the same area.
  needs: [{ aspect: 'scale', limit: 0.15 }],
  hasShape: false,
  defaultProbability: 1,
  source: 'PadToSquare, LetterBox and PadToAspectRatio of several libraries; a square, as networks take it',
  lower(step, size) {
    const target = valueOf(step, 'proportions')
    const isWide = size.width > target * size.height
    const frame = isWide
      ? frameOf(size.width, size.width / target)
      : frameOf(size.height * target, size.height)
    // Why the larger: rounding must not cut a picture that has the proportions already.
    const [width, height] = [Math.max(frame.width, size.width), Math.max(frame.height, size.height)]
    if (width === size.width && height === size.height) return []
    const before = shareBefore[choiceOf(step, place)] ?? 0.5
    const left = Math.round((width - size.width) * before)
    const top = Math.round((height - size.height) * before)
    return [{ op: 'matrix', matrix: translation(-left, -top), size: { width, height } }]
  }
} as const satisfies TransformSpec
