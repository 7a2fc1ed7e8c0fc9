import type { ExportFormat, yoloTasks } from '../../shared/api/formats.ts'

export interface FormatWords {
  readonly title: string
  /** One sentence: what it holds, and who reads it. */
  readonly holds: string
}

export const formatWords: Readonly<Record<ExportFormat, FormatWords>> = {
  folder: {
    title: 'A folder for each class',
    holds: 'The class of each picture by its folder, as torchvision, Keras, fastai and YOLO classify read it.'
  },
  labels: {
    title: 'One folder, labels in tables (mixed labels)',
    holds: 'Pictures and a table with the share of every class, which pictures that were mixed need.'
  },
  csv: {
    title: 'One folder and a table (CSV, TSV, JSON Lines)',
    holds:
      'Classes, several labels, captions and attributes of each picture in a row; read by pandas and spreadsheets.'
  },
  coco: {
    title: 'COCO (JSON)',
    holds:
      'Boxes, outlines, masks, keypoints and captions of all pictures of a split in one file; read by pycocotools.'
  },
  yolo: {
    title: 'YOLO (data.yaml and text files)',
    holds:
      'One kind of task a data set: boxes, outlines, poses, turned boxes or classes; read by Ultralytics.'
  },
  voc: {
    title: 'Pascal VOC (XML, and masks)',
    holds: 'Boxes in an XML file a picture, masks as PNG with numbered colours; read by torchvision.'
  },
  hf: {
    title: 'Hugging Face image folder',
    holds:
      'Classes, captions and objects in metadata.jsonl beside the pictures; read by datasets.load_dataset.'
  },
  parquet: {
    title: 'Parquet',
    holds:
      'The pictures themselves with classes, captions and objects in one table; read by datasets, pandas and DuckDB.'
  },
  webdataset: {
    title: 'WebDataset (tar shards)',
    holds: 'Pictures with a JSON file each in shards of a limited size, to be streamed.'
  },
  tfrecord: {
    title: 'TFRecord (tf.train.Example)',
    holds: 'Encoded pictures with classes, captions and boxes under the usual keys; read by TensorFlow.'
  },
  npz: {
    title: 'NumPy arrays (NPZ)',
    holds: 'All pictures at one size as arrays x and y of each split; read by numpy.load and Keras.'
  },
  idx: {
    title: 'IDX files, as MNIST has them',
    holds: 'Grey pictures at one size and the numbers of their classes.'
  }
}

/** Formats of which the pictures are no files of their own encoding. */
export const arrayFormats: ReadonlySet<ExportFormat> = new Set(['npz', 'idx'])

export const taskWords: Readonly<Record<(typeof yoloTasks)[number], string>> = {
  auto: 'By what is marked',
  detect: 'Detect: boxes',
  segment: 'Segment: outlines',
  pose: 'Pose: boxes with keypoints',
  obb: 'OBB: turned boxes',
  classify: 'Classify: a folder for each class'
}
