import { type TransformSpec, valueOf } from '../spec.ts'

export const channelShift = {
  id: 'channelShift',
  title: 'Channel shift',
  help: 'Adds the same amount to all levels, as channel_shift_range of Keras does.',
  group: 'colour',
  parameters: [
    {
      id: 'shiftLevels',
      title: 'Shift',
      unit: 'levels',
      min: -255,
      max: 255,
      step: 1,
      neutral: 0,
      defaultRange: [-8, 8],
      governedBy: [{ aspect: 'tone', as: 'symmetric', times: 127.5 }]
    }
  ],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 1,
  source: 'Albumentations RGBShift ±20, milder',
  lower: (step) => {
    const amount = valueOf(step, 'shiftLevels') / 255
    return amount === 0 ? [] : [{ op: 'curve', curve: { kind: 'offset', amount } }]
  }
} as const satisfies TransformSpec
