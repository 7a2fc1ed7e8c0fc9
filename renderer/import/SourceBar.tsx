import { Button, Group, Select, Text } from '@mantine/core'
import { IconCheck, IconTags } from '@tabler/icons-react'
import type { WorkspaceStatus } from '../../shared/api/contract.ts'
import { useSourceFolders } from '../client/labels.ts'
import { plural } from '../client/outcome.ts'
import { folderWords } from '../labelling/LabelManyDialog.tsx'
import { MarksSwitch } from '../marks/MarksSwitch.tsx'
import classes from './Import.module.css'
import type { SourceChoice } from './sourceFilter.ts'

interface SourceBarProps {
  readonly status: WorkspaceStatus
  readonly choice: SourceChoice
  readonly isLabelling: boolean
  readonly onChoose: (choice: SourceChoice) => void
  readonly onLabelling: (isLabelling: boolean) => void
}

/** Why this character: no name of a folder can hold it. */
const allFolders = '\0'

function FolderSelect({ choice, onChoose }: Pick<SourceBarProps, 'choice' | 'onChoose'>) {
  const { data: folders = [] } = useSourceFolders()
  if (folders.length < 2 && choice.folder === undefined) return null
  return (
    <Select
      size="xs"
      w={230}
      searchable
      limit={200}
      aria-label="Folder"
      data={[
        { value: allFolders, label: 'All folders' },
        ...folders.map(({ folder }) => ({ value: folder, label: folderWords(folder) }))
      ]}
      value={choice.folder ?? allFolders}
      allowDeselect={false}
      comboboxProps={{ width: 360, position: 'bottom-start' }}
      onChange={(value) =>
        onChoose({ ...choice, folder: value === allFolders || value === null ? undefined : value })
      }
    />
  )
}

/** What is shown of the sources, and the way into labelling them. */
export function SourceBar({ status, choice, isLabelling, onChoose, onLabelling }: SourceBarProps) {
  const { unlabelled } = status
  return (
    <Group className={classes['sourceBar']} gap="sm">
      <FolderSelect choice={choice} onChoose={onChoose} />
      <Button
        size="compact-sm"
        variant={isLabelling ? 'filled' : 'default'}
        leftSection={isLabelling ? <IconCheck size={15} /> : <IconTags size={15} />}
        onClick={() => onLabelling(!isLabelling)}
      >
        {isLabelling ? 'Done' : 'Label pictures'}
      </Button>
      {unlabelled > 0 && (
        <Text size="xs" c="dimmed" className="numbers">
          {plural(unlabelled, 'source')} without a class
        </Text>
      )}
      <Group ml="auto">
        <MarksSwitch />
      </Group>
    </Group>
  )
}
