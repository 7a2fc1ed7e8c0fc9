import { type ConcreteStep, type TransformSpec, valueOf } from '../spec.ts'
import { fitted, keep, partToKeep } from './keep.ts'
import { cropPlace, cutTo, placeAt, sideShare, type Window, wholeWindow } from './window.ts'
import type { Size } from '../../raster.ts'

function windowOf(step: ConcreteStep, size: Size): Window {
  const shares = { width: valueOf(step, 'widthShare'), height: valueOf(step, 'heightShare') }
  return wholeWindow({ ...shares, x: valueOf(step, 'xPlace'), y: valueOf(step, 'yPlace') }, size)
}

export const randomCrop = {
  id: 'randomCrop',
  title: 'Random crop',
  help: 'Cuts out a part of the picture at its own resolution; the result is smaller.',
  group: 'crop',
  parameters: [
    sideShare('widthShare', 'Width kept'),
    sideShare('heightShare', 'Height kept'),
    cropPlace('xPlace', 'Place, left to right'),
    cropPlace('yPlace', 'Place, top to bottom')
  ],
  options: [],
  choices: [keep],
  needs: [],
  hasShape: false,
  defaultProbability: 1,
  source: 'sizes are always asked for in other libraries; at least 81 % of the area kept: our choice',
  adjust(step, context) {
    const part = partToKeep(step, context)
    if (part === undefined) return step
    const { size } = context
    const { left, top, width, height } = fitted(windowOf(step, size), part, size)
    return {
      ...step,
      widthShare: Math.min(1, width / size.width),
      heightShare: Math.min(1, height / size.height),
      xPlace: placeAt(left, width, size.width),
      yPlace: placeAt(top, height, size.height)
    }
  },
  lower: (step, size) => cutTo(windowOf(step, size), size)
} as const satisfies TransformSpec
