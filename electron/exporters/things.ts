import type { Annotation } from '../../shared/annotations/types.ts'

/** One thing of a picture and all that is marked of it. */
export interface Thing {
  readonly className: string | null
  /** The number that its annotations share; undefined for one that stands alone. */
  readonly object: number | undefined
  readonly marks: readonly Annotation[]
}

/** Annotations by the thing that they belong to, in the order in which the things first occur. */
export function thingsOf(objects: readonly Annotation[]): readonly Thing[] {
  const things: (Thing & { readonly marks: Annotation[] })[] = []
  const known = new Map<number, Annotation[]>()
  for (const mark of objects) {
    const { className, object } = mark
    const marks = object === undefined ? undefined : known.get(object)
    if (marks !== undefined) {
      marks.push(mark)
      continue
    }
    const own = [mark]
    if (object !== undefined) known.set(object, own)
    things.push({ className, object, marks: own })
  }
  return things
}

/** The first annotation of a kind. */
export function markOf<Kind extends Annotation['kind']>(
  { marks }: Thing,
  kind: Kind
): Extract<Annotation, { readonly kind: Kind }> | undefined {
  return marks.find((mark): mark is Extract<Annotation, { readonly kind: Kind }> => mark.kind === kind)
}
