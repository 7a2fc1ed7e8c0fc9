import type { Size } from '../../shared/raster.ts'
import classes from './Marks.module.css'
import type { Bounds } from './shapes.ts'

interface NameTagProps {
  readonly name: string
  readonly bounds: Bounds
  readonly frame: Size
  /** Pixels of the frame in one CSS pixel. */
  readonly unit: number
  readonly colour: string
  /** Whether it is there also while nobody points at the thing. */
  readonly isAlways: boolean
}

/** Unit: CSS pixels. */
const textPx = 11
const heightPx = 15
const letterPx = 6.2
const longest = 28

/** A name above the upper left corner of a thing, or inside of it where there is no room above. */
export function NameTag({ name, bounds, frame, unit, colour, isAlways }: NameTagProps) {
  const text = name.length > longest ? `${name.slice(0, longest - 1)}…` : name
  const width = (text.length * letterPx + 8) * unit
  const height = heightPx * unit
  const x = Math.max(0, Math.min(bounds.x, frame.width - width))
  const y = bounds.y >= height ? bounds.y - height : Math.max(0, bounds.y)
  return (
    <g className={classes['name']} data-always={isAlways || undefined}>
      <rect x={x} y={y} width={width} height={height} rx={2 * unit} />
      <rect x={x} y={y} width={3 * unit} height={height} rx={unit} style={{ fill: colour }} />
      <text x={x + 6 * unit} y={y + 11 * unit} fontSize={textPx * unit}>
        {text}
      </text>
    </g>
  )
}
