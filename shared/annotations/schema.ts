import { z } from 'zod'
import { CultivarError } from '../errors.ts'
import type { Annotation } from './types.ts'

/** Far beyond any picture, so that sums stay finite. Unit: pixels. */
const coordinate = z.number().min(-1e7).max(1e7)
const length = z.number().positive().max(1e7)
const className = z.string().nullable().default(null)

const ring = z
  .array(coordinate)
  .min(6, 'expected three corners or more')
  .refine((values) => values.length % 2 === 0, 'expected x and y for every corner')

const keypoint = z.strictObject({
  x: coordinate,
  y: coordinate,
  visibility: z.union([z.literal(0), z.literal(1), z.literal(2)]).default(2)
})

const mask = z
  .strictObject({
    width: z.int().min(1).max(32_768),
    height: z.int().min(1).max(32_768),
    runs: z.array(z.int().min(0)).min(1)
  })
  .refine(
    ({ width, height, runs }) => runs.reduce((sum, run) => sum + run, 0) === width * height,
    'expected runs that sum to width x height'
  )

/** What all kinds may have besides their class. */
const marked = {
  className,
  object: z.int().min(0).optional(),
  attributes: z.record(z.string(), z.json()).optional()
}

/** One annotation, as shared/annotations/types.ts describes it. */
export const annotationSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('box'),
    ...marked,
    box: z.strictObject({ x: coordinate, y: coordinate, width: length, height: length })
  }),
  z.strictObject({
    kind: z.literal('rotatedBox'),
    ...marked,
    corners: z.array(coordinate).length(8, 'expected x and y of four corners')
  }),
  z.strictObject({ kind: z.literal('mask'), ...marked, mask }),
  z.strictObject({ kind: z.literal('polygon'), ...marked, rings: z.array(ring).min(1) }),
  z.strictObject({ kind: z.literal('keypoints'), ...marked, points: z.array(keypoint).min(1) })
]) as unknown as z.ZodType<Annotation>

const documentSchema = z.strictObject({ annotations: z.array(annotationSchema).max(100_000) })

/** Parses {"annotations":[...]}; throws a CultivarError that names the file and every field that is wrong. */
export function parseAnnotations(json: unknown, file: string): readonly Annotation[] {
  const parsed = documentSchema.safeParse(json)
  if (parsed.success) return parsed.data.annotations
  const issues = parsed.error.issues
    .slice(0, 8)
    .map(({ path, message }) => `${path.length === 0 ? 'value' : path.join('.')}: ${message}`)
  throw new CultivarError('bad-input', `The annotations are not valid: ${issues.join('; ')}.`, {
    file,
    remedy:
      'Write {"annotations":[{"kind":"box","className":"cat","box":{"x":1,"y":2,"width":30,"height":40}}]}.'
  })
}
