import { z } from 'zod'
import type { Annotation, Box } from '../../../shared/annotations/types.ts'
import type { Size } from '../../../shared/raster.ts'
import { boxReason, coordinatesReason, outsideReason, ringReason } from '../marks.ts'

const marked = {
  className: z.string().nullable().default(null),
  object: z.int().optional(),
  attributes: z.record(z.string(), z.json()).optional()
}

/** An annotation as shared/annotations/types.ts describes it: what our own .json files hold. */
export const objectSchema = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('box'),
      ...marked,
      box: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })
    }),
    z.object({ kind: z.literal('rotatedBox'), ...marked, corners: z.array(z.number()).length(8) }),
    z.object({ kind: z.literal('polygon'), ...marked, rings: z.array(z.array(z.number())).min(1) }),
    z.object({
      kind: z.literal('keypoints'),
      ...marked,
      points: z
        .array(
          z.object({
            x: z.number(),
            y: z.number(),
            visibility: z.union([z.literal(0), z.literal(1), z.literal(2)]).default(2)
          })
        )
        .min(1)
    }),
    z.object({
      kind: z.literal('mask'),
      ...marked,
      mask: z.object({
        width: z.int().positive(),
        height: z.int().positive(),
        runs: z.array(z.int().min(0))
      })
    })
  ])
  .transform((found) => withoutUndefined(found))

/** Absent fields are left out rather than undefined. */
function withoutUndefined(found: object): Annotation {
  return Object.fromEntries(
    Object.entries(found).filter(([, value]) => value !== undefined)
  ) as unknown as Annotation
}

/** Why an annotation cannot be taken, though it has the right form; undefined when it can. */
export function objectReason(annotation: Annotation, size: Size | undefined): string | undefined {
  switch (annotation.kind) {
    case 'box':
      return boxReason(annotation.box, size)
    case 'rotatedBox':
      return coordinatesReason(annotation.corners) ?? outsideReason(boundsOf(annotation.corners), size)
    case 'polygon':
      return (
        annotation.rings.map(ringReason).find((reason) => reason !== undefined) ??
        outsideReason(boundsOf(annotation.rings.flat()), size)
      )
    case 'keypoints':
      return coordinatesReason(annotation.points.flatMap(({ x, y }) => [x, y]))
    case 'mask': {
      const { width, height, runs } = annotation.mask
      const isWhole = runs.reduce((sum, run) => sum + run, 0) === width * height
      const isOfPicture = size === undefined || (size.width === width && size.height === height)
      if (isWhole && isOfPicture) return undefined
      return 'The mask has another size than the picture, or its runs do not fill it. Draw it anew or remove it.'
    }
  }
}

function boundsOf(points: readonly number[]): Box | undefined {
  const [xs, ys] = [0, 1].map((odd) => points.filter((_, index) => index % 2 === odd))
  if (xs === undefined || ys === undefined || xs.length === 0) return undefined
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }
}
