import { shapeStream } from '../../draw/shapeStream.ts'
import { type ChoiceSpec, choiceOf, type TransformSpec, valueOf } from '../spec.ts'
import { amount, needsTone } from './amount.ts'

const kind = {
  id: 'kind',
  title: 'Light',
  values: [
    { id: 'linear', title: 'From one side' },
    { id: 'corner', title: 'From a corner' },
    { id: 'spot', title: 'A spot' }
  ],
  default: 'linear'
} as const satisfies ChoiceSpec

export const illumination = {
  id: 'illumination',
  title: 'Uneven light',
  help: 'Lighter or darker towards one side, a corner or a spot; a spot lies somewhere in the middle part.',
  group: 'weather',
  parameters: [
    {
      ...amount({
        id: 'amountFraction',
        title: 'Change of light',
        defaultRange: [-0.12, 0.12],
        governedBy: [{ aspect: 'tone', as: 'symmetric' }]
      }),
      min: -1
    },
    {
      id: 'angleDeg',
      title: 'Direction',
      unit: '°',
      min: 0,
      max: 360,
      step: 1,
      neutral: 0,
      defaultRange: [0, 360],
      governedBy: []
    }
  ],
  options: [{ id: 'spreadFraction', title: 'Size of the spot', min: 0.05, max: 1, step: 0.05, default: 0.4 }],
  choices: [kind],
  needs: needsTone,
  hasShape: true,
  defaultProbability: 0.5,
  source:
    'Albumentations Illumination: intensity 0.01 to 0.2, angle 0 to 360, centre 0.1 to 0.9, sigma 0.2 to 1; ' +
    'proposed 0.02 to 0.12',
  lower(step) {
    const strength = valueOf(step, 'amountFraction')
    if (strength === 0) return []
    const rng = shapeStream(valueOf(step, 'shapeSeed'), 0x11f00001)
    return [
      {
        op: 'illumination',
        kind: choiceOf(step, kind) as (typeof kind.values)[number]['id'],
        amount: strength,
        angleDeg: valueOf(step, 'angleDeg'),
        centreX: rng.between(0.1, 0.9),
        centreY: rng.between(0.1, 0.9),
        spread: valueOf(step, 'spreadFraction')
      }
    ]
  }
} as const satisfies TransformSpec
