import { parse } from 'node:path'
import { vocColour } from '../../shared/annotations/vocColours.ts'
import { pictureName } from './pictureName.ts'
import type {
  Exported,
  ExportContext,
  Exporter,
  ExportNames,
  ExportTable,
  PlannedItem,
  SideFile
} from './types.ts'
import { vocDocument, vocRegions, vocThings } from './voc/document.ts'
import { vocMasks } from './voc/masks.ts'

/**
 * PASCAL VOC as its development kit reads it: JPEGImages, Annotations, ImageSets, and SegmentationClass and
 * SegmentationObject where there are outlines or masks; labelmap.txt says what the indexes of masks mean, as CVAT writes
 * it. docs/formats.md says what of a picture is written.
 */
export const voc: Exporter = {
  id: 'voc',
  title: 'PASCAL VOC',
  holds: ['boxes', 'polygons', 'masks', 'attributes'],
  image: 'jpeg',
  place: (item) => `JPEGImages/${pictureName(item)}`,
  beside,
  tables: (context) => [
    { file: 'labelmap.txt', parts: [labelMap(context)] },
    ...lists('Main', context),
    ...(hasMasks(context.names) ? lists('Segmentation', context) : [])
  ]
}

const hasMasks = ({ kinds }: ExportNames): boolean => kinds.has('polygon') || kinds.has('mask')

const stemOf = ({ written: { file } }: Exported): string => parse(file).name

async function beside(exported: Exported, context: ExportContext): Promise<readonly SideFile[]> {
  const { written, annotations } = exported
  const size = { width: written.width, height: written.height }
  const things = vocThings(annotations.objects, size)
  const regions = vocRegions(annotations.objects)
  const isSegmented = hasMasks(context.names)
  const document = vocDocument(exported, things, isSegmented)
  const name = stemOf(exported)
  const files: SideFile[] = [{ file: `Annotations/${name}.xml`, content: document }]
  if (!isSegmented) return files
  const indexOf = (className: string): number | undefined => numbersOf(context).get(className)
  const { classes, objects } = await vocMasks({ size, things, regions, indexOf })
  files.push({ file: `SegmentationClass/${name}.png`, content: classes })
  if (objects !== undefined) files.push({ file: `SegmentationObject/${name}.png`, content: objects })
  return files
}

const numbered = new WeakMap<ExportContext, ReadonlyMap<string, number>>()

/** The index of each class in the masks: from 1, as 0 is the background. Kept, as it is asked for with every picture. */
function numbersOf(context: ExportContext): ReadonlyMap<string, number> {
  const known = numbered.get(context)
  if (known !== undefined) return known
  const numbers = new Map(context.classes.map(({ name }, at) => [name, at + 1]))
  numbered.set(context, numbers)
  return numbers
}

function labelMap({ classes }: ExportContext): string {
  const names = ['background', ...classes.map(({ name }) => name.replaceAll(/\s+/g, ' '))]
  const lines = names.map((name, index) => `${name}:${vocColour(index).join(',')}::\n`)
  return `# label:color_rgb:parts:actions\n${lines.join('')}`
}

/** The lists of a task: each part, and trainval; without parts trainval alone. */
function lists(task: 'Main' | 'Segmentation', { splits }: ExportContext): readonly ExportTable[] {
  const list = (name: string, takes: (item: PlannedItem) => boolean): ExportTable => ({
    file: `ImageSets/${task}/${name}.txt`,
    takes,
    parts: [(exported) => exported.map((one) => `${stemOf(one)}\n`).join('')]
  })
  const own = splits.flatMap((split) => (split === null ? [] : [list(split, (item) => item.split === split)]))
  const hasTrainVal = splits.some((split) => split !== 'test')
  return hasTrainVal ? [...own, list('trainval', (item) => item.split !== 'test')] : own
}
