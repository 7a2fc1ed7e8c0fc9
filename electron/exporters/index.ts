import { arrays } from './arrays/index.ts'
import { coco } from './coco.ts'
import { csv } from './csv.ts'
import { folder } from './folder.ts'
import { hf } from './hf.ts'
import { idx } from './idx.ts'
import { labels } from './labels.ts'
import { parquet } from './parquet/index.ts'
import { tfrecord } from './tfrecord.ts'
import type { Exporter } from './types.ts'
import { voc } from './voc.ts'
import { webdataset } from './webdataset/index.ts'
import { yolo } from './yolo.ts'

/** Every export format. */
export const exporters = [
  folder,
  labels,
  csv,
  coco,
  yolo,
  voc,
  hf,
  parquet,
  webdataset,
  tfrecord,
  arrays,
  idx
] as const satisfies readonly Exporter[]

export function exporterById(id: (typeof exporters)[number]['id']): Exporter {
  return exporters.find((exporter) => exporter.id === id) ?? folder
}
