import type { MarkStatistics } from '../../shared/api/statistics.ts'
import classes from './Statistics.module.css'

const title = 'Where objects lie'

/** Parts of the picture that are put into words. */
const rowNames = ['top', 'middle', 'bottom'] as const
const columnNames = ['left', 'centre', 'right'] as const

/** The ninth of the picture that most boxes lie over: what the shades say, for those who do not see them. */
export function busiestPart({ side, counts }: MarkStatistics['heat']): string {
  const sums = Array.from({ length: 9 }, () => 0)
  counts.forEach((count, at) => {
    const row = Math.min(2, Math.floor((Math.floor(at / side) * 3) / side))
    const column = Math.min(2, Math.floor(((at % side) * 3) / side))
    sums[3 * row + column] = (sums[3 * row + column] ?? 0) + count
  })
  const best = sums.indexOf(Math.max(...sums))
  return `${rowNames[Math.floor(best / 3)] ?? ''} ${columnNames[best % 3] ?? ''}`
}

/** How many boxes lie over each part of the pictures: the darker, the more. */
export function HeatMap({ heat }: { readonly heat: MarkStatistics['heat'] }) {
  const { side, counts } = heat
  const most = Math.max(1, ...counts)
  return (
    <figure className={classes['card']}>
      <figcaption>{title}</figcaption>
      <svg
        className={classes['heat']}
        role="img"
        aria-label={`${title}: most often ${busiestPart(heat)}`}
        viewBox={`0 0 ${side} ${side}`}
        shapeRendering="crispEdges"
      >
        {counts.map((count, at) => (
          <rect
            // oxlint-disable-next-line no-array-index-key
            key={at}
            x={at % side}
            y={Math.floor(at / side)}
            width={1}
            height={1}
            opacity={count / most}
          />
        ))}
      </svg>
    </figure>
  )
}
