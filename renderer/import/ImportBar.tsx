import { Button, Group, Stack, Switch, Text, Title } from '@mantine/core'
import { IconArrowRight, IconFiles, IconFolder } from '@tabler/icons-react'
import type { WorkspaceStatus } from '../../shared/api/contract.ts'
import { plural } from '../client/outcome.ts'
import { useChooseImport } from '../client/sources.ts'
import { useCopyChoice } from './DropTarget.tsx'

const formats = 'Reads JPEG, PNG, WebP, TIFF, GIF, AVIF, BMP, PGM/PPM and MNIST’s IDX files, also gzipped.'

/** The buttons that begin an import, with its one choice. */
export function ImportButtons() {
  const { mutate: choose, isPending } = useChooseImport()
  const [copy, setCopy] = useCopyChoice()
  return (
    <Stack gap={6} align="center" mt="xs">
      <Group gap="xs" justify="center">
        <Button
          size="xs"
          leftSection={<IconFolder size={16} />}
          disabled={isPending}
          onClick={() => choose({ kind: 'folder', copy })}
        >
          Choose a folder…
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconFiles size={16} />}
          disabled={isPending}
          onClick={() => choose({ kind: 'files', copy })}
        >
          Choose files…
        </Button>
        <Switch
          label="Copy into the workspace"
          checked={copy}
          onChange={({ currentTarget }) => setCopy(currentTarget.checked)}
        />
      </Group>
      <Text size="xs" c="dimmed" ta="center">
        {formats}
      </Text>
    </Stack>
  )
}

interface ImportBarProps {
  readonly status: WorkspaceStatus
  readonly onNext: () => void
}

export function ImportBar({ status, onNext }: ImportBarProps) {
  const splits = Object.entries(status.splits)
  return (
    <Group justify="space-between" px="md" py="xs" gap="md">
      <div>
        <Title order={2}>
          {plural(status.sources, 'source')} in {plural(status.classes.length, 'class', 'classes')}
        </Title>
        {splits.length > 0 && (
          <Text size="xs" c="dimmed" className="numbers">
            Splits of the input:{' '}
            {splits.map(([name, count]) => `${name} ${count.toLocaleString('en')}`).join(', ')}
          </Text>
        )}
        <Button
          size="compact-xs"
          variant="light"
          mt={6}
          rightSection={<IconArrowRight size={14} />}
          onClick={onNext}
        >
          Make a recipe
        </Button>
      </div>
      <ImportButtons />
    </Group>
  )
}
