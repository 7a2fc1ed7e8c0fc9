import type { Size } from '../../raster.ts'
import { type ConcreteStep, type TransformSpec, valueOf } from '../spec.ts'
import { fitted, keep, partToKeep } from './keep.ts'
import { cropPlace, enlargeTo, placeAt, startAt, type Window } from './window.ts'

/** Width over height of the part kept, relative to the picture's own. */
const ratioLimit = 5

/** The sides of the part as shares; one that would be longer than the picture is cut, and the area kept. */
function sharesOf(area: number, ratio: number): Size {
  const width = Math.min(1, Math.max(area, Math.sqrt(area * ratio)))
  return { width, height: area / width }
}

function windowOf(step: ConcreteStep, size: Size): Window {
  const shares = sharesOf(valueOf(step, 'areaShare'), valueOf(step, 'ratio'))
  // At least a pixel; a whole side stays whole.
  const width = Math.min(size.width, Math.max(1, shares.width * size.width))
  const height = Math.min(size.height, Math.max(1, shares.height * size.height))
  return {
    left: startAt(valueOf(step, 'xPlace'), width, size.width),
    top: startAt(valueOf(step, 'yPlace'), height, size.height),
    width,
    height
  }
}

/** The window made longer along the short side where it is narrower than the ratio may be. */
function withinRatio(window: Window, { width, height }: Size): Size {
  const [w, h] = [window.width / width, window.height / height]
  return { width: Math.max(w, h / ratioLimit), height: Math.max(h, w / ratioLimit) }
}

export const randomResizedCrop = {
  id: 'randomResizedCrop',
  title: 'Random resized crop',
  help: 'Cuts out a part of the picture and enlarges it to the full frame.',
  group: 'crop',
  parameters: [
    {
      id: 'areaShare',
      title: 'Area kept',
      unit: '%',
      min: 0.01,
      max: 1,
      step: 0.01,
      neutral: 1,
      defaultRange: [0.7, 1],
      // An area of 1 / (1 + L)^2 is enlarged (1 + L) times; 1 / (1 + 2 L) is a little more than it.
      governedBy: [
        { aspect: 'crop', as: 'around1' },
        { aspect: 'scale', as: 'factor', times: 2 }
      ]
    },
    {
      id: 'ratio',
      title: 'Proportions',
      unit: '×',
      min: 1 / ratioLimit,
      max: ratioLimit,
      step: 0.01,
      neutral: 1,
      defaultRange: [0.75, 1.33],
      governedBy: [{ aspect: 'stretch', as: 'factor' }]
    },
    cropPlace('xPlace', 'Place, left to right'),
    cropPlace('yPlace', 'Place, top to bottom')
  ],
  options: [],
  choices: [keep],
  needs: [],
  hasShape: false,
  defaultProbability: 1,
  source:
    'torchvision, Albumentations and Kornia: area 0.08 to 1, ratio 3/4 to 4/3; 0.7 to 1 here, so that objects stay. ' +
    'The ratio is relative to the picture, and drawn evenly instead of by its logarithm',
  adjust(step, context) {
    const part = partToKeep(step, context)
    if (part === undefined) return step
    const { size } = context
    const free = windowOf(step, size)
    const shares = withinRatio(fitted(free, part, size), size)
    const { left, top, width, height } = fitted(
      { ...free, width: shares.width * size.width, height: shares.height * size.height },
      part,
      size
    )
    return {
      ...step,
      areaShare: Math.min(1, (width / size.width) * (height / size.height)),
      ratio: Math.min(ratioLimit, Math.max(1 / ratioLimit, width / size.width / (height / size.height))),
      xPlace: placeAt(left, width, size.width),
      yPlace: placeAt(top, height, size.height)
    }
  },
  lower: (step, size) => enlargeTo(windowOf(step, size), size)
} as const satisfies TransformSpec
