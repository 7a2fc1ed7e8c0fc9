import type { OperationName } from './operations.ts'

/** One half of a sub-policy: what is done, how likely, and how strongly (bin 0..9; null where there is no strength). */
export type TableEntry = readonly [operation: OperationName, probability: number, bin: number | null]
export type SubPolicy = readonly [TableEntry, TableEntry]

/**
 * The policies that AutoAugment found on three data sets: Cubuk et al., "AutoAugment: Learning Augmentation Strategies
 * from Data" (CVPR 2019), appendix. Entries with probability 0 are part of what was published.
 */
// prettier-ignore
export const autoAugmentTables = {
  imagenet: [
    [['posterise', 0.4, 8], ['rotate', 0.6, 9]],
    [['solarise', 0.6, 5], ['autocontrast', 0.6, null]],
    [['equalise', 0.8, null], ['equalise', 0.6, null]],
    [['posterise', 0.6, 7], ['posterise', 0.6, 6]],
    [['equalise', 0.4, null], ['solarise', 0.2, 4]],
    [['equalise', 0.4, null], ['rotate', 0.8, 8]],
    [['solarise', 0.6, 3], ['equalise', 0.6, null]],
    [['posterise', 0.8, 5], ['equalise', 1, null]],
    [['rotate', 0.2, 3], ['solarise', 0.6, 8]],
    [['equalise', 0.6, null], ['posterise', 0.4, 6]],
    [['rotate', 0.8, 8], ['colour', 0.4, 0]],
    [['rotate', 0.4, 9], ['equalise', 0.6, null]],
    [['equalise', 0, null], ['equalise', 0.8, null]],
    [['invert', 0.6, null], ['equalise', 1, null]],
    [['colour', 0.6, 4], ['contrast', 1, 8]],
    [['rotate', 0.8, 8], ['colour', 1, 2]],
    [['colour', 0.8, 8], ['solarise', 0.8, 7]],
    [['sharpness', 0.4, 7], ['invert', 0.6, null]],
    [['shearX', 0.6, 5], ['equalise', 1, null]],
    [['colour', 0.4, 0], ['equalise', 0.6, null]],
    [['equalise', 0.4, null], ['solarise', 0.2, 4]],
    [['solarise', 0.6, 5], ['autocontrast', 0.6, null]],
    [['invert', 0.6, null], ['equalise', 1, null]],
    [['colour', 0.6, 4], ['contrast', 1, 8]],
    [['equalise', 0.8, null], ['equalise', 0.6, null]]
  ],
  cifar10: [
    [['invert', 0.1, null], ['contrast', 0.2, 6]],
    [['rotate', 0.7, 2], ['translateX', 0.3, 9]],
    [['sharpness', 0.8, 1], ['sharpness', 0.9, 3]],
    [['shearY', 0.5, 8], ['translateY', 0.7, 9]],
    [['autocontrast', 0.5, null], ['equalise', 0.9, null]],
    [['shearY', 0.2, 7], ['posterise', 0.3, 7]],
    [['colour', 0.4, 3], ['brightness', 0.6, 7]],
    [['sharpness', 0.3, 9], ['brightness', 0.7, 9]],
    [['equalise', 0.6, null], ['equalise', 0.5, null]],
    [['contrast', 0.6, 7], ['sharpness', 0.6, 5]],
    [['colour', 0.7, 7], ['translateX', 0.5, 8]],
    [['equalise', 0.3, null], ['autocontrast', 0.4, null]],
    [['translateY', 0.4, 3], ['sharpness', 0.2, 6]],
    [['brightness', 0.9, 6], ['colour', 0.2, 8]],
    [['solarise', 0.5, 2], ['invert', 0, null]],
    [['equalise', 0.2, null], ['autocontrast', 0.6, null]],
    [['equalise', 0.2, null], ['equalise', 0.6, null]],
    [['colour', 0.9, 9], ['equalise', 0.6, null]],
    [['autocontrast', 0.8, null], ['solarise', 0.2, 8]],
    [['brightness', 0.1, 3], ['colour', 0.7, 0]],
    [['solarise', 0.4, 5], ['autocontrast', 0.9, null]],
    [['translateY', 0.9, 9], ['translateY', 0.7, 9]],
    [['autocontrast', 0.9, null], ['solarise', 0.8, 3]],
    [['equalise', 0.8, null], ['invert', 0.1, null]],
    [['translateY', 0.7, 9], ['autocontrast', 0.9, null]]
  ],
  svhn: [
    [['shearX', 0.9, 4], ['invert', 0.2, null]],
    [['shearY', 0.9, 8], ['invert', 0.7, null]],
    [['equalise', 0.6, null], ['solarise', 0.6, 6]],
    [['invert', 0.9, null], ['equalise', 0.6, null]],
    [['equalise', 0.6, null], ['rotate', 0.9, 3]],
    [['shearX', 0.9, 4], ['autocontrast', 0.8, null]],
    [['shearY', 0.9, 8], ['invert', 0.4, null]],
    [['shearY', 0.9, 5], ['solarise', 0.2, 6]],
    [['invert', 0.9, null], ['autocontrast', 0.8, null]],
    [['equalise', 0.6, null], ['rotate', 0.9, 3]],
    [['shearX', 0.9, 4], ['solarise', 0.3, 3]],
    [['shearY', 0.8, 8], ['invert', 0.7, null]],
    [['equalise', 0.9, null], ['translateY', 0.6, 6]],
    [['invert', 0.9, null], ['equalise', 0.6, null]],
    [['contrast', 0.3, 3], ['rotate', 0.8, 4]],
    [['invert', 0.8, null], ['translateY', 0, 2]],
    [['shearY', 0.7, 6], ['solarise', 0.4, 8]],
    [['invert', 0.6, null], ['rotate', 0.8, 4]],
    [['shearY', 0.3, 7], ['translateX', 0.9, 3]],
    [['shearX', 0.1, 6], ['invert', 0.6, null]],
    [['solarise', 0.7, 2], ['translateY', 0.6, 7]],
    [['shearY', 0.8, 4], ['invert', 0.8, null]],
    [['shearX', 0.7, 9], ['translateY', 0.8, 3]],
    [['shearY', 0.8, 5], ['autocontrast', 0.7, null]],
    [['shearX', 0.7, 2], ['invert', 0.1, null]]
  ]
} as const satisfies Readonly<Record<string, readonly SubPolicy[]>>

export type TableName = keyof typeof autoAugmentTables
