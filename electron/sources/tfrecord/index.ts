import type { LabelMap } from '../../tfrecord/labelMap.ts'
import { parseLabelMap } from '../../tfrecord/labelMap.ts'
import { maxFileBytes } from '../bytes.ts'
import { throwIfCancelled } from '../cancelled.ts'
import { type FileInTree, filesNamed, holdsPictures, padded, prefixOf } from '../containerFiles.ts'
import { recordAddress } from '../containers/address.ts'
import { openAddress } from '../containers/open.ts'
import type { RandomAccess } from '../containers/randomAccess.ts'
import { problemOf } from '../fsError.ts'
import { splitOfName } from '../splits.ts'
import { maxTextBytes } from '../tree/limits.ts'
import { baseOf, folderOf } from '../tree/paths.ts'
import type { Finding, Given, Importer } from '../types.ts'
import { exampleOf, pictureOf, type RecordPicture } from './picture.ts'
import { isTfRecord, readRecord, type Records, scanRecords } from './records.ts'

/**
 * TFRecord files of tf.train.Example, plain or gzip, with the keys of TensorFlow's object detection API (image/encoded,
 * image/class/..., image/object/...) or the short ones of TensorFlow Datasets (image, label).
 *
 * Convention: names of classes as they stand in the record, else by a label map (.pbtxt) beside the file, else their
 * numbers. The name of the file says the split.
 */
export const tfrecord: Importer = {
  id: 'tfrecord',
  title: 'TFRecord (tf.train.Example)',
  recognises: async (given) => {
    try {
      if (await holdsPictures(given)) return false
      for (const { tree, file } of await filesNamed(given, isRecordName)) {
        if (await isTfRecord(await openAddress(tree.address(file)))) return true
      }
    } catch {
      // What cannot be looked at is not recognised; the importer of folders says why.
    }
    return false
  },
  find
}

/** `a.tfrecord`, `a.tfrecord-00000-of-00010`, `a.tfrec`, `a.record`, each packed with gzip or not. */
const isRecordName = (name: string): boolean =>
  /\.(tf_?records?|tfrec|records?)(-\d+-of-\d+)?(\.gz)?$/i.test(name)

async function* find(given: Given, signal?: AbortSignal): AsyncGenerator<Finding> {
  for (const tree of given.trees) yield* (await tree.list(signal)).problems
  const files = await filesNamed(given, isRecordName, signal)
  if (files.length === 0) {
    yield {
      kind: 'problem',
      path: given.paths[0] ?? '',
      reason: 'There is no TFRecord file in it. Name one.'
    }
  }
  const declared = new Set<string>()
  for (const of of files) {
    try {
      const labels = await labelMapOf(of)
      for (const [number, name] of labels) {
        if (!declared.has(name)) yield { kind: 'class', name, details: { number } }
        declared.add(name)
      }
      yield* findInFile({ of, labels, prefix: prefixOf(given, of) }, signal)
    } catch (error) {
      yield problemOf(error, of.tree.describe(of.file.name))
    }
  }
}

/** The label map in the folder of a file or in one above it; empty when there is none. */
async function labelMapOf({ tree, file }: FileInTree): Promise<LabelMap> {
  const maps = (await tree.list()).files.filter(({ name }) => /\.pbtxt$/i.test(name))
  for (let folder = folderOf(file.name); ; folder = folderOf(folder)) {
    const found = maps.find(({ name }) => folderOf(name) === folder)
    if (found !== undefined) return parseLabelMap((await tree.read(found, maxTextBytes)).toString('utf8'))
    if (folder === '') return new Map()
  }
}

interface Search {
  readonly of: FileInTree
  readonly labels: LabelMap
  readonly prefix: string
}

async function* findInFile(search: Search, signal: AbortSignal | undefined): AsyncGenerator<Finding> {
  const { tree, file } = search.of
  const bytes = await openAddress(tree.address(file))
  const records = await scanRecords(bytes)
  for (let index = 0; index < records.count; index++) {
    throwIfCancelled(signal)
    const name = `${bytes.name}: ${index}`
    try {
      const picture = await read(bytes, records, { index, labels: search.labels })
      for (const reason of picture.problems) yield { kind: 'problem', path: name, reason }
      yield {
        kind: 'image',
        ...recordAddress(tree.address(file), index),
        name: nameOf(search.prefix, picture, { index, count: records.count }),
        className: picture.className,
        split: splitOfName(file.name),
        annotations: picture.annotations
      }
    } catch (error) {
      yield problemOf(error, name)
    }
  }
  if (records.end !== undefined) yield problemOf(records.end, bytes.name)
}

async function read(
  bytes: RandomAccess,
  records: Records,
  { index, labels }: { readonly index: number; readonly labels: LabelMap }
): Promise<RecordPicture> {
  const data = await readRecord(bytes, records, { index, limitBytes: maxFileBytes })
  const name = `${bytes.name}: ${index}`
  return pictureOf(exampleOf(data, name), labels, name)
}

/** The number makes it unique; what the record says of its origin follows. */
function nameOf(
  prefix: string,
  { file }: RecordPicture,
  { index, count }: { index: number; count: number }
): string {
  const origin = file === undefined ? '' : `-${baseOf(file.replaceAll('\\', '/'))}`
  return `${prefix}/${padded(index, count)}${origin}`
}
