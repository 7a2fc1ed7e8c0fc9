import type { Aspect } from './aspects.ts'
import type { Limit } from './profile.ts'

export const labelKinds = ['class', 'box', 'rotatedBox', 'polygon', 'mask', 'keypoints', 'caption'] as const
export type LabelKind = (typeof labelKinds)[number]

/** What a kind of label cannot bear, whatever the pictures show. */
export const labelKindLimits: Readonly<Record<LabelKind, Readonly<Partial<Record<Aspect, Limit>>>>> = {
  class: {},
  box: {
    rotation: {
      limit: 30,
      reason:
        'An upright box around a turned object grows loose; beyond 30° it holds more background than object.',
      evidence: 'imgaug issues 90 and 776, albumentations issue 746'
    }
  },
  rotatedBox: {},
  polygon: {},
  mask: {},
  keypoints: {},
  caption: {
    mirror: {
      limit: 0,
      reason: 'A caption may say "left" or "right", and mirroring does not rewrite it.'
    }
  }
}
