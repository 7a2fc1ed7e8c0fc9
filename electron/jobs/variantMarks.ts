import { mixAnnotations } from '../../shared/annotations/mixAnnotations.ts'
import { scaleAnnotations } from '../../shared/annotations/scaleAnnotations.ts'
import type { PictureAnnotations } from '../../shared/annotations/types.ts'
import type { Sampling } from '../../shared/ops.ts'
import { type LabelSwaps, mirroredLabel } from '../../shared/policy/profile.ts'
import type { Size } from '../../shared/raster.ts'
import { lower } from '../../shared/recipe/lower.ts'
import { stepsOf, type StepsText } from '../../shared/recipe/stepsText.ts'
import { type AnnotationsText, annotationsOf } from '../catalogue/annotations.ts'

/** What is marked in the sources of a variant, and what mirroring does to it. Plain JSON. */
export interface SourceMarks {
  readonly own: AnnotationsText
  /** Of the other sources that the steps name, in their order. */
  readonly partners: readonly AnnotationsText[]
  readonly labelSwaps: LabelSwaps
}

/** A variant as far as its marks go; sizes at full resolution. */
export interface MarkedVariant {
  readonly source: Size
  readonly partners?: readonly Size[]
  readonly steps: StepsText
  readonly sampling: Sampling
}

/** What is marked in a variant, in pixels of `outputSize`, or of the frame that its steps end in. */
export function variantMarks(
  { source, partners = [], steps, sampling }: MarkedVariant,
  marks: SourceMarks,
  outputSize?: Size
): PictureAnnotations {
  const own = annotationsOf(marks.own)
  const size = { width: source.width, height: source.height }
  const { ops, frame } = lower(stepsOf(steps), size, sampling.fillMode)
  const marked = partners.map(({ width, height }, index) => ({
    size: { width, height },
    annotations: annotationsOf(marks.partners[index] ?? '').objects
  }))
  const swapped = (name: string): string => mirroredLabel({ labelSwaps: marks.labelSwaps }, name)
  const objects = mixAnnotations(own.objects, { ops, size, partners: marked }, { mirroredLabel: swapped })
  return { ...own, objects: scaleAnnotations(objects, frame, outputSize ?? frame) }
}
