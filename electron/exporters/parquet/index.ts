import { basename } from 'node:path'
import { objectBoxes } from '../objectBoxes.ts'
import { pictureName } from '../pictureName.ts'
import { Shards } from '../shards.ts'
import type { Exported, Exporter, ExportContext, Packer } from '../types.ts'
import type { ParquetColumns } from './schema.ts'
import { openParquetShard, type ParquetRow } from './shard.ts'

/** Unit: bytes of pictures from which on the next file begins; Hugging Face makes files of 500 MB. */
const shardBytes = 480 * 1024 * 1024

/**
 * Parquet files with the pictures in them, as Hugging Face keeps data sets: image {bytes, path}, label, and where there
 * are any labels, captions and objects {bbox, category}.
 *
 * Convention: classes as numbers from 0 in the order of the catalogue, whose names stand in the schema's metadata. Boxes
 * as [x, y, width, height] in pixels; things without a box of their own have the one around their outline.
 */
export const parquet: Exporter = {
  id: 'parquet',
  title: 'Parquet files (Hugging Face)',
  holds: ['class', 'labels', 'captions', 'boxes'],
  place: (item) => `pictures/${pictureName(item)}`,
  pack: packerOf
}

function packerOf(context: ExportContext, folder: string): Packer {
  const { kinds, said = new Set() } = context.names
  const columns: ParquetColumns = {
    labels: said.has('labels'),
    captions: said.has('captions'),
    objects: kinds.size > 0
  }
  const names = context.classes.map(({ name }) => name)
  const numbers = new Map(names.map((name, index) => [name, BigInt(index)]))
  const shards = new Shards<ParquetRow>({
    ...{ folder, below: 'data/', extension: 'parquet', shardBytes },
    open: (path) => openParquetShard(path, { names, columns })
  })
  return {
    add: (exported, bytes) => shards.add(exported.item.split, rowOf(exported, bytes, numbers)),
    finish: () => shards.finish(),
    settled: (place) => shards.settled(place)
  }
}

function rowOf(
  { item, written, annotations }: Exported,
  bytes: Uint8Array,
  numbers: ReadonlyMap<string, bigint>
): ParquetRow {
  const numberOf = (name: string | null): bigint | null =>
    name === null ? null : (numbers.get(name) ?? null)
  const boxes = objectBoxes(annotations.objects, written)
  const { labels = [], captions = [] } = annotations
  return {
    image: { bytes, path: basename(written.file) },
    label: numberOf(item.className),
    labels: labels.flatMap((name) => numberOf(name) ?? []),
    captions,
    objects: {
      bbox: boxes.map(({ box: { x, y, width, height } }) => [x, y, width, height]),
      category: boxes.map(({ className }) => numberOf(className))
    }
  }
}
