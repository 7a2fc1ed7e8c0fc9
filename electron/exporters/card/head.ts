import { stringify } from 'yaml'
import type { Annotation } from '../../../shared/annotations/types.ts'
import type { Holding } from '../types.ts'

export interface CardHead {
  readonly title: string
  /** An identifier of the Hugging Face hub; nobody but the owner knows it. */
  readonly licence: string
  readonly pictures: number
  readonly hasClasses: boolean
  readonly kinds: ReadonlySet<Annotation['kind']>
  readonly holds: readonly Holding[]
}

/**
 * The head of a data set card as the Hugging Face hub reads it (huggingface.co/docs/hub/datasets-cards): names of tasks
 * and sizes are those of the hub.
 */
export function headText(head: CardHead): string {
  const document = {
    license: head.licence,
    pretty_name: head.title,
    task_categories: tasksOf(head),
    size_categories: [sizeCategory(head.pictures)],
    tags: ['image', 'augmented', 'cultivar']
  }
  return `---\n${stringify(document)}---\n`
}

function tasksOf({ hasClasses, kinds, holds }: CardHead): readonly string[] {
  const has = (kind: Annotation['kind'], holding: Holding): boolean =>
    kinds.has(kind) && holds.includes(holding)
  const tasks = [
    ...(hasClasses && holds.includes('class') ? ['image-classification'] : []),
    ...(has('box', 'boxes') || has('rotatedBox', 'rotatedBoxes') ? ['object-detection'] : []),
    ...(has('polygon', 'polygons') || has('mask', 'masks') ? ['image-segmentation'] : []),
    ...(has('keypoints', 'keypoints') ? ['keypoint-detection'] : [])
  ]
  return tasks.length === 0 ? ['image-feature-extraction'] : tasks
}

const sizeLimits = [
  [1e3, 'n<1K'],
  [1e4, '1K<n<10K'],
  [1e5, '10K<n<100K'],
  [1e6, '100K<n<1M'],
  [1e7, '1M<n<10M'],
  [1e8, '10M<n<100M']
] as const

const sizeCategory = (pictures: number): string =>
  sizeLimits.find(([limit]) => pictures < limit)?.[1] ?? '100M<n<1B'
