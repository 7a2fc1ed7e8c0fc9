import classes from './Marks.module.css'
import type { ClassStyle } from './palette.ts'
import type { ClassLooks } from './useClassLooks.ts'

export function Swatch({ style: { colour, rim, dashes } }: { readonly style: ClassStyle }) {
  return (
    <svg className={classes['swatch']} viewBox="0 0 18 10" aria-hidden>
      <rect x="1.5" y="1.5" width="15" height="7" className={classes['rim']} stroke={rim} />
      <rect
        x="1.5"
        y="1.5"
        width="15"
        height="7"
        className={classes['line']}
        stroke={colour}
        strokeDasharray={dashes?.join(' ')}
        fill={colour}
        fillOpacity={0.25}
      />
    </svg>
  )
}

export interface LegendEntry {
  readonly className: string | null
  readonly count: number
  /** How many there were before, where that is told. */
  readonly of?: number
}

interface LegendProps {
  readonly entries: readonly LegendEntry[]
  readonly looks: ClassLooks
  /** Told of the class that is pointed at or has the focus, and of undefined when none is. */
  readonly onStress?: (className: string | null | undefined) => void
  readonly most?: number
}

function Entry({ entry, looks }: { readonly entry: LegendEntry; readonly looks: ClassLooks }) {
  return (
    <>
      <Swatch style={looks.styleOf(entry.className)} />
      {entry.className ?? 'no class'}
      <span className={`${classes['count']} numbers`}>
        {entry.count.toLocaleString('en')}
        {entry.of !== undefined && entry.of !== entry.count && ` of ${entry.of.toLocaleString('en')}`}
        <span className="spoken"> marked</span>
      </span>
    </>
  )
}

/** Which colour is which class, with numbers; pointing at a class makes it stand out where that is listened to. */
export function Legend({ entries, looks, onStress, most = 24 }: LegendProps) {
  if (entries.length === 0) return null
  const left = entries.length - most
  return (
    <ul className={classes['legend']} aria-label="Marked classes">
      {entries.slice(0, most).map((entry) => (
        <li key={entry.className ?? ''}>
          {onStress === undefined ? (
            <span className={classes['entry']}>
              <Entry entry={entry} looks={looks} />
            </span>
          ) : (
            <button
              type="button"
              className={classes['entry']}
              onMouseEnter={() => onStress(entry.className)}
              onMouseLeave={() => onStress(undefined)}
              onFocus={() => onStress(entry.className)}
              onBlur={() => onStress(undefined)}
            >
              <Entry entry={entry} looks={looks} />
            </button>
          )}
        </li>
      ))}
      {left > 0 && <li className={classes['entry']}>and {left.toLocaleString('en')} more</li>}
    </ul>
  )
}
