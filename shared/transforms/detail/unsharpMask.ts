import { type TransformSpec, valueOf } from '../spec.ts'

export const unsharpMask = {
  id: 'unsharpMask',
  title: 'Unsharp mask',
  help: 'Adds what a blur would take away; small differences (noise) are left.',
  group: 'detail',
  parameters: [
    {
      id: 'amount',
      title: 'Amount',
      unit: '×',
      min: 0,
      max: 5,
      step: 0.05,
      neutral: 0,
      defaultRange: [0.2, 0.5],
      governedBy: [{ aspect: 'detail', as: 'upTo', times: 2 }]
    },
    {
      id: 'sigmaPx',
      title: 'Sigma',
      unit: 'px',
      min: 0.1,
      max: 10,
      step: 0.1,
      neutral: 1,
      defaultRange: [0.5, 1.2],
      governedBy: []
    }
  ],
  options: [
    {
      id: 'threshold',
      title: 'Least difference, share of the full range',
      min: 0,
      max: 0.5,
      step: 0.01,
      default: 0.04
    }
  ],
  needs: [],
  hasShape: false,
  defaultProbability: 0.3,
  source: 'Albumentations UnsharpMask, amount 0.2 to 0.5, threshold 10 of 255 levels; sigma 0.5 to 1.2 px',
  lower(step) {
    const amount = valueOf(step, 'amount')
    if (amount === 0) return []
    const threshold = valueOf(step, 'threshold')
    return [{ op: 'unsharpMask', sigmaPx: valueOf(step, 'sigmaPx'), amount, threshold }]
  }
} as const satisfies TransformSpec
