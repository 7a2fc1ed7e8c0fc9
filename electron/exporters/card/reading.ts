import type { ExportFormat } from '../../../shared/api/formats.ts'

interface Reading {
  /** What has to be installed. */
  readonly needs: string
  readonly code: string
}

/** How a format is read in Python; `part` is the part to begin with (train), null without splits. */
export function readingOf(format: ExportFormat, part: string | null): Reading {
  return readings[format](part)
}

const below = (folder: string, part: string | null): string =>
  part === null ? `root / "${folder}"` : `root / "${folder}" / "${part}"`

const suffix = (part: string | null): string => (part === null ? '' : `_${part}`)

/** Pictures of a table that are in a part, or all. */
const rowsOf = (part: string | null): string =>
  part === null ? 'rows = table' : `rows = table[table["split"] == "${part}"]`

const readings: Readonly<Record<ExportFormat, (part: string | null) => Reading>> = {
  folder: (part) => ({
    needs: 'torchvision',
    code: `from torchvision.datasets import ImageFolder

data = ImageFolder(${part === null ? 'root' : `root / "${part}"`})
picture, label = data[0]
print(data.classes[label], picture.size)`
  }),
  labels: (part) => ({
    needs: 'pandas pillow',
    code: `import pandas as pd
from PIL import Image

table = pd.read_csv(root / "labels.csv")  # a column with the share of every class
${rowsOf(part)}
picture = Image.open(root / rows.iloc[0]["file"])
shares = rows.iloc[0].drop(["file", "split"]).astype(float)`
  }),
  csv: (part) => ({
    needs: 'pandas pillow',
    code: `import pandas as pd
from PIL import Image

table = pd.read_json(root / "labels.jsonl", lines=True)
${rowsOf(part)}
picture = Image.open(root / rows.iloc[0]["file"])
label = rows.iloc[0]["label"]`
  }),
  coco: (part) => ({
    needs: 'torchvision pycocotools',
    code: `from torchvision.datasets import CocoDetection

data = CocoDetection(${below('images', part)}, root / "annotations" / "instances${suffix(part)}.json")
picture, objects = data[0]  # boxes are x, y, width, height
print([(one["category_id"], one["bbox"]) for one in objects])`
  }),
  yolo: () => ({
    needs: 'ultralytics',
    code: `from ultralytics import YOLO

# For a classification set give the folder itself.
yaml = root / "data.yaml"
YOLO("yolo11n.pt").train(data=str(yaml if yaml.exists() else root), epochs=1)`
  }),
  voc: () => ({
    needs: 'pillow',
    code: `import xml.etree.ElementTree as ET
from PIL import Image

for file in sorted(root.rglob("Annotations/*.xml")):
    objects = ET.parse(file).getroot().findall("object")
    print(file.stem, [one.findtext("name") for one in objects])`
  }),
  hf: (part) => ({
    needs: 'datasets pillow',
    code: `from datasets import load_dataset

data = load_dataset("imagefolder", data_dir=str(root), split="${hubSplit(part)}")
print(data[0])`
  }),
  parquet: (part) => ({
    needs: 'datasets pillow',
    code: `from datasets import load_dataset

files = sorted(map(str, root.rglob("*${part ?? ''}*.parquet")))
data = load_dataset("parquet", data_files=files, split="train")  # all files that are given
print(data[0])`
  }),
  webdataset: (part) => ({
    needs: 'webdataset pillow',
    code: `import webdataset as wds

shards = sorted(map(str, root.glob("${part ?? 'data'}-*.tar")))
for sample in wds.WebDataset(shards, shardshuffle=False).decode("pil"):
    print(sample["__key__"], sorted(sample))
    break`
  }),
  tfrecord: (part) => ({
    needs: 'tensorflow',
    code: `import tensorflow as tf

files = sorted(map(str, root.glob("${part ?? ''}*.tfrecord*")))
features = {
    "image/encoded": tf.io.FixedLenFeature([], tf.string),
    "image/object/class/label": tf.io.VarLenFeature(tf.int64),
}
for record in tf.data.TFRecordDataset(files).take(1):
    example = tf.io.parse_single_example(record, features)
    picture = tf.io.decode_image(example["image/encoded"])`
  }),
  npz: (part) => ({
    needs: 'numpy',
    code: `import numpy as np

with np.load(root / "arrays.npz") as arrays:
    x, y = arrays["x${suffix(part)}"], arrays["y${suffix(part)}"]
print(x.shape, y[:10])`
  }),
  idx: (part) => ({
    needs: 'numpy',
    code: `import struct
import numpy as np

def read(file):
    data = file.read_bytes()
    sizes = struct.unpack(f">{data[3]}I", data[4 : 4 + 4 * data[3]])
    return np.frombuffer(data, np.uint8, offset=4 + 4 * data[3]).reshape(sizes)

for file in sorted(root.glob("${idxName(part)}*-ubyte")):
    print(file.name, read(file).shape)`
  })
}

/** The hub calls the validation part so, and what has no parts is train. */
const hubSplit = (part: string | null): string => (part === 'val' ? 'validation' : (part ?? 'train'))

/** MNIST's own name for its test part. */
const idxName = (part: string | null): string => (part === 'test' ? 't10k' : (part ?? ''))
