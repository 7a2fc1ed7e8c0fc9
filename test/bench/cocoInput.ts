import { once } from 'node:events'
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface CocoSet {
  readonly images: number
  /** Boxes of every picture, with an outline of four corners each. */
  readonly boxes: number
  /** Files that stand for the pictures; an importer does not open them. */
  readonly picture: Uint8Array
}

const classes = 80

/**
 * Writes a COCO detection set below a folder: images/*.png and annotations/instances_train.json, in which the
 * annotations are in an order of their own, as in COCO's files, and the categories stand last.
 */
export async function writeCocoSet(folder: string, { images, boxes, picture }: CocoSet): Promise<void> {
  mkdirSync(join(folder, 'images'), { recursive: true })
  mkdirSync(join(folder, 'annotations'), { recursive: true })
  for (let n = 0; n < images; n++) writeFileSync(join(folder, 'images', fileName(n)), picture)
  const file = createWriteStream(join(folder, 'annotations/instances_train.json'))
  const put = async (text: string): Promise<void> => {
    if (!file.write(text)) await once(file, 'drain')
  }
  await put('{"info":{"description":"made by a script"},"licenses":[],"images":[')
  for (let n = 0; n < images; n++) {
    const image = { id: n + 1, file_name: fileName(n), width: 640, height: 480, license: 1 }
    await put((n === 0 ? '' : ',') + JSON.stringify(image))
  }
  await put('],"annotations":[')
  const total = images * boxes
  for (let n = 0; n < total; n++) await put((n === 0 ? '' : ',') + JSON.stringify(annotation(n, images)))
  const categories = Array.from({ length: classes }, (_, n) => ({ id: 2 * n + 1, name: `class ${n}` }))
  file.end(`],"categories":${JSON.stringify(categories)}}`)
  await once(file, 'finish')
}

const fileName = (n: number): string => `${String(n).padStart(12, '0')}.png`

function annotation(n: number, images: number): object {
  const [x, y] = [(n * 37) % 500, (n * 53) % 400]
  const [width, height] = [20.25 + ((n * 7) % 100), 15.5 + ((n * 11) % 60)]
  return {
    id: n + 1,
    // Neighbours in the file belong to different pictures.
    image_id: (n % images) + 1,
    category_id: 2 * (n % classes) + 1,
    bbox: [x, y, width, height],
    segmentation: [[x, y, x + width, y, x + width, y + height, x, y + height]],
    area: width * height,
    iscrowd: 0
  }
}
