import { colour } from './colour.ts'
import { geometry } from './geometry.ts'
import { occlusion } from './occlusion.ts'
import { blur, detail, noise } from './pixels.ts'
import type { Converters } from './step.ts'
import { tone, weather } from './tone.ts'

export const converters: Converters = {
  ...geometry,
  ...colour,
  ...tone,
  ...weather,
  ...blur,
  ...noise,
  ...detail,
  ...occlusion
}

const atExport = 'the size of the pictures is chosen at export'
const inTraining = 'normalisation belongs into training; export arrays or the statistics file'

/** Transforms of Albumentations that are no augmentation of a picture, and why they are left out. */
export const left: Readonly<Record<string, string>> = {
  Resize: atExport,
  LongestMaxSize: atExport,
  SmallestMaxSize: atExport,
  Crop: 'its place in pixels holds for pictures of one size',
  Pad: 'its size in pixels holds for pictures of one size',
  Normalize: inTraining,
  ToFloat: inTraining,
  FromFloat: inTraining,
  ToRGB: 'pictures are read as they are',
  ToTensorV2: 'tensors are made in training',
  ToTensor3D: 'tensors are made in training',
  Lambda: 'a Python function cannot be read',
  NoOp: 'it does nothing',
  Mosaic: 'choose Mosaic in the recipe; its sources are those of the workspace',
  OverlayElements: 'its pictures are not in the file',
  MixUp: 'choose MixUp in the recipe; its sources are those of the workspace',
  PixelDistributionAdaptation: 'histogram matching and Fourier adaptation do the same work',
  TemplateTransform: 'its pictures are not in the file',
  TextImage: 'it writes text into the picture, which changes what a picture says',
  FrequencyMasking: 'it is for spectrograms',
  TimeMasking: 'it is for spectrograms',
  TimeReverse: 'it is for spectrograms'
}
