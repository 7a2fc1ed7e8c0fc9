import type { MaskAnnotation } from '../../../shared/annotations/types.ts'
import { CultivarError } from '../../../shared/errors.ts'
import type { Size } from '../../../shared/raster.ts'
import { maxFileBytes } from '../bytes.ts'
import { reasonOf, toFileError } from '../fsError.ts'
import { type MaskPng, readMaskPng } from '../maskPng.ts'
import type { TreeIndex } from '../tree/treeIndex.ts'
import type { TreeFile } from '../tree/types.ts'
import type { Finding } from '../types.ts'
import { indexedNames, type LabelMap, vocClasses } from './labelMap.ts'
import { masksOf } from './masks.ts'

export interface MaskFiles {
  readonly classes: TreeFile | undefined
  readonly objects: TreeFile | undefined
  readonly size: Size
  readonly names: readonly string[]
  readonly map: LabelMap | undefined
}

export interface Masks {
  readonly masks: readonly MaskAnnotation[]
  readonly findings: readonly Finding[]
}

/** The masks of a picture. One that cannot be used is a problem; the boxes stay. */
export async function masksFor(
  index: TreeIndex,
  { classes, objects, size, names, map }: MaskFiles
): Promise<Masks> {
  if (classes === undefined) return { masks: [], findings: [] }
  const path = index.tree.describe(classes.name)
  try {
    const pair = {
      classes: await maskOf(index, classes, size),
      objects: objects === undefined ? undefined : await maskOf(index, objects, size)
    }
    const { masks, unknown } = masksOf({ ...pair, map: map ?? assumedMap(names), named: names })
    const reason = `No class has the ${pair.classes.kind === 'colour' ? 'colours' : 'indexes'} ${unknown.slice(0, 8).join(' and ')}. Add them to labelmap.txt.`
    return { masks, findings: unknown.length === 0 ? [] : [{ kind: 'problem', path, reason }] }
  } catch (error) {
    return { masks: [], findings: [{ kind: 'problem', path, reason: reasonOf(toFileError(error, path)) }] }
  }
}

async function maskOf({ tree }: TreeIndex, file: TreeFile, size: Size): Promise<MaskPng> {
  const path = tree.describe(file.name)
  const mask = await readMaskPng(await tree.read(file, maxFileBytes), path)
  if (mask.width === size.width && mask.height === size.height) return mask
  const message = `The mask has ${mask.width} x ${mask.height} pixels, its picture ${size.width} x ${size.height}.`
  throw new CultivarError('bad-input', message, { file: path, remedy: 'Make the mask of the same size.' })
}

/** Where nothing names the indexes: those of the challenges, unless the boxes speak of other classes. */
const assumedMap = (names: readonly string[]): LabelMap =>
  indexedNames(names.every((name) => name === '' || vocClasses.includes(name)) ? vocClasses : [])
