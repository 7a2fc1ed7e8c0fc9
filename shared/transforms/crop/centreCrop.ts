import { type TransformSpec, valueOf } from '../spec.ts'
import { cutTo, sideShare, wholeWindow } from './window.ts'

export const centreCrop = {
  id: 'centreCrop',
  title: 'Centre crop',
  help: 'Cuts out the middle of the picture at its own resolution; the result is smaller.',
  group: 'crop',
  parameters: [sideShare('widthShare', 'Width kept'), sideShare('heightShare', 'Height kept')],
  options: [],
  needs: [],
  hasShape: false,
  defaultProbability: 1,
  source: 'sizes are always asked for in other libraries; at least 81 % of the area kept: our choice',
  lower(step, size) {
    const shares = { width: valueOf(step, 'widthShare'), height: valueOf(step, 'heightShare') }
    return cutTo(wholeWindow({ ...shares, x: 0, y: 0 }, size), size)
  }
} as const satisfies TransformSpec
