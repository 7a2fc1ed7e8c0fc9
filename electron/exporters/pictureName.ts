import { parse } from 'node:path'
import { portableName } from './portableName.ts'
import type { PlannedItem } from './types.ts'

/** Name of a picture's file without its extension: that of the source, `__007` behind it for a variant. Need not be unique. */
export function pictureName(
  { source, variant }: PlannedItem,
  cleaned: (stem: string) => string = (stem) => stem
): string {
  const stem = portableName(cleaned(parse(source.name).name))
  return variant === null ? stem : `${stem}__${String(variant.copyIndex).padStart(3, '0')}`
}
