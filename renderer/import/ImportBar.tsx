import { Button, Group, Select, Stack, Switch, Text, Title } from '@mantine/core'
import { IconArrowRight, IconFiles, IconFolder, IconTable } from '@tabler/icons-react'
import type { WorkspaceStatus } from '../../shared/api/contract.ts'
import { importFormats } from '../../shared/api/formats.ts'
import { useKnownClasses } from '../client/marks.ts'
import { plural } from '../client/outcome.ts'
import { useChooseImport, useChooseTable } from '../client/sources.ts'
import { importWords } from './formats.ts'
import { isFormat, useCopyChoice, useFormatChoice, useImportChoices } from './importChoices.ts'
import { TableDialog } from './TableDialog.tsx'

const formats =
  'Reads JPEG, PNG, WebP, TIFF, GIF, AVIF, BMP and PGM/PPM pictures in folders, tables, ZIP and tar archives, with ' +
  'annotations of COCO, YOLO, Pascal VOC, CVAT, LabelMe, Label Studio and others.'

function TableButton() {
  const { data: table, mutate: choose, isPending, reset } = useChooseTable()
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconTable size={16} />}
        disabled={isPending}
        onClick={() => choose()}
      >
        Choose a table…
      </Button>
      {table !== undefined && table !== null && (
        <TableDialog key={table.handle} table={table} onClose={reset} />
      )}
    </>
  )
}

function FormatSelect() {
  const [format, setFormat] = useFormatChoice()
  return (
    <Select
      size="xs"
      w={180}
      aria-label="Format of the import"
      data={(['auto', ...importFormats] as const).map((value) => ({ value, label: importWords[value] }))}
      value={isFormat(format) ? format : 'auto'}
      allowDeselect={false}
      maxDropdownHeight={420}
      comboboxProps={{ width: 340, position: 'bottom-end' }}
      onChange={(value) => setFormat(isFormat(value) ? value : 'auto')}
    />
  )
}

/** The buttons that begin an import, with its choices. */
export function ImportButtons({ hasHelp = false }: { readonly hasHelp?: boolean }) {
  const { mutate: choose, isPending } = useChooseImport()
  const [copy, setCopy] = useCopyChoice()
  const choices = useImportChoices()
  return (
    <Stack gap={6} align="center" mt="xs">
      <Group gap="xs" justify="center">
        <Button
          size="xs"
          leftSection={<IconFolder size={16} />}
          disabled={isPending}
          onClick={() => choose({ kind: 'folder', choices })}
        >
          Choose a folder…
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconFiles size={16} />}
          disabled={isPending}
          onClick={() => choose({ kind: 'files', choices })}
        >
          Choose files…
        </Button>
        <TableButton />
        <FormatSelect />
        <Switch
          label="Copy into the workspace"
          checked={copy}
          onChange={({ currentTarget }) => setCopy(currentTarget.checked)}
        />
      </Group>
      {hasHelp && (
        <Text size="xs" c="dimmed" ta="center" maw="44rem">
          {formats}
        </Text>
      )}
    </Stack>
  )
}

function MarkedWords() {
  const { data: known = [] } = useKnownClasses()
  const marked = known.filter(({ objects }) => objects > 0)
  if (marked.length === 0) return null
  const objects = marked.reduce((sum, one) => sum + one.objects, 0)
  return (
    <Text size="xs" c="dimmed" className="numbers">
      {plural(objects, 'marked object')} of {plural(marked.length, 'class', 'classes')}
    </Text>
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
          {plural(status.sources, 'source')}
          {status.classes.length > 0 && ` in ${plural(status.classes.length, 'class', 'classes')}`}
        </Title>
        {status.hasMarks && <MarkedWords />}
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
