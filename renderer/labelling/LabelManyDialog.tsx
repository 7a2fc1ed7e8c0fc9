import { Autocomplete, Button, Group, Modal, Radio, Select, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useLabel, useSourceFolders, type WhichSources } from '../client/labels.ts'
import { announce } from '../client/notices.ts'
import { plural } from '../client/outcome.ts'

interface LabelManyDialogProps {
  readonly names: readonly string[]
  readonly unlabelled: number
  /** The folder that is shown, if it is only one. */
  readonly folder: string | undefined
  readonly onClose: () => void
}

export const folderWords = (folder: string): string => (folder === '' ? '(in no folder)' : folder)

/** One class for a whole folder, or for all that have none. */
export function LabelManyDialog({ names, unlabelled, folder: shown, onClose }: LabelManyDialogProps) {
  const { data: folders = [] } = useSourceFolders()
  const [kind, setKind] = useState<'folder' | 'unlabelled'>(unlabelled > 0 ? 'unlabelled' : 'folder')
  const [folder, setFolder] = useState<string | null>(shown ?? folders[0]?.folder ?? null)
  const [name, setName] = useState('')
  const { mutate: label, isPending } = useLabel()
  const which: WhichSources | null =
    kind === 'unlabelled' ? { unlabelled: true } : folder === null ? null : { folder }
  // What lies in folders below is labelled, too.
  const count =
    kind === 'unlabelled'
      ? unlabelled
      : folders
          .filter((one) => one.folder === folder || (folder !== '' && one.folder.startsWith(`${folder}/`)))
          .reduce((sum, { sources }) => sum + sources, 0)
  const give = (): void => {
    if (which === null) return
    label(
      { which, className: name.trim() },
      {
        onSuccess: ({ changed }) => {
          announce(`${plural(changed, 'source')} labelled ${name.trim()}`)
          onClose()
        }
      }
    )
  }
  return (
    <Modal opened onClose={onClose} title="Give a class to many sources" size="md">
      <Stack gap="sm">
        <Radio.Group
          label="Which sources"
          value={kind}
          onChange={(value) => setKind(value === 'folder' ? 'folder' : 'unlabelled')}
        >
          <Stack gap={6} mt={4}>
            <Radio
              size="xs"
              value="unlabelled"
              disabled={unlabelled === 0}
              label={`All without a class (${unlabelled.toLocaleString('en')})`}
            />
            <Radio size="xs" value="folder" label="All in a folder and below it" />
          </Stack>
        </Radio.Group>
        {kind === 'folder' && (
          <Select
            label="Folder"
            searchable
            limit={200}
            data={folders.map(({ folder: value, sources }) => ({
              value,
              label: `${folderWords(value)}, ${plural(sources, 'source')}`
            }))}
            value={folder}
            onChange={setFolder}
          />
        )}
        <Autocomplete label="Class" data={[...names]} maxLength={200} value={name} onChange={setName} />
        <Group justify="space-between">
          <Text size="xs" c="dimmed">
            Undo takes it back.
          </Text>
          <Button
            size="xs"
            loading={isPending}
            disabled={which === null || name.trim() === '' || count === 0}
            onClick={give}
          >
            Label {plural(count, 'source')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
