import { parse } from 'node:path'
import { portableName, portablePath } from './portableName.ts'
import type { Exporter } from './types.ts'

/** Folder of pictures without a class. */
const unlabelled = 'unlabelled'

/** Class-per-folder, below train/val/test when there are splits: what Keras and torchvision's ImageFolder read. */
export const folder: Exporter = {
  id: 'folder',
  title: 'Folder per class',
  place: ({ source, variant, className, split }) => {
    const stem = portableName(parse(source.name).name)
    const name = variant === null ? stem : `${stem}__${String(variant.copyIndex).padStart(3, '0')}`
    // Why one level: a class such as "cat/tabby" is one class, and ImageFolder takes every first folder for a class.
    const label = portableName((className ?? unlabelled).replaceAll('/', '_'))
    return portablePath(split === null ? [label, name] : [split, label, name])
  }
}
