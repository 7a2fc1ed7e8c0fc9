import classes from './Compare.module.css'
import { SteadyImage } from './SteadyImage.tsx'

interface CompareProps {
  readonly before: string
  readonly after: string
  readonly beforeCaption: string
  readonly afterCaption: string
}

/** Source and variant side by side, at the same size. */
export function Compare({ before, after, beforeCaption, afterCaption }: CompareProps) {
  return (
    <div className={classes['pair']}>
      <figure className={classes['picture']}>
        <SteadyImage src={before} alt="Source" />
        <figcaption>{beforeCaption}</figcaption>
      </figure>
      <figure className={classes['picture']}>
        <SteadyImage src={after} alt="Variant" />
        <figcaption>{afterCaption}</figcaption>
      </figure>
    </div>
  )
}
