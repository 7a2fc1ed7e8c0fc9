import type { ExportContext, ExportNames } from '../types.ts'

export type MarkedTask = 'detect' | 'segment' | 'pose' | 'obb'

/** What the data set is for: as asked for, else the task that holds most of what is marked. */
export function taskOf({ options: { task }, kinds }: ExportNames): MarkedTask | 'classify' {
  if (task !== 'auto') return task
  if (kinds.has('keypoints')) return 'pose'
  if (kinds.has('rotatedBox')) return 'obb'
  if (kinds.has('polygon') || kinds.has('mask')) return 'segment'
  return kinds.has('box') ? 'detect' : 'classify'
}

/** Keypoints of an object, which all rows of a data set have alike; 0 when no class says. */
export function keypointCount({ classes }: ExportContext): number {
  return Math.max(
    0,
    ...classes.map(({ details }) =>
      Math.max(details.keypoints?.length ?? 0, details.mirroredKeypoints?.length ?? 0)
    )
  )
}
