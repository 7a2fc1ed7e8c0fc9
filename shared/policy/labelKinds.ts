import type { Aspect } from './aspects.ts'
import type { Limit } from './profile.ts'

export const labelKinds = ['class', 'box', 'rotatedBox', 'polygon', 'mask', 'keypoints', 'caption'] as const
export type LabelKind = (typeof labelKinds)[number]

/** What can be known of a picture besides its class. */
export type MarkKind = Exclude<LabelKind, 'class'>

/** What a kind of label cannot bear, whatever the pictures show. */
const together: Limit = {
  limit: 0,
  reason:
    'An outline goes around one whole thing; when parts change places there is nothing whole to go around.'
}

export const labelKindLimits: Readonly<Record<LabelKind, Readonly<Partial<Record<Aspect, Limit>>>>> = {
  class: {},
  box: {
    rotation: {
      limit: 30,
      reason:
        'An upright box around a turned object grows loose; beyond 30° it holds more background than object.',
      evidence: 'imgaug issues 90 and 776, albumentations issue 746'
    },
    arrange: together
  },
  rotatedBox: { arrange: together },
  polygon: { arrange: together },
  mask: {},
  keypoints: {
    crop: {
      limit: 0.3,
      reason:
        'Points that are cut off are lost, and a set with few points left teaches nothing about the rest.'
    },
    arrange: {
      limit: 0,
      reason: 'Points stand in a fixed order along a body, which is torn apart when parts change places.'
    }
  },
  caption: {
    mirror: {
      limit: 0,
      reason: 'A caption may say "left" or "right", and mirroring does not rewrite it.'
    },
    arrange: {
      limit: 0,
      reason: 'A caption says what stands where, and nothing rewrites it when parts change places.'
    },
    mix: {
      limit: 0,
      reason: 'A caption describes one picture, and two captions do not add up to a third.'
    }
  }
}
