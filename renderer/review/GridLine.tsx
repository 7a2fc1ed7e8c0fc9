import { sourceImage } from '../../shared/api/bridge.ts'
import type { SourceRow, VariantRow, VariantStatus } from '../../shared/api/types.ts'
import { TileMarks } from '../marks/TileMarks.tsx'
import type { ClassLooks } from '../marks/useClassLooks.ts'
import type { Line } from './gridLayout.ts'
import { imageEdge } from './imageEdge.ts'
import classes from './Review.module.css'
import { isSelected, type Selection } from './selection.ts'
import { VariantTile } from './VariantTile.tsx'

interface GridLineProps {
  readonly index: number
  readonly topPx: number
  readonly line: Line
  readonly sourceId: number
  readonly source: SourceRow | undefined
  readonly variants: readonly VariantRow[] | undefined
  /** Position of the first variant of the line's row. */
  readonly firstOfRow: number
  readonly showsSource: boolean
  readonly cursor: number
  readonly selection: Selection
  readonly filterStatus: VariantStatus | undefined
  readonly tileSize: number
  readonly gap: number
  /** How marks look; null where none are shown. */
  readonly looks: ClassLooks | null
}

interface SourceCellProps {
  readonly id: number
  readonly source: SourceRow | undefined
  readonly isShown: boolean
  readonly tileSize: number
  readonly looks: ClassLooks | null
}

function SourceCell({ id, source, isShown, tileSize, looks }: SourceCellProps) {
  const name = source?.name ?? `Source ${id}`
  const style = { width: tileSize, height: tileSize }
  return (
    <div role="rowheader" aria-colindex={1} className={classes['source']} style={style}>
      <span className="spoken">Source {name}</span>
      {isShown && (
        <div aria-hidden title={name} style={{ height: '100%' }}>
          <img src={sourceImage(id, imageEdge(tileSize))} alt="" draggable={false} decoding="async" />
          {looks !== null && <TileMarks of="source" id={id} looks={looks} sidePx={tileSize} />}
          <span className={classes['label']}>{name.split('/').at(-1)}</span>
        </div>
      )}
    </div>
  )
}

/** One line of the grid: the source, then as many of its variants as fit. */
export function GridLine(props: GridLineProps) {
  const { index, topPx, line, sourceId, source, variants, tileSize, gap, cursor } = props
  const positions = Array.from({ length: line.to - line.from }, (_, at) => line.from + at)
  return (
    <div
      role="row"
      aria-rowindex={index + 1}
      className={classes['line']}
      data-first={line.isFirst || undefined}
      style={{ transform: `translateY(${topPx}px)`, height: tileSize, gap, paddingTop: 0 }}
    >
      <SourceCell
        id={sourceId}
        source={source}
        isShown={props.showsSource}
        tileSize={tileSize}
        looks={props.looks}
      />
      {positions.map((position, column) => {
        const variant = variants?.[position - props.firstOfRow]
        return (
          <VariantTile
            key={position}
            variant={variant}
            position={position}
            column={column + 2}
            tileSize={tileSize}
            looks={props.looks}
            hasCursor={position === cursor}
            isSelected={variant !== undefined && isSelected(props.selection, variant.id)}
            isDimmed={
              props.filterStatus !== undefined &&
              variant !== undefined &&
              variant.status !== props.filterStatus
            }
          />
        )
      })}
    </div>
  )
}
