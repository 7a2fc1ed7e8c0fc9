import type { Annotation } from '../../../shared/annotations/types.ts'

/** Everything that is known of one object of a picture. */
export interface ObjectGroup {
  readonly className: string | null
  readonly marks: readonly Annotation[]
}

/** Annotations that share an object and a class together, in the order in which objects begin. */
export function groupedObjects(annotations: readonly Annotation[]): readonly ObjectGroup[] {
  const groups = new Map<string, { readonly className: string | null; readonly marks: Annotation[] }>()
  annotations.forEach((annotation, at) => {
    const { object, className, attributes } = annotation
    // Why: what VOC's masks leave undecided is nobody's object, and COCO has no word for it.
    if (attributes?.['void'] === true && className === null) return
    const key = JSON.stringify(object === undefined ? [at] : [object, className])
    const known = groups.get(key)
    if (known === undefined) groups.set(key, { className, marks: [annotation] })
    else known.marks.push(annotation)
  })
  return [...groups.values()]
}
