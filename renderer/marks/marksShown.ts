import { useLocalStorage } from '@mantine/hooks'
import { useStatus } from '../client/workspace.ts'

/** Whether marks are shown over pictures; remembered, and the same in all views. */
export function useMarksChoice() {
  return useLocalStorage({ key: 'cultivar.marks', defaultValue: true, getInitialValueInEffect: false })
}

/** Whether there are marks in this workspace, and whether the person wants to see them. */
export function useMarksShown(): { readonly hasMarks: boolean; readonly isShown: boolean } {
  const { data: status } = useStatus()
  const [isWanted] = useMarksChoice()
  const hasMarks = status?.hasMarks === true
  return { hasMarks, isShown: hasMarks && isWanted }
}
