import { boundsOf, unionOf } from '../../shared/annotations/bounds.ts'
import type { Annotation, Attributes, Box } from '../../shared/annotations/types.ts'
import type { Size } from '../../shared/raster.ts'
import { markOf, thingsOf } from './things.ts'

/** A thing of a picture and the upright box around it. */
export interface ObjectBox {
  readonly className: string | null
  readonly box: Box
  readonly attributes: Attributes
}

/** For formats that hold boxes alone: of each thing its box, else the one around what is marked of it; keypoints alone give none. */
export function objectBoxes(objects: readonly Annotation[], frame: Size): readonly ObjectBox[] {
  return thingsOf(objects).flatMap((thing) => {
    const own = markOf(thing, 'box')
    const outlines = thing.marks.filter(({ kind }) => kind !== 'keypoints')
    const box = own?.box ?? unionOf(outlines.flatMap((mark) => boundsOf(mark, frame) ?? []))
    if (box === undefined) return []
    return [{ className: thing.className, box, attributes: own?.attributes ?? outlines[0]?.attributes ?? {} }]
  })
}
