import { useMemo } from 'react'
import type { ClassDetails } from '../../shared/annotations/types.ts'
import { useKnownClasses } from '../client/marks.ts'
import { type StyleOf, stylesOf } from './palette.ts'

/** How the classes of the workspace look, and what is known of them. */
export interface ClassLooks {
  readonly styleOf: StyleOf
  readonly detailsOf: (className: string | null) => ClassDetails | undefined
}

export function useClassLooks(): ClassLooks {
  const { data: known } = useKnownClasses()
  return useMemo(() => {
    const details = new Map(known?.map((one) => [one.name, one.details]))
    return {
      styleOf: stylesOf(known ?? []),
      detailsOf: (className) => (className === null ? undefined : details.get(className))
    }
  }, [known])
}
