import { basename } from 'node:path'
import { annotationText, type Numbered } from './coco/annotation.ts'
import { groupedObjects } from './coco/objects.ts'
import { CategoryNumbers } from './coco/categories.ts'
import { pictureName } from './pictureName.ts'
import type { Split } from '../../shared/api/types.ts'
import type { Exporter, ExportContext, ExportTable, Exported, TableLines } from './types.ts'

/**
 * COCO: images/SPLIT/NAME, annotations/instances_SPLIT.json with boxes, outlines, masks and keypoints, and
 * captions_SPLIT.json, without SPLIT when there are no splits (cocodataset.org, "Data format").
 *
 * Convention: coordinates as they are read, see sources/coco/annotation.ts. All that is known of one object is one
 * annotation; images and annotations are numbered from 1 in each file, in the order of the export.
 */
export const coco: Exporter = {
  id: 'coco',
  title: 'COCO',
  holds: ['captions', 'boxes', 'rotatedBoxes', 'polygons', 'masks', 'keypoints', 'attributes'],
  place: (item) => ['images', ...(item.split === null ? [] : [item.split]), pictureName(item)].join('/'),
  tables: (context) =>
    context.splits.flatMap((split) => [instances(context, split), captions(context, split)])
}

function table(name: string, split: Split | null, parts: ExportTable['parts']): ExportTable {
  return {
    file: `annotations/${name}${split === null ? '' : `_${split}`}.json`,
    takes: (item) => item.split === split,
    parts
  }
}

const head = ({ title }: ExportContext): string =>
  `{"info":${JSON.stringify({ description: title, version: '1.0' })},"licenses":[],"images":[`

function instances(context: ExportContext, split: Split | null): ExportTable {
  const categories = new CategoryNumbers(context.classes)
  let image = 0
  const annotations = joined(({ written, annotations: { objects } }, next): string[] => {
    image++
    return groupedObjects(objects).map((group) => {
      const place: Numbered = { id: next(), image, category: categories.of(group.className) }
      return annotationText(group, place, written)
    })
  })
  return table('instances', split, [
    head(context),
    imageLines(),
    '],"annotations":[',
    annotations,
    '],"categories":',
    // Why behind: by now it is known whether there are objects without a class.
    (_, isFirst) => (isFirst ? JSON.stringify(categories.list()) : ''),
    '}\n'
  ])
}

/** Without captions all its parts are empty, and there is no file. */
function captions(context: ExportContext, split: Split | null): ExportTable {
  let hasAny = false
  let image = 0
  const look: TableLines = (exported) => {
    hasAny ||= exported.some(({ annotations }) => (annotations.captions?.length ?? 0) > 0)
    return ''
  }
  const lines = joined(({ annotations: { captions: own = [] } }, next) => {
    image++
    return own.map((caption) => JSON.stringify({ id: next(), image_id: image, caption }))
  })
  const images = imageLines()
  const onceIfAny =
    (text: string): TableLines =>
    (_, isFirst) =>
      hasAny && isFirst ? text : ''
  const ifAny =
    (part: TableLines): TableLines =>
    (exported, isFirst) =>
      hasAny ? part(exported, isFirst) : ''
  return table('captions', split, [
    look,
    onceIfAny(head(context)),
    ifAny(images),
    onceIfAny('],"annotations":['),
    ifAny(lines),
    onceIfAny(']}\n')
  ])
}

const imageLines = (): TableLines =>
  joined(({ written, annotations: { attributes = {} } }, next) => {
    const { id: _id, ...others } = attributes
    const own = {
      id: next(),
      file_name: basename(written.file),
      width: written.width,
      height: written.height
    }
    return [JSON.stringify({ ...others, ...own })]
  })

/** Entries of a list that goes on over all pictures; `next` counts them from 1. */
function joined(entriesOf: (exported: Exported, next: () => number) => readonly string[]): TableLines {
  let count = 0
  let written = 0
  return (exported) =>
    exported
      .flatMap((one) => entriesOf(one, () => ++count))
      .map((text) => (written++ === 0 ? text : `,\n${text}`))
      .join('')
}
