/** Ids of importers, the most particular first; `auto` finds out by content. */
export const importFormats = [
  'coco',
  'yolo',
  'voc',
  'cvat',
  'labelstudio',
  'via',
  'labelme',
  'hf',
  'webdataset',
  'tfrecord',
  'npz',
  'cifar',
  'idx',
  'csv',
  'folder'
] as const
export type ImportFormat = (typeof importFormats)[number]

/**
 * Ids of exporters. `folder`: one class a picture; `labels`: shares of classes in tables; `npz` and `idx`: arrays;
 * `hf`: pictures with metadata.jsonl; the others as their programs define them.
 */
export const exportFormats = [
  'folder',
  'labels',
  'csv',
  'coco',
  'yolo',
  'voc',
  'hf',
  'parquet',
  'webdataset',
  'tfrecord',
  'npz',
  'idx'
] as const
export type ExportFormat = (typeof exportFormats)[number]

/** What YOLO's data sets are for; `auto` follows what is marked. */
export const yoloTasks = ['auto', 'detect', 'segment', 'pose', 'obb', 'classify'] as const
