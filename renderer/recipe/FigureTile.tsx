import type { ComponentProps } from 'react'
import type { PreviewTile } from '../../shared/api/contract.ts'
import type { SourceRow } from '../../shared/api/types.ts'
import { describeSteps } from '../components/stepWords.ts'
import type { DecodedTile } from '../client/recipe.ts'
import { TileCanvas } from '../components/TileCanvas.tsx'
import { SteadyImage } from '../components/SteadyImage.tsx'
import { Marks } from '../marks/Marks.tsx'
import classes from './Recipe.module.css'

type Overlay = Pick<ComponentProps<typeof Marks>, 'marks' | 'looks' | 'box'>

/** The unchanged source, first of the sixteen. */
export function SourceTile({
  source,
  image,
  overlay
}: {
  readonly source: SourceRow
  readonly image: string
  readonly overlay: Overlay
}) {
  return (
    <div className={classes['draw']} data-source style={{ cursor: 'default' }}>
      <SteadyImage src={image} alt={`Source ${source.name}`} />
      <Marks {...overlay} />
      <span className={classes['tag']}>source</span>
    </div>
  )
}

interface DrawTileProps {
  readonly tile: PreviewTile
  /** Its picture, or why there is none. */
  readonly picture: DecodedTile | string
  readonly index: number
  readonly before: string
  readonly overlay: Overlay
  readonly onOpen: () => void
}

/** One draw; while it is pointed at or has the focus, the source shows in its place. */
export function DrawTile({ tile, picture, index, before, overlay, onOpen }: DrawTileProps) {
  const words = describeSteps(tile.parameters)
  return (
    <button
      type="button"
      className={classes['draw']}
      data-picture={tile.image}
      onClick={onOpen}
      aria-label={`Draw ${index + 1}: ${typeof picture === 'string' ? picture : words}`}
    >
      {typeof picture === 'string' ? (
        <span className={classes['trouble']}>{picture}</span>
      ) : (
        <TileCanvas tile={picture} />
      )}
      <Marks {...overlay} />
      <img src={before} alt="" className={classes['before']} draggable={false} />
      <span className={`${classes['tag']} ${classes['beforeTag']}`} aria-hidden />
    </button>
  )
}
