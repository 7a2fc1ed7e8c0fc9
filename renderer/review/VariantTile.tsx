import { IconCheck, IconFlag3Filled, IconX } from '@tabler/icons-react'
import { memo } from 'react'
import { variantImage } from '../../shared/api/bridge.ts'
import type { VariantRow, VariantStatus } from '../../shared/api/types.ts'
import { TileMarks } from '../marks/TileMarks.tsx'
import type { ClassLooks } from '../marks/useClassLooks.ts'
import { imageEdge } from './imageEdge.ts'
import classes from './Review.module.css'

export const statusWords: Readonly<Record<VariantStatus, string>> = {
  pending: 'undecided',
  accepted: 'accepted',
  rejected: 'rejected'
}

/** Border and padding, as in the style sheet. */
const framePx = 5

interface VariantTileProps {
  readonly variant: VariantRow | undefined
  readonly position: number
  readonly column: number
  readonly tileSize: number
  readonly hasCursor: boolean
  readonly isSelected: boolean
  /** Whether it no longer matches the filter and is only shown because it did. */
  readonly isDimmed: boolean
  /** How marks look; null where none are shown. */
  readonly looks: ClassLooks | null
}

function Mark({ status }: { readonly status: VariantStatus }) {
  if (status === 'pending') return null
  return (
    <span className={classes['mark']} data-status={status} aria-hidden>
      {status === 'accepted' ? <IconCheck size={14} stroke={3} /> : <IconX size={14} stroke={3} />}
    </span>
  )
}

/** What became of the objects of a variant; null when more than half of each is to be seen. */
export function lostWords({ leastVisible }: VariantRow): string | null {
  if (leastVisible === null || leastVisible >= 0.5) return null
  return leastVisible === 0 ? 'object lost' : 'mostly lost'
}

function LostFlag({ variant }: { readonly variant: VariantRow }) {
  const words = lostWords(variant)
  if (words === null) return null
  return (
    <span className={classes['lost']} title={words} aria-hidden>
      <IconFlag3Filled size={12} />
      <span>{words}</span>
    </span>
  )
}

/** One variant: its picture, its label, and its status by border and by mark. */
export const VariantTile = memo(function VariantTile(props: VariantTileProps) {
  const { variant, position, column, tileSize, hasCursor, isSelected, isDimmed, looks } = props
  const style = { width: tileSize, height: tileSize }
  const name =
    variant === undefined ? 'Loading' : `Variant ${variant.copyIndex + 1}, ${statusWords[variant.status]}`
  const label = [name, variant?.className, variant === undefined ? null : lostWords(variant)]
    .filter((part) => part !== null && part !== undefined)
    .join(', ')
  return (
    <div
      role="gridcell"
      aria-colindex={column}
      aria-selected={isSelected}
      aria-label={label}
      tabIndex={hasCursor ? 0 : -1}
      className={classes['tile']}
      data-position={position}
      data-status={variant?.status}
      data-cursor={hasCursor || undefined}
      data-dimmed={isDimmed || undefined}
      style={style}
    >
      {variant !== undefined && (
        <>
          <img
            src={variantImage(variant.id, imageEdge(tileSize))}
            alt=""
            draggable={false}
            decoding="async"
          />
          {looks !== null && (
            <span className={classes['marks']}>
              <TileMarks of="variant" id={variant.id} looks={looks} sidePx={tileSize - 2 * framePx} />
            </span>
          )}
          {variant.className !== null && <span className={classes['label']}>{variant.className}</span>}
          <LostFlag variant={variant} />
          <Mark status={variant.status} />
        </>
      )}
    </div>
  )
})
