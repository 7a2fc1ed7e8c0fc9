import { frameOf } from '../../geometry/frameSize.ts'
import { translation } from '../../geometry/matrix.ts'
import { type ParameterSpec, type TransformSpec, valueOf } from '../spec.ts'

const side = (id: string, title: string): ParameterSpec => ({
  id,
  title,
  unit: '%',
  min: 0,
  max: 1,
  step: 0.01,
  neutral: 0,
  defaultRange: [0, 0.1],
  // Seen at the same area, a picture padded by p on both sides is 1 + 2 p times smaller; on one side it moves by p / 2.
  governedBy: [
    { aspect: 'scale', as: 'upTo', times: 0.5 },
    { aspect: 'shift', as: 'upTo', times: 2 }
  ]
})

export const pad = {
  id: 'pad',
  title: 'Pad',
  help: 'Adds a border of a share of the side, filled as the recipe says; the result is larger.',
  group: 'crop',
  parameters: [
    side('leftShare', 'Left'),
    side('rightShare', 'Right'),
    side('topShare', 'Top'),
    side('bottomShare', 'Bottom')
  ],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 1,
  source:
    'torchvision RandomZoomOut pads up to 4 sides, Albumentations CropAndPad by any share; a tenth here',
  lower(step, size) {
    const along = (id: string, length: number): number => Math.round(valueOf(step, id) * length)
    const [left, right] = [along('leftShare', size.width), along('rightShare', size.width)]
    const [top, bottom] = [along('topShare', size.height), along('bottomShare', size.height)]
    if (left + right + top + bottom === 0) return []
    const frame = frameOf(size.width + left + right, size.height + top + bottom)
    return [{ op: 'matrix', matrix: translation(-left, -top), size: frame }]
  }
} as const satisfies TransformSpec
