import type { Annotation, PictureAnnotations } from '../../shared/annotations/types.ts'
import type { MarkedRow, PictureMarks } from '../../shared/api/contract.ts'
import type { Size } from '../../shared/raster.ts'
import { lower } from '../../shared/recipe/lower.ts'
import { stepsOf } from '../../shared/recipe/stepsText.ts'
import { annotationsOf, annotationTexts } from '../catalogue/annotations.ts'
import type { Workspace } from '../catalogue/open.ts'
import { type SourcePlace, sourcePlace } from '../catalogue/sources.ts'
import { getVariant, type StoredVariant } from '../catalogue/variants.ts'
import { breathe } from '../jobs/abort.ts'
import type { RenderTask } from '../jobs/renderTask.ts'
import { variantMarks } from '../jobs/variantMarks.ts'
import { createRenderTask, withMarks } from '../jobs/variantTask.ts'
import { shrinkMask } from './shrinkMask.ts'

/** More than these cannot be told apart in a window, and would make the answer large. */
const mostObjects = 500

/** Unit: parts of a pixel to which coordinates are rounded on their way to a window. */
const partsOfPixel = 10
const rounded = (value: number): number => Math.round(value * partsOfPixel) / partsOfPixel

function trimmed(annotation: Annotation, edge: number): Annotation {
  // Why without them: they are shown nowhere over a picture.
  const { attributes: _attributes, ...rest } = annotation
  switch (rest.kind) {
    case 'box': {
      const { x, y, width, height } = rest.box
      const box = { x: rounded(x), y: rounded(y), width: rounded(width), height: rounded(height) }
      return { ...rest, box }
    }
    case 'rotatedBox':
      return { ...rest, corners: rest.corners.map(rounded) }
    case 'polygon':
      return { ...rest, rings: rest.rings.map((ring) => ring.map(rounded)) }
    case 'keypoints':
      return {
        ...rest,
        points: rest.points.map(({ x, y, visibility }) => ({ x: rounded(x), y: rounded(y), visibility }))
      }
    case 'mask':
      return { ...rest, mask: shrinkMask(rest.mask, edge) }
  }
}

/** What a window is told of a picture of size `frame`; null when there is nothing. */
export function pictureMarks(
  { objects, labels = [], captions = [] }: PictureAnnotations,
  frame: Size,
  edge: number
): PictureMarks | null {
  if (objects.length + labels.length + captions.length === 0) return null
  return {
    width: frame.width,
    height: frame.height,
    objects: objects.slice(0, mostObjects).map((annotation) => trimmed(annotation, edge)),
    more: Math.max(0, objects.length - mostObjects),
    labels,
    captions
  }
}

/** Marks of sources that have any. */
export function sourceMarks({ db }: Workspace, ids: readonly number[], edge: number): readonly MarkedRow[] {
  const texts = annotationTexts(db, ids)
  return ids.flatMap((id) => {
    const text = texts.get(id)
    const source = text === undefined ? undefined : sourcePlace(db, id)
    const marks =
      text === undefined || source === undefined ? null : pictureMarks(annotationsOf(text), source, edge)
    return marks === null ? [] : [{ id, ...marks }]
  })
}

function fitted({ width, height }: Size, edge: number): Size {
  const scale = Math.min(1, edge / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/**
 * Marks of a rendering, in pixels of the frame that its steps end in, made smaller where it is larger than `edge`. Why
 * smaller: masks are then sampled at that size, which takes a tenth of the time.
 */
export function taskMarks(
  { source, partners, steps, sampling, marks }: RenderTask,
  edge: number
): PictureMarks | null {
  if (marks === undefined) return null
  const { width, height } = source
  const { frame } = lower(stepsOf(steps), { width, height }, sampling.fillMode)
  const size = fitted(frame, edge)
  const picture = { source, ...(partners === undefined ? {} : { partners }), steps, sampling }
  return pictureMarks(variantMarks(picture, marks, size), size, edge)
}

/** Marks of variants that have any. Other calls are answered in between: a mask takes about a millisecond. */
export async function marksOfVariants(
  workspace: Workspace,
  ids: readonly number[],
  edge: number
): Promise<readonly MarkedRow[]> {
  const variants = ids.map((id) => getVariant(workspace.db, id)).filter((variant) => variant !== undefined)
  const texts = annotationTexts(workspace.db, [...new Set(variants.map(({ sourceId }) => sourceId))])
  const places = new Map<number, SourcePlace | undefined>()
  const placeOf = (id: number): SourcePlace | undefined => {
    if (!places.has(id)) places.set(id, sourcePlace(workspace.db, id))
    return places.get(id)
  }
  const rows: MarkedRow[] = []
  const pause = createPause()
  for (const variant of variants) {
    const source = placeOf(variant.sourceId)
    if (source === undefined) continue
    const task = markedTask(workspace, { source, variant, text: texts.get(source.id) ?? '' })
    const marks = taskMarks(task, edge)
    if (marks !== null) rows.push({ id: variant.id, ...marks })
    await pause()
  }
  return rows
}

/** Unit: milliseconds of work after which others come in turn. */
const turnMs = 8

/** Waits for a turn of the event loop when one has been used up. */
export function createPause(): () => Promise<void> {
  let end = performance.now() + turnMs
  return async () => {
    if (performance.now() < end) return
    await breathe()
    end = performance.now() + turnMs
  }
}

function markedTask(
  workspace: Workspace,
  { source, variant, text }: { source: SourcePlace; variant: StoredVariant; text: string }
): RenderTask {
  const task = createRenderTask(workspace, { source, variant }, { output: { kind: 'full' }, encoding: null })
  return withMarks(workspace, task, { variant, marks: text })
}
