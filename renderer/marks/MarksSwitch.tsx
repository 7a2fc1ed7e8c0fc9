import { Switch, Tooltip } from '@mantine/core'
import { useMarksChoice, useMarksShown } from './marksShown.ts'

/** Shows or hides what is marked; nothing where nothing is marked. */
export function MarksSwitch() {
  const { hasMarks } = useMarksShown()
  const [isWanted, setWanted] = useMarksChoice()
  if (!hasMarks) return null
  return (
    <Tooltip label="Boxes, outlines, masks and points over the pictures (M)">
      <Switch
        size="xs"
        label="Marks"
        checked={isWanted}
        onChange={({ currentTarget }) => setWanted(currentTarget.checked)}
      />
    </Tooltip>
  )
}
