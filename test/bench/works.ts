import type { RecipeStep } from '../../shared/recipe/schema.ts'
import type { PhotoSet } from './input.ts'

/** The arguments of Keras' ImageDataGenerator that the field's tutorials use, as a recipe. */
const kerasSteps: readonly RecipeStep[] = [
  { transform: 'rotate', probability: 1, angleDegRange: [-60, 60] },
  { transform: 'translate', probability: 1, xFractionRange: [-0.2, 0.2], yFractionRange: [-0.2, 0.2] },
  { transform: 'shear', probability: 1, xDegRange: [-11.5, 11.5] },
  { transform: 'zoom', probability: 1, factorRange: [0.8, 1.2] },
  { transform: 'horizontalFlip', probability: 0.5 },
  { transform: 'verticalFlip', probability: 0.5 }
]

const colourSteps: readonly RecipeStep[] = [
  {
    transform: 'colourJitter',
    probability: 1,
    brightnessRange: [0.8, 1.2],
    contrastRange: [0.8, 1.2],
    saturationRange: [0.8, 1.2],
    hueDegRange: [-10, 10]
  },
  { transform: 'gaussianBlur', probability: 1, sigmaPxRange: [0.5, 1.5] },
  { transform: 'gaussianNoise', probability: 1, deviationRange: [0.02, 0.05] }
]

/** The same for digits: turned, moved, slanted and zoomed a little. */
const digitSteps: readonly RecipeStep[] = [
  { transform: 'rotate', probability: 1, angleDegRange: [-15, 15] },
  { transform: 'translate', probability: 1, xFractionRange: [-0.1, 0.1], yFractionRange: [-0.1, 0.1] },
  { transform: 'shear', probability: 1, xDegRange: [-10, 10] },
  { transform: 'zoom', probability: 1, factorRange: [0.9, 1.1] }
]

interface CommonWork {
  readonly id: string
  readonly title: string
  readonly copies: number
  readonly steps: readonly RecipeStep[]
  /** Scripts in peers/ with their argument, by the name that the table shows; each with the ratio to be reached. */
  readonly peers: readonly Peer[]
}

export interface Peer {
  readonly name: string
  readonly script: string
  readonly mode: string
  readonly target: number | null
  /** Processes that it uses; as many as the machine has processors when null. */
  readonly processes: number | null
}

export interface PhotoWork extends CommonWork {
  readonly kind: 'photos'
  readonly input: PhotoSet
  readonly size: { readonly width: number; readonly height: number } | null
}

export interface DigitWork extends CommonWork {
  readonly kind: 'digits'
}

export type Work = PhotoWork | DigitWork

export const works: readonly Work[] = [
  {
    id: 'photos',
    kind: 'photos',
    title: '40 photos of 512 x 512, 15 variants each, Keras settings, JPEG q90 to disk',
    input: { count: 40, width: 512, height: 512 },
    copies: 15,
    steps: kerasSteps,
    size: null,
    peers: [
      { name: 'OpenCV', script: 'opencv.py', mode: 'affine', target: 1.5, processes: null },
      { name: 'torchvision', script: 'torchvision_pil.py', mode: 'affine', target: 3, processes: null },
      { name: 'Keras style', script: 'keras_style.py', mode: 'photos', target: 20, processes: 1 }
    ]
  },
  {
    id: 'colour',
    kind: 'photos',
    title: 'the same with colour jitter, blur and noise',
    input: { count: 40, width: 512, height: 512 },
    copies: 15,
    steps: [...kerasSteps, ...colourSteps],
    size: null,
    peers: [
      { name: 'OpenCV', script: 'opencv.py', mode: 'colour', target: 1.5, processes: null },
      { name: 'torchvision', script: 'torchvision_pil.py', mode: 'colour', target: null, processes: null }
    ]
  },
  {
    id: 'large',
    kind: 'photos',
    title: '8 photos of 12 megapixels, 15 variants each of 640 x 640, JPEG q90 to disk',
    input: { count: 8, width: 4000, height: 3000 },
    copies: 15,
    steps: kerasSteps,
    size: { width: 640, height: 640 },
    peers: [
      { name: 'OpenCV', script: 'opencv.py', mode: 'resize', target: 1.5, processes: null },
      { name: 'torchvision', script: 'torchvision_pil.py', mode: 'resize', target: 1.5, processes: null }
    ]
  },
  {
    id: 'digits',
    kind: 'digits',
    title: '10,000 digits of 28 x 28, 10 variants each, to one array',
    copies: 10,
    steps: digitSteps,
    peers: [
      { name: 'Keras style', script: 'keras_style.py', mode: 'digits', target: 10, processes: 1 },
      { name: 'Albumentations style', script: 'opencv.py', mode: 'digits', target: 10, processes: 1 }
    ]
  }
]
