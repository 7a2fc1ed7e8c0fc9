import { useElementSize } from '@mantine/hooks'
import type { ReactNode } from 'react'
import type { PictureMarks } from '../../shared/api/contract.ts'
import { Marks } from './Marks.tsx'
import classes from './Marks.module.css'
import type { ClassLooks } from './useClassLooks.ts'

interface MarkedPictureProps {
  readonly marks: PictureMarks | null | undefined
  readonly looks: ClassLooks
  readonly stressed?: string | null | undefined
  /** A picture that fills its place, contained. */
  readonly children: ReactNode
}

/** A large picture with what is marked in it, names included. */
export function MarkedPicture({ marks, looks, stressed, children }: MarkedPictureProps) {
  const { ref, width, height } = useElementSize()
  return (
    <div ref={ref} className={classes['framed']}>
      {children}
      <Marks marks={marks} looks={looks} box={{ width, height }} hasNames stressed={stressed} />
    </div>
  )
}
