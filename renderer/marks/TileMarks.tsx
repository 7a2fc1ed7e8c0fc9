import { useMarks } from '../client/marks.ts'
import { Marks } from './Marks.tsx'
import type { ClassLooks } from './useClassLooks.ts'

interface TileMarksProps {
  readonly of: 'source' | 'variant'
  readonly id: number
  readonly looks: ClassLooks
  /** Sides of the square in which the picture is shown. Unit: CSS pixels. */
  readonly sidePx: number
}

/** What is marked in a picture of a grid; asked for when its tile comes into sight. */
export function TileMarks({ of, id, looks, sidePx }: TileMarksProps) {
  const marks = useMarks({ of, id, size: 'tile' })
  return <Marks marks={marks} looks={looks} box={{ width: sidePx, height: sidePx }} />
}
