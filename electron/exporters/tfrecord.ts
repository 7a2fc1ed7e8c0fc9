import { createWriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { basename, join, parse } from 'node:path'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { objectFlags } from '../sources/tfrecord/picture.ts'
import { encodeExample, type Example, type Feature } from '../tfrecord/example.ts'
import { frame } from '../tfrecord/frames.ts'
import { writeLabelMap } from '../tfrecord/labelMap.ts'
import { objectBoxes } from './objectBoxes.ts'
import { pictureName } from './pictureName.ts'
import { type Shard, Shards } from './shards.ts'
import type { Exported, Exporter, ExportContext, Packer } from './types.ts'

/** Unit: bytes from which on the next file begins: TensorFlow advises 100 to 200 MB. */
const shardBytes = 128 * 1024 * 1024

export const labelMapFile = 'label_map.pbtxt'

/**
 * TFRecord files with the keys of TensorFlow's object detection API, and a label map beside them.
 *
 * Convention: boxes as shares of the picture's sides; numbers of classes from 1 in the order of the catalogue, which the
 * label map lists. Things without a box of their own have the box around their outline.
 */
export const tfrecord: Exporter = {
  id: 'tfrecord',
  title: 'TFRecord files (tf.train.Example)',
  holds: ['class', 'labels', 'captions', 'boxes'],
  place: (item) => `pictures/${pictureName(item)}`,
  pack: packerOf
}

function packerOf(context: ExportContext, folder: string): Packer {
  const shards = new Shards<Uint8Array>({
    folder,
    below: '',
    extension: 'tfrecord',
    shardBytes,
    open: openShard
  })
  const numbers = new Map(context.classes.map(({ name }, index) => [name, index + 1]))
  return {
    add: (exported, bytes) =>
      shards.add(exported.item.split, encodeExample(exampleOf(exported, bytes, numbers))),
    finish: async () => {
      await writeFile(join(folder, labelMapFile), writeLabelMap(context.classes.map(({ name }) => name)))
      return [...(await shards.finish()), labelMapFile]
    },
    settled: (place) => shards.settled(place)
  }
}

function openShard(path: string): Promise<Shard<Uint8Array>> {
  const out = createWriteStream(path)
  // Why caught here: what goes wrong is thrown where the next record or the end is waited for.
  const ended = finished(out)
  ended.catch(() => undefined)
  let length = 0
  return Promise.resolve({
    add: async (data) => {
      const record = frame(data)
      length += record.length
      if (!out.write(record)) await Promise.race([once(out, 'drain'), ended])
      return length
    },
    finish: async () => {
      out.end()
      await ended
    }
  })
}

const texts = (values: readonly string[]): Feature => ({
  kind: 'bytes',
  values: values.map((text) => Buffer.from(text))
})
const integers = (values: readonly number[]): Feature => ({ kind: 'integers', values })
const floats = (values: readonly number[]): Feature => ({ kind: 'floats', values })

function exampleOf(exported: Exported, bytes: Uint8Array, numbers: ReadonlyMap<string, number>): Example {
  const { item, written, annotations } = exported
  const { captions = [] } = annotations
  const names = annotations.labels ?? (item.className === null ? [] : [item.className])
  return new Map([
    ['image/encoded', { kind: 'bytes', values: [bytes] } as Feature],
    ['image/format', texts([parse(written.file).ext === '.jpg' ? 'jpeg' : parse(written.file).ext.slice(1)])],
    ['image/filename', texts([basename(written.file)])],
    ['image/source_id', texts([item.source.contentHash])],
    ['image/height', integers([written.height])],
    ['image/width', integers([written.width])],
    ...(names.length === 0
      ? []
      : ([
          ['image/class/text', texts(names)],
          ['image/class/label', integers(names.map((name) => numbers.get(name) ?? 0))]
        ] as const)),
    ...(captions.length === 0 ? [] : ([['image/caption', texts(captions)]] as const)),
    ...objectFeatures(exported, numbers)
  ])
}

function objectFeatures(
  { annotations, written: size }: Exported,
  numbers: ReadonlyMap<string, number>
): readonly (readonly [string, Feature])[] {
  const boxes = objectBoxes(annotations.objects, size)
  const sides = (
    name: string,
    of: (box: (typeof boxes)[number]['box']) => number
  ): readonly [string, Feature] => [`image/object/bbox/${name}`, floats(boxes.map(({ box }) => of(box)))]
  const flags = objectFlags.flatMap((flag) => {
    const values = boxes.map(({ attributes }) => Number(attributes[flag] ?? 0))
    return values.some((value) => value !== 0 && Number.isSafeInteger(value))
      ? [
          [
            `image/object/${flag}`,
            integers(values.map((value) => (Number.isSafeInteger(value) ? value : 0)))
          ] as const
        ]
      : []
  })
  return [
    sides('xmin', ({ x }) => x / size.width),
    sides('xmax', ({ x, width }) => (x + width) / size.width),
    sides('ymin', ({ y }) => y / size.height),
    sides('ymax', ({ y, height }) => (y + height) / size.height),
    ['image/object/class/text', texts(boxes.map(({ className }) => className ?? ''))],
    [
      'image/object/class/label',
      integers(boxes.map(({ className }) => (className === null ? 0 : (numbers.get(className) ?? 0))))
    ],
    ...flags
  ]
}
