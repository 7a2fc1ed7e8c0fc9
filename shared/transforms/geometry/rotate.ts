import { about, centreOf, multiply, translation } from '../../geometry/matrix.ts'
import { type ChoiceSpec, choiceOf, type TransformSpec, valueOf } from '../spec.ts'
import { innerFrame, outerFrame } from './turnedFrame.ts'

const border = {
  id: 'border',
  title: 'Border',
  values: [
    { id: 'keep', title: 'Keep the frame, fill its corners' },
    { id: 'crop', title: 'Cut to the largest upright rectangle without fill' },
    { id: 'expand', title: 'Widen the frame so that nothing is lost' }
  ],
  default: 'keep'
} as const satisfies ChoiceSpec

export const rotate = {
  id: 'rotate',
  title: 'Rotate',
  help: 'Turns the picture about its centre; positive angles counter-clockwise.',
  group: 'geometry',
  parameters: [
    {
      id: 'angleDeg',
      title: 'Angle',
      unit: '°',
      min: -180,
      max: 180,
      step: 1,
      neutral: 0,
      defaultRange: [-10, 10],
      governedBy: [{ aspect: 'rotation', as: 'symmetric' }]
    }
  ],
  options: [],
  choices: [border],
  needs: [],
  hasShape: false,
  defaultProbability: 1,
  source:
    'fastai max_rotate 10; Albumentations documentation advises ±15; its default of ±90 turns heads down',
  lower(step, size) {
    const angle = (valueOf(step, 'angleDeg') * Math.PI) / 180
    const c = Math.cos(angle)
    const s = Math.sin(angle)
    // Why: y points down, so the inverse of a counter-clockwise turn on the screen is (c -s; s c).
    const turn = about(centreOf(size), [c, -s, s, c])
    const chosen = choiceOf(step, border)
    if (chosen === 'keep' || angle === 0) return [{ op: 'matrix', matrix: turn }]
    const frame = chosen === 'crop' ? innerFrame(size, angle) : outerFrame(size, angle)
    const [from, to] = [centreOf(size), centreOf(frame)]
    return [{ op: 'matrix', matrix: multiply(turn, translation(from.x - to.x, from.y - to.y)), size: frame }]
  }
} as const satisfies TransformSpec
