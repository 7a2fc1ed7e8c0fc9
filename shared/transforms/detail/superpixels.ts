import { type TransformSpec, valueOf } from '../spec.ts'

export const superpixels = {
  id: 'superpixels',
  title: 'Superpixels',
  help: 'Paints some regions of like colour (SLIC) with their mean.',
  group: 'detail',
  parameters: [
    {
      id: 'share',
      title: 'Share of the regions',
      unit: '%',
      min: 0,
      max: 1,
      step: 0.05,
      neutral: 0,
      defaultRange: [0.05, 0.1],
      governedBy: [{ aspect: 'detail', as: 'upTo' }]
    },
    {
      id: 'segments',
      title: 'Regions',
      unit: '',
      min: 10,
      max: 2000,
      step: 10,
      neutral: 200,
      defaultRange: [100, 300],
      governedBy: [],
      isWhole: true,
      isAdvanced: true
    }
  ],
  options: [],
  needs: [],
  hasShape: true,
  defaultProbability: 0.3,
  source:
    'Albumentations and imgaug Superpixels, 0 to 10 % of 100 regions; smaller regions here. Achanta et al., SLIC, 2012',
  lower(step) {
    const share = valueOf(step, 'share')
    if (share === 0) return []
    const segments = valueOf(step, 'segments')
    return [{ op: 'superpixels', segments, share, shapeSeed: valueOf(step, 'shapeSeed') }]
  }
} as const satisfies TransformSpec
