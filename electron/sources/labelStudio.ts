import type { JsonValue } from '../../shared/transforms/spec.ts'
import { throwIfCancelled } from './cancelled.ts'
import { reasonOf, toFileError } from './fsError.ts'
import { scanJson } from './json/scan.ts'
import { type JsonObject, listOf, objectOf, parseJson, shown, textOf } from './json/values.ts'
import { type LabelFile, splitInPath } from './labelFiles.ts'
import { pictureNames } from './labelStudio/picturePath.ts'
import { readResults } from './labelStudio/regions.ts'
import { MarkList, withoutEmpty } from './markList.ts'
import type { Located, PictureLookup } from './pictureLookup.ts'
import { type Reading, toolImporter } from './toolImporter.ts'
import type { Finding, FoundImage } from './types.ts'

/**
 * Label Studio's JSON export: a list of tasks (labelstud.io, "Export annotations", format JSON).
 *
 * Convention: see labelStudio/regions.ts for coordinates. Of several annotations of a task the first one counts that was
 * not cancelled; predictions are not read. Choices about a whole picture are its classes, its texts are captions.
 */
export const labelStudio = toolImporter({
  id: 'labelstudio',
  title: 'Label Studio (JSON)',
  extensions: ['json'],
  looksLike: looksLikeTasks,
  foreign: 'This is no list of tasks as Label Studio exports it (format JSON). Choose another format.',
  pictures: tasksOf
})

/** By the first element of a list; never throws. */
async function looksLikeTasks({ tree, file }: LabelFile): Promise<boolean> {
  try {
    for await (const [first] of scanJson(await tree.stream(file))) {
      if (first === undefined) continue
      const task = first.key === '' ? objectOf(parseJson(first.text ?? '')) : undefined
      return objectOf(task?.['data']) !== undefined && annotationsOf(task ?? {}) !== undefined
    }
  } catch {
    // A damaged file says nothing.
  }
  return false
}

/** Older versions called them completions. */
const annotationsOf = (task: JsonObject): readonly JsonValue[] | undefined =>
  listOf(task['annotations']) ?? listOf(task['completions'])

async function* tasksOf(label: LabelFile, reading: Reading): AsyncGenerator<Finding> {
  try {
    for await (const parts of scanJson(await label.tree.stream(label.file))) {
      throwIfCancelled(reading.signal)
      for (const { index, text } of parts) {
        const value = text === undefined ? undefined : parseJson(text)
        const task = objectOf(value)
        const path = `${label.where}: task ${shown(task?.['id'] ?? index)}`
        if (task !== undefined) yield* pictureOf(task, { label, path, reading })
        else
          yield {
            kind: 'problem',
            path,
            reason: 'This is no valid task. Correct it or export the file anew.'
          }
      }
    }
  } catch (error) {
    throwIfCancelled(reading.signal)
    yield { kind: 'problem', path: label.where, reason: reasonOf(toFileError(error, label.where)) }
  }
}

interface Task {
  readonly label: LabelFile
  /** For messages. */
  readonly path: string
  readonly reading: Reading
}

function* pictureOf(task: JsonObject, { label, path, reading }: Task): Generator<Finding> {
  const address = addressOf(objectOf(task['data']) ?? {})
  const located: Located =
    address === undefined
      ? { reason: 'Its data name no picture. Add the address of one.' }
      : locate(reading.lookup, label, address)
  if ('reason' in located) return yield { kind: 'problem', path, reason: located.reason }
  const name = label.prefix + located.file.name
  const reason = reading.take(name)
  if (reason !== undefined) return yield { kind: 'problem', path, reason }
  const valid = (annotationsOf(task) ?? []).map(objectOf).filter((one) => one !== undefined)
  const counting = valid.filter((one) => one['was_cancelled'] !== true)
  if (counting.length > 1)
    yield { kind: 'note', path, text: `It was annotated ${counting.length} times; the first time counts.` }
  const marks = new MarkList(path)
  const whole = readResults(listOf(counting[0]?.['result']) ?? [], marks)
  yield* marks.problems
  const attributes = withoutEmpty(whole.attributes)
  const found: FoundImage = {
    kind: 'image',
    ...label.tree.address(located.file),
    name,
    className: whole.classNames[0] ?? null,
    split: splitInPath(label.file.name),
    annotations: {
      objects: marks.objects(),
      ...(whole.classNames.length > 1 ? { labels: whole.classNames } : {}),
      ...(whole.captions.length > 0 ? { captions: whole.captions } : {}),
      ...(attributes === undefined ? {} : { attributes })
    }
  }
  yield found
}

/** The field `image`, else the first one that looks like a picture. */
function addressOf(data: JsonObject): string | undefined {
  const texts = Object.values(data).filter((value) => typeof value === 'string')
  return (
    textOf(data['image']) ??
    texts.find((text) => /\.(jpe?g|png|bmp|gif|webp|tiff?)([?#].*)?$/i.test(text)) ??
    texts[0]
  )
}

function locate(lookup: PictureLookup, { file }: LabelFile, address: string): Located {
  let first: Located | undefined
  for (const picture of pictureNames(address)) {
    const located = lookup.locate({ picture, from: file.name })
    if ('file' in located) return located
    first ??= located
  }
  return first ?? { reason: 'Its data name no picture. Add the address of one.' }
}
