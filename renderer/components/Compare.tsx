import { useState } from 'react'
import type { PictureMarks } from '../../shared/api/contract.ts'
import { Legend } from '../marks/Legend.tsx'
import { MarkedPicture } from '../marks/MarkedPicture.tsx'
import { useMarksShown } from '../marks/marksShown.ts'
import { MarksSwitch } from '../marks/MarksSwitch.tsx'
import { classesLeft } from '../marks/things.ts'
import { useClassLooks } from '../marks/useClassLooks.ts'
import classes from './Compare.module.css'
import { SteadyImage } from './SteadyImage.tsx'

interface CompareProps {
  readonly before: string
  readonly after: string
  readonly beforeCaption: string
  readonly afterCaption: string
  readonly beforeMarks?: PictureMarks | null | undefined
  readonly afterMarks?: PictureMarks | null | undefined
}

/** Source and variant side by side, at the same size. */
export function Compare({
  before,
  after,
  beforeCaption,
  afterCaption,
  beforeMarks,
  afterMarks
}: CompareProps) {
  const looks = useClassLooks()
  const { hasMarks, isShown } = useMarksShown()
  const [stressed, setStressed] = useState<string | null | undefined>(undefined)
  const shown = (marks: PictureMarks | null | undefined) => ({
    marks: isShown ? marks : null,
    looks,
    stressed
  })
  return (
    <div>
      <div className={classes['pair']}>
        <figure className={classes['picture']}>
          <MarkedPicture {...shown(beforeMarks)}>
            <SteadyImage src={before} alt="Source" />
          </MarkedPicture>
          <figcaption>{beforeCaption}</figcaption>
        </figure>
        <figure className={classes['picture']}>
          <MarkedPicture {...shown(afterMarks)}>
            <SteadyImage src={after} alt="Variant" />
          </MarkedPicture>
          <figcaption>{afterCaption}</figcaption>
        </figure>
      </div>
      {hasMarks && (
        <div className={classes['legend']}>
          <MarksSwitch />
          {isShown && (
            <Legend entries={classesLeft(beforeMarks, afterMarks)} looks={looks} onStress={setStressed} />
          )}
        </div>
      )}
    </div>
  )
}
