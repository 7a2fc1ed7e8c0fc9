import { Group, Kbd, Modal, Stack, Table, Text, Title } from '@mantine/core'
import { gridKeys, labelKeys, shortcuts } from './registry.ts'

const groups = ['Everywhere', 'Recipe', 'Review'] as const

function Rows({
  rows
}: {
  readonly rows: readonly { readonly title: string; readonly combos: readonly string[] }[]
}) {
  return (
    <Table verticalSpacing={4} withRowBorders={false}>
      <Table.Tbody>
        {rows.map(({ title, combos }) => (
          <Table.Tr key={title}>
            <Table.Td>{title}</Table.Td>
            <Table.Td>
              <Group gap={6} justify="flex-end">
                {combos.map((combo) => (
                  <Kbd key={combo} size="xs">
                    {combo}
                  </Kbd>
                ))}
              </Group>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

/** All shortcuts, from the registry that also handles them. */
export function ShortcutSheet({
  isOpen,
  onClose
}: {
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Shortcuts" size="md">
      <Stack gap="sm">
        {groups.map((group) => (
          <section key={group} aria-label={group}>
            <Title order={3} size="h6">
              {group}
            </Title>
            <Rows rows={shortcuts.filter((shortcut) => shortcut.group === group)} />
            {group === 'Review' && <Rows rows={gridKeys} />}
          </section>
        ))}
        <section aria-label="Labelling pictures">
          <Title order={3} size="h6">
            Labelling pictures
          </Title>
          <Rows rows={labelKeys} />
        </section>
        <Text size="xs" c="dimmed">
          On a Mac, Command does what Ctrl does. Single letters act only while no field is being typed in.
        </Text>
      </Stack>
    </Modal>
  )
}
