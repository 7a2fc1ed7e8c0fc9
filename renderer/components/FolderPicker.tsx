import { Box, Button, Group, NavLink, ScrollArea, Stack, Text, TextInput } from '@mantine/core'
import { IconArrowUp, IconFile, IconFolder, IconPlant2 } from '@tabler/icons-react'
import { useState } from 'react'
import { type BrowseEntry, useBrowse } from '../client/browse.ts'
import { ErrorNote } from './ErrorNote.tsx'
import { joinPath } from './joinPath.ts'

export type PickKind = 'folder' | 'files' | 'table' | 'workspace' | 'newExport' | 'newZip' | 'newWorkspace'

const words: Readonly<
  Record<PickKind, { readonly help: string; readonly button: string; readonly name?: string }>
> = {
  folder: { help: 'Open the folder that holds your pictures, then import it.', button: 'Import this folder' },
  files: { help: 'Click the files to import.', button: 'Import' },
  table: { help: 'Click the table: a CSV, TSV or JSON Lines file.', button: 'Choose' },
  workspace: { help: 'Click a folder whose name ends in .cultivar.', button: 'Open' },
  newExport: {
    help: 'The export becomes a new folder in the folder shown.',
    button: 'Export here',
    name: 'export'
  },
  newZip: {
    help: 'The export becomes a new ZIP file in the folder shown.',
    button: 'Export here',
    name: 'export.zip'
  },
  newWorkspace: {
    help: 'The workspace becomes a new folder in the folder shown.',
    button: 'Create here',
    name: 'my-pictures.cultivar'
  }
}

const isWorkspace = ({ name, kind }: BrowseEntry): boolean => kind === 'folder' && name.endsWith('.cultivar')

function EntryIcon({ entry }: { readonly entry: BrowseEntry }) {
  if (isWorkspace(entry)) return <IconPlant2 size={16} aria-hidden />
  return entry.kind === 'folder' ? <IconFolder size={16} aria-hidden /> : <IconFile size={16} aria-hidden />
}

interface FolderPickerProps {
  readonly kind: PickKind
  readonly onPick: (paths: readonly string[]) => void
}

/** Browses the folders of the machine that Cultivar runs on; the browser's stand-in for a system dialog. */
export function FolderPicker({ kind, onPick }: FolderPickerProps) {
  const [folder, setFolder] = useState<string | null>(null)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [name, setName] = useState(words[kind].name ?? '')
  const { data, error } = useBrowse(folder)
  const here = data?.folder ?? ''
  const isFor = (entry: BrowseEntry): boolean =>
    kind === 'files' || kind === 'table' ? entry.kind === 'file' : kind === 'workspace' && isWorkspace(entry)
  const toggle = (path: string): void => {
    if (kind === 'workspace' || kind === 'table') setChosen([path])
    else setChosen(chosen.includes(path) ? chosen.filter((one) => one !== path) : [...chosen, path])
  }
  const picked =
    kind === 'folder' ? [here] : words[kind].name === undefined ? chosen : [joinPath(here, name.trim())]
  const isReady =
    data !== undefined && picked.length > 0 && (words[kind].name === undefined || name.trim() !== '')
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {words[kind].help}
      </Text>
      <Group gap="xs" wrap="nowrap">
        <Button
          size="xs"
          variant="default"
          leftSection={<IconArrowUp size={14} />}
          disabled={data === undefined || data.parent === null}
          onClick={() => setFolder(data?.parent ?? null)}
        >
          Up
        </Button>
        <Text size="sm" truncate="start" title={here}>
          {here}
        </Text>
      </Group>
      {error !== null && <ErrorNote error={error} />}
      <ScrollArea h={300} type="auto" bd="1px solid var(--line)">
        <Box component="nav" aria-label="Folders and files">
          {data?.entries.map((entry) => {
            const path = joinPath(here, entry.name)
            return (
              <NavLink
                key={entry.name}
                component="button"
                label={entry.name}
                leftSection={<EntryIcon entry={entry} />}
                active={chosen.includes(path)}
                aria-pressed={isFor(entry) ? chosen.includes(path) : undefined}
                disabled={entry.kind === 'file' && !isFor(entry)}
                onClick={() => (isFor(entry) ? toggle(path) : entry.kind === 'folder' && setFolder(path))}
              />
            )
          })}
        </Box>
      </ScrollArea>
      <Group justify="space-between" align="flex-end">
        {words[kind].name === undefined ? (
          <Text size="sm">{kind === 'files' ? `${chosen.length} chosen` : (chosen[0] ?? '')}</Text>
        ) : (
          <TextInput
            label={kind === 'newZip' ? 'Name of the new file' : 'Name of the new folder'}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
            flex={1}
          />
        )}
        <Button size="xs" disabled={!isReady} onClick={() => onPick(picked)}>
          {words[kind].button}
        </Button>
      </Group>
    </Stack>
  )
}
