import { parse } from 'node:path'
import { portableName } from './portableName.ts'
import type { Exporter } from './types.ts'

/** Class-per-folder, below train/val/test when there are splits: what Keras and torchvision's ImageFolder read. */
export const folder: Exporter = {
  id: 'folder',
  title: 'Folder per class',
  holds: ['class'],
  place: ({ source, variant, className, split }, { folderOf }) => {
    const stem = portableName(parse(source.name).name)
    const name = variant === null ? stem : `${stem}__${String(variant.copyIndex).padStart(3, '0')}`
    const label = folderOf(className)
    return (split === null ? [label, name] : [split, label, name]).join('/')
  }
}
