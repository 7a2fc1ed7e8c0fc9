import { netIsMirrored } from '../../shared/annotations/mapAnnotations.ts'
import type { MapOptions } from '../../shared/annotations/mapOptions.ts'
import { mixAnnotations } from '../../shared/annotations/mixAnnotations.ts'
import type { ClassDetails, PictureAnnotations } from '../../shared/annotations/types.ts'
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
  /** Classes of which something is known that mirroring asks for. */
  readonly classes?: readonly (readonly [name: string, details: ClassDetails])[]
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
  const { ops } = lower(stepsOf(steps), size, sampling.fillMode)
  const marked = partners.map(({ width, height }, index) => ({
    size: { width, height },
    annotations: annotationsOf(marks.partners[index] ?? '').objects
  }))
  const swapped = (name: string): string => mirroredLabel({ labelSwaps: marks.labelSwaps }, name)
  const options: MapOptions = {
    mirroredLabel: swapped,
    classes: new Map(marks.classes),
    ...(outputSize === undefined ? {} : { outputSize })
  }
  const objects = mixAnnotations(own.objects, { ops, size, partners: marked }, options)
  if (own.labels === undefined || !netIsMirrored(ops)) return { ...own, objects }
  return { ...own, objects, labels: own.labels.map(swapped) }
}
