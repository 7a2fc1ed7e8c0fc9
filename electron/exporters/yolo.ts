import { pictureName } from './pictureName.ts'
import { thingsOf } from './things.ts'
import type { Exported, ExportContext, Exporter } from './types.ts'
import { dataYaml } from './yolo/dataYaml.ts'
import { rowOf } from './yolo/rows.ts'
import { keypointCount, type MarkedTask, taskOf } from './yolo/task.ts'

/**
 * YOLO's data sets as ultralytics reads them: images/SPLIT, labels/SPLIT with a text for every picture, data.yaml. For
 * `classify` a folder for each class below the one of its part. docs/formats.md says what of a picture is written.
 */
export const yolo: Exporter = {
  id: 'yolo',
  title: 'YOLO',
  holds: ['class', 'boxes', 'rotatedBoxes', 'polygons', 'masks', 'keypoints'],
  place: (item, names) => {
    const part = item.split === null ? [] : [item.split]
    return taskOf(names) === 'classify'
      ? [...part, names.folderOf(item.className), pictureName(item)].join('/')
      : ['images', ...part, pictureName(item)].join('/')
  },
  beside: (exported, context) => {
    const task = taskOf(context.names)
    return Promise.resolve(task === 'classify' ? [] : [labelFile(exported, context, task)])
  },
  tables: (context) => {
    const task = taskOf(context.names)
    return task === 'classify' ? [] : [dataYaml(context, task)]
  }
}

/** A row for everything whose class has a number; an empty text says that there is nothing. */
function labelFile(
  { written, annotations }: Exported,
  context: ExportContext,
  task: MarkedTask
): { readonly file: string; readonly content: string } {
  const keypoints = task === 'pose' ? keypointCount(context) : 0
  const rows = thingsOf(annotations.objects).flatMap((thing) => {
    const number = numbersOf(context).get(thing.className ?? '')
    const row = number === undefined ? undefined : rowOf(thing, written, { task, keypoints })
    return row === undefined ? [] : [`${[number, ...row.map(shortNumber)].join(' ')}\n`]
  })
  const file = written.file.replace(/^images\//, 'labels/').replace(/\.[^./]*$/, '.txt')
  return { file, content: rows.join('') }
}

const numbered = new WeakMap<ExportContext, ReadonlyMap<string, number>>()

/** The number of each class by its name; kept, as it is asked for with every picture. */
function numbersOf(context: ExportContext): ReadonlyMap<string, number> {
  const known = numbered.get(context)
  if (known !== undefined) return known
  const numbers = new Map(context.classes.map(({ name }, number) => [name, number]))
  numbered.set(context, numbers)
  return numbers
}

/** Eight places: of a picture of 10,000 pixels a ten-thousandth of one. */
const shortNumber = (value: number): string => value.toFixed(8).replace(/\.?0+$/, '')
