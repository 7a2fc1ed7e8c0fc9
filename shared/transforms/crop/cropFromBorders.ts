import { type ParameterSpec, type TransformSpec, valueOf } from '../spec.ts'
import { cutTo } from './window.ts'

const side = (id: string, title: string): ParameterSpec => ({
  id,
  title,
  unit: '%',
  min: 0,
  max: 0.45,
  step: 0.01,
  neutral: 0,
  defaultRange: [0, 0.1],
  // Four sides together take no more than the limit of the area.
  governedBy: [{ aspect: 'crop', as: 'upTo', times: 0.25 }]
})

/** What is left of `length` pixels: a start and at least one pixel. */
function cutAlong(length: number, before: number, after: number): readonly [number, number] {
  const start = Math.min(Math.round(before * length), length - 1)
  return [start, Math.max(1, length - start - Math.round(after * length))]
}

export const cropFromBorders = {
  id: 'cropFromBorders',
  title: 'Crop from borders',
  help: 'Cuts a share off each border; the result is smaller.',
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
  source: 'Albumentations RandomCropFromBorders: 0.1 a side',
  lower(step, size) {
    const [left, width] = cutAlong(size.width, valueOf(step, 'leftShare'), valueOf(step, 'rightShare'))
    const [top, height] = cutAlong(size.height, valueOf(step, 'topShare'), valueOf(step, 'bottomShare'))
    return cutTo({ left, top, width, height }, size)
  }
} as const satisfies TransformSpec
