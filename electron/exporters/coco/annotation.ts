import { boundsOf, unionOf } from '../../../shared/annotations/bounds.ts'
import {
  columnsOf,
  formatCounts,
  maskArea,
  maskFromPixels,
  pixelsOf
} from '../../../shared/annotations/rle.ts'
import { totalArea } from '../../../shared/annotations/rings.ts'
import type { Annotation, Box, Keypoint, RunLengths } from '../../../shared/annotations/types.ts'
import type { Size } from '../../../shared/raster.ts'
import type { NumberedCategory } from './categories.ts'
import type { ObjectGroup } from './objects.ts'

export interface Numbered {
  readonly id: number
  readonly image: number
  readonly category: NumberedCategory
}

/** Why these not: they are counted or worked out anew. */
const ownFields: ReadonlySet<string> = new Set(
  'id image_id category_id bbox segmentation area iscrowd keypoints num_keypoints caption'.split(' ')
)

/** One object as an annotation of COCO, in JSON. */
export function annotationText(
  { marks }: ObjectGroup,
  { id, image, category }: Numbered,
  size: Size
): string {
  const attributes = Object.assign({}, ...marks.map((mark) => mark.attributes ?? {})) as Readonly<
    Record<string, unknown>
  >
  const box = boxOf(marks, size)
  const { segmentation, area } = segmentationOf(marks)
  const others = Object.entries(attributes).filter(([name]) => !ownFields.has(name))
  return JSON.stringify({
    ...Object.fromEntries(others),
    id,
    image_id: image,
    category_id: category.id,
    bbox: [box.x, box.y, box.width, box.height],
    segmentation,
    area: area ?? box.width * box.height,
    iscrowd: attributes['iscrowd'] === 1 || attributes['iscrowd'] === true ? 1 : 0,
    ...keypointsOf(marks, category)
  })
}

/** Its box, else that around everything else; a single keypoint has the size of a pixel. */
function boxOf(marks: readonly Annotation[], size: Size): Box {
  const boxes = marks.flatMap((mark) => (mark.kind === 'box' ? [mark.box] : []))
  const [only] = boxes
  if (only !== undefined && boxes.length === 1) return only
  const around = unionOf(boxes.length > 0 ? boxes : marks.flatMap((mark) => boundsOf(mark, size) ?? []))
  const { x, y, width, height } = around ?? { x: 0, y: 0, width: 0, height: 0 }
  return { x, y, width: Math.max(1, width), height: Math.max(1, height) }
}

interface Segmentation {
  readonly segmentation:
    readonly (readonly number[])[] | { readonly size: readonly number[]; readonly counts: string }
  /** Undefined where there is neither mask nor outline. */
  readonly area: number | undefined
}

/** COCO has one kind for an object: the mask where there is one, else all outlines, else none. */
function segmentationOf(marks: readonly Annotation[]): Segmentation {
  const masks = marks.flatMap((mark) => (mark.kind === 'mask' ? [mark.mask] : []))
  const mask = united(masks)
  if (mask !== undefined) {
    const counts = formatCounts(columnsOf(mask))
    return { segmentation: { size: [mask.height, mask.width], counts }, area: maskArea(mask) }
  }
  const rings = marks.flatMap((mark) =>
    mark.kind === 'polygon' ? mark.rings : mark.kind === 'rotatedBox' ? [mark.corners] : []
  )
  return { segmentation: rings, area: rings.length === 0 ? undefined : totalArea(rings) }
}

function united(masks: readonly RunLengths[]): RunLengths | undefined {
  const [first, ...others] = masks
  if (first === undefined || others.length === 0) return first
  const pixels = pixelsOf(first)
  for (const other of others) {
    pixelsOf(other).forEach((value, at) => {
      if (value === 1) pixels[at] = 1
    })
  }
  return maskFromPixels(pixels, first)
}

/**
 * Why zeros where nobody marked any: the evaluation of pycocotools wants num_keypoints of every annotation of a class
 * that has keypoints, as COCO's own files have it.
 */
function keypointsOf(marks: readonly Annotation[], { keypoints }: NumberedCategory): object {
  const points = marks.flatMap((mark): readonly Keypoint[] => (mark.kind === 'keypoints' ? mark.points : []))
  const count = Math.max(keypoints, points.length)
  if (count === 0) return {}
  const flat = Array.from({ length: count }, (_, at) => {
    const { x, y, visibility } = points[at] ?? { x: 0, y: 0, visibility: 0 }
    return [x, y, visibility]
  }).flat()
  return { keypoints: flat, num_keypoints: points.filter(({ visibility }) => visibility > 0).length }
}
