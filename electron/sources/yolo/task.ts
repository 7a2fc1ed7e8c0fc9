import type { KeypointShape, YoloConfig, YoloTask } from './config.ts'

/** How the rows of a data set are to be read. */
export interface RowFormat {
  readonly task: YoloTask
  readonly keypoints: KeypointShape | undefined
}

/**
 * What the rows are: as data.yaml says, else by their numbers. Nine numbers are the class and four corners, which is a
 * rotated box when all rows have nine, and an outline like any other when some have not. Rows of one length with 0, 1 or 2
 * in every third place behind the box are keypoints.
 */
export function rowFormat(
  config: Pick<YoloConfig, 'task' | 'keypoints'>,
  samples: readonly (readonly number[])[]
): RowFormat {
  const { task, keypoints } = config
  if (keypoints !== undefined) return { task: task ?? 'pose', keypoints }
  if (task !== undefined && task !== 'pose') return { task, keypoints }
  const lengths = new Set(samples.map(({ length }) => length))
  const [only = 0] = lengths
  if (lengths.size === 1 && only > 5 && (only - 5) % 3 === 0 && samples.every(hasVisibilities)) {
    return { task: 'pose', keypoints: { count: (only - 5) / 3, numbers: 3 } }
  }
  if ([...lengths].every((length) => length === 5 || length === 6)) return { task: 'detect', keypoints }
  return { task: lengths.size === 1 && only === 9 ? 'obb' : 'segment', keypoints }
}

const hasVisibilities = (values: readonly number[]): boolean =>
  values.every((value, at) => at < 5 || at % 3 !== 1 || value === 0 || value === 1 || value === 2)
