import { Code, Stack, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { FolderPicker, type PickKind } from '../components/FolderPicker.tsx'

const titles: Readonly<Record<PickKind, string>> = {
  folder: 'Import a folder',
  files: 'Import files',
  table: 'Import a table of pictures',
  workspace: 'Open a workspace',
  newExport: 'Export to a new folder',
  newZip: 'Export to a ZIP file',
  newWorkspace: 'Create a workspace'
}

/** Opens a picker; settles once, with null when it is closed without a choice. */
function pick(kind: PickKind): Promise<readonly string[] | null> {
  return new Promise((resolve) => {
    const id = modals.open({
      title: titles[kind],
      size: 'lg',
      onClose: () => resolve(null),
      children: (
        <FolderPicker
          kind={kind}
          onPick={(paths) => {
            resolve(paths)
            modals.close(id)
          }}
        />
      )
    })
  })
}

/** Lets the person choose a folder, files or a workspace of the machine that Cultivar runs on. */
export function pickPaths(
  kind: 'folder' | 'files' | 'table' | 'workspace'
): Promise<readonly string[] | null> {
  return pick(kind)
}

const newKinds = { export: 'newExport', zip: 'newZip', workspace: 'newWorkspace' } as const

/** Lets the person choose where a folder or a ZIP file is to be made; null when the dialog was closed. */
export async function pickNewFolder(kind: keyof typeof newKinds): Promise<string | null> {
  const paths = await pick(newKinds[kind])
  return paths?.[0] ?? null
}

/** A browser cannot open a file manager, so it shows the path. */
export function showPath(path: string): void {
  modals.open({
    title: 'Where the export is',
    children: (
      <Stack gap="xs">
        <Text size="sm">
          A browser cannot open folders. The export is on the machine that runs Cultivar, in:
        </Text>
        <Code block>{path}</Code>
      </Stack>
    )
  })
}
