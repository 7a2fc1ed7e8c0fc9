import { Select, Stack, Switch, Text } from '@mantine/core'
import { exportFormats, yoloTasks } from '../../shared/api/formats.ts'
import type { ExportOptions } from '../../shared/api/types.ts'
import { formatWords, taskWords } from './formats.ts'

interface FormatFieldsProps {
  readonly options: Pick<ExportOptions, 'format' | 'task' | 'archive'>
  readonly onChange: (changed: Partial<ExportOptions>) => void
}

/** The format, what it holds, and what only some formats ask. */
export function FormatFields({ options: { format, task, archive }, onChange }: FormatFieldsProps) {
  return (
    <Stack gap="xs">
      <div>
        <Select
          label="Format"
          data={exportFormats.map((value) => ({ value, label: formatWords[value].title }))}
          value={format}
          allowDeselect={false}
          maxDropdownHeight={420}
          onChange={(value) => {
            if (value !== null) onChange({ format: value })
          }}
        />
        <Text size="xs" c="dimmed" mt={4} aria-live="polite">
          {formatWords[format].holds}
        </Text>
      </div>
      {format === 'yolo' && (
        <Select
          label="Task"
          data={yoloTasks.map((value) => ({ value, label: taskWords[value] }))}
          value={task}
          allowDeselect={false}
          onChange={(value) => {
            if (value !== null) onChange({ task: value })
          }}
        />
      )}
      <Switch
        label="One ZIP file"
        description="Instead of a folder; the same files are in it."
        checked={archive === 'zip'}
        onChange={({ currentTarget }) => onChange({ archive: currentTarget.checked ? 'zip' : null })}
      />
    </Stack>
  )
}
