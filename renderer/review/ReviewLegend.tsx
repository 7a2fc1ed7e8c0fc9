import { useKnownClasses } from '../client/marks.ts'
import { Legend } from '../marks/Legend.tsx'
import { useMarksShown } from '../marks/marksShown.ts'
import { useClassLooks } from '../marks/useClassLooks.ts'
import classes from './Review.module.css'

/** As many classes as fit into a line or two. */
const most = 12

/** Which colour is which class in the whole set; nothing while marks are hidden. */
export function ReviewLegend() {
  const { isShown } = useMarksShown()
  const looks = useClassLooks()
  const { data: known = [] } = useKnownClasses()
  if (!isShown) return null
  const entries = known
    .filter(({ objects }) => objects > 0)
    .map(({ name, objects }) => ({ className: name, count: objects }))
    .toSorted((a, b) => b.count - a.count)
  if (entries.length === 0) return null
  return (
    <div className={classes['legend']}>
      <Legend entries={entries} looks={looks} most={most} />
    </div>
  )
}
