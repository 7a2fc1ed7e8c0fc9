import type { ImportFormat } from '../../shared/api/formats.ts'

/** What each format is called where a person chooses one. */
export const importWords: Readonly<Record<ImportFormat | 'auto', string>> = {
  auto: 'Find out by content',
  coco: 'COCO (JSON: boxes, outlines, keypoints, captions)',
  yolo: 'YOLO (data.yaml and text files)',
  voc: 'Pascal VOC (XML, and masks)',
  cvat: 'CVAT for images (XML)',
  labelstudio: 'Label Studio (JSON)',
  via: 'VGG Image Annotator (JSON, CSV)',
  labelme: 'LabelMe (JSON)',
  hf: 'Hugging Face (image folder, Parquet)',
  webdataset: 'WebDataset (tar shards)',
  tfrecord: 'TFRecord (tf.train.Example)',
  npz: 'NumPy arrays (NPZ, NPY)',
  cifar: 'CIFAR-10 and CIFAR-100 (binary)',
  idx: 'IDX files, as MNIST has them',
  csv: 'Table (CSV, TSV, JSON Lines)',
  folder: 'Folders, one for each class'
}
