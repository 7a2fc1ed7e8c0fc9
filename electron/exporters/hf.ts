import type { Split } from '../../shared/api/types.ts'
import type { JsonValue } from '../../shared/transforms/spec.ts'
import { objectBoxes } from './objectBoxes.ts'
import { pictureName } from './pictureName.ts'
import type { Exported, Exporter, ExportContext } from './types.ts'

/** Folder of pictures; without splits it is one that names none. */
const folderOf = (split: Split | null): string => split ?? 'data'

/**
 * Pictures in a folder for each split, and metadata.jsonl beside them, as the `imagefolder` of Hugging Face's `datasets`
 * reads them: file_name, label, text, objects.
 *
 * Convention: classes by their names; boxes as [x, y, width, height] in pixels, things without a box of their own with
 * the one around their outline. `text` is the first caption; all stand in `captions` where there are several, as all
 * classes do in `labels`.
 */
export const hf: Exporter = {
  id: 'hf',
  title: 'Hugging Face: pictures with metadata.jsonl',
  holds: ['class', 'labels', 'captions', 'boxes', 'attributes'],
  place: (item) => `${folderOf(item.split)}/${pictureName(item)}`,
  tables: (context) =>
    context.splits.map((split) => ({
      file: `${folderOf(split)}/metadata.jsonl`,
      takes: (item) => item.split === split,
      parts: [(exported) => exported.map((one) => `${JSON.stringify(lineOf(one, context))}\n`).join('')]
    }))
}

const own: ReadonlySet<string> = new Set('file_name label labels text captions objects'.split(' '))

function lineOf(
  { item, written, annotations }: Exported,
  context: ExportContext
): Readonly<Record<string, unknown>> {
  const { captions = [], labels, objects, attributes = {} } = annotations
  const [first] = captions
  return {
    file_name: written.file.slice(folderOf(item.split).length + 1),
    label: item.className,
    ...(labels === undefined ? {} : { labels }),
    ...(first === undefined ? {} : { text: first }),
    ...(captions.length > 1 ? { captions } : {}),
    // Why for all: readers that infer types want the same keys in every line.
    ...(context.names.kinds.size === 0 ? {} : { objects: listsOf(objectBoxes(objects, written)) }),
    ...Object.fromEntries(Object.entries(attributes).filter(([name]) => !own.has(name)))
  }
}

/** Lists side by side: the boxes, their classes, and what else is known of any of them. */
function listsOf(boxes: ReturnType<typeof objectBoxes>): Readonly<Record<string, readonly JsonValue[]>> {
  const fields = new Set(boxes.flatMap(({ attributes }) => Object.keys(attributes)))
  const rest = [...fields].filter((name) => name !== 'bbox' && name !== 'categories')
  return {
    bbox: boxes.map(({ box: { x, y, width, height } }) => [x, y, width, height]),
    categories: boxes.map(({ className }) => className),
    ...Object.fromEntries(rest.map((name) => [name, boxes.map(({ attributes }) => attributes[name] ?? null)]))
  }
}
