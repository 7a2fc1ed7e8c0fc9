import { pictureName } from './pictureName.ts'
import type { Exporter } from './types.ts'

/** Class-per-folder, below train/val/test when there are splits: what Keras and torchvision's ImageFolder read. */
export const folder: Exporter = {
  id: 'folder',
  title: 'Folder per class',
  holds: ['class'],
  place: (item, { folderOf }) => {
    const { className, split } = item
    return [...(split === null ? [] : [split]), folderOf(className), pictureName(item)].join('/')
  }
}
