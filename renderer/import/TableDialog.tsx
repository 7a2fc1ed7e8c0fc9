import { Button, Group, Modal, ScrollArea, Select, Stack, Table, Text } from '@mantine/core'
import { useState } from 'react'
import type { ChosenTable } from '../../shared/api/bridge.ts'
import { useImportTable } from '../client/sources.ts'
import classes from './Import.module.css'
import { useCopyChoice } from './importChoices.ts'

interface TableDialogProps {
  readonly table: ChosenTable
  readonly onClose: () => void
}

/** Why empty: no column can be called so. */
const none = ''

const roles = ['path', 'label', 'split'] as const
type Role = (typeof roles)[number]
const roleWords: Readonly<Record<Role, { readonly label: string; readonly description: string }>> = {
  path: { label: 'Path of the picture', description: 'Relative to the folder of the table' },
  label: { label: 'Class', description: 'The label of the picture' },
  split: { label: 'Split', description: 'train, val or test' }
}

type Chosen = Readonly<Record<Role, string>>

function ColumnSelects({
  header,
  chosen,
  onChoose
}: {
  readonly header: readonly string[]
  readonly chosen: Chosen
  readonly onChoose: (role: Role, column: string) => void
}) {
  return (
    <Group grow align="flex-start" gap="sm">
      {roles.map((role) => (
        <Select
          key={role}
          {...roleWords[role]}
          data={[
            ...(role === 'path' ? [] : [{ value: none, label: 'None' }]),
            ...header.map((column) => ({ value: column, label: column }))
          ]}
          value={chosen[role] === none && role === 'path' ? null : chosen[role]}
          placeholder="Choose a column"
          allowDeselect={false}
          onChange={(column) => onChoose(role, column ?? none)}
        />
      ))}
    </Group>
  )
}

function FirstRows({
  table: { header, rows },
  chosen
}: {
  readonly table: ChosenTable
  readonly chosen: Chosen
}) {
  const roleOf = (column: string): Role | undefined => roles.find((role) => chosen[role] === column)
  return (
    <ScrollArea.Autosize mah="45dvh" type="auto" bd="1px solid var(--line)">
      <Table stickyHeader withColumnBorders verticalSpacing={3} fz="xs">
        <Table.Thead>
          <Table.Tr>
            {header.map((column) => {
              const role = roleOf(column)
              return (
                <Table.Th key={column} className={classes['column']} data-role={role}>
                  {column}
                  {role !== undefined && <span className={classes['role']}>{roleWords[role].label}</span>}
                </Table.Th>
              )
            })}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((cells, row) => (
            <Table.Tr key={row}>
              {header.map((column, at) => (
                <Table.Td
                  key={column}
                  className={classes['cell']}
                  data-role={roleOf(column)}
                  title={cells[at]}
                >
                  {cells[at]}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  )
}

/** The first rows of a table, and which of its columns hold what. */
export function TableDialog({ table, onClose }: TableDialogProps) {
  const [copy] = useCopyChoice()
  const { mutate: importTable, isPending } = useImportTable()
  const { guess } = table
  const [chosen, setChosen] = useState<Chosen>({
    path: guess?.path ?? none,
    label: guess?.label ?? none,
    split: guess?.split ?? none
  })
  const columns = {
    path: chosen.path,
    ...(chosen.label === none ? {} : { label: chosen.label }),
    ...(chosen.split === none ? {} : { split: chosen.split })
  }
  return (
    <Modal opened onClose={onClose} size="62rem" title={`Columns of ${table.name}`}>
      <Stack gap="sm">
        <ColumnSelects
          header={table.header}
          chosen={chosen}
          onChoose={(role, column) => setChosen({ ...chosen, [role]: column })}
        />
        <FirstRows table={table} chosen={chosen} />
        <Text size="xs" c="dimmed">
          {table.hasHeader ? '' : 'The table has no names of columns, so they are numbered. '}
          {guess === null ? 'No column was recognised as one of paths; choose it. ' : ''}
          Columns that are not chosen here are kept with the pictures as attributes.
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button size="xs" variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            size="xs"
            loading={isPending}
            disabled={chosen.path === none}
            onClick={() =>
              importTable({ handle: table.handle, choices: { copy, columns } }, { onSuccess: onClose })
            }
          >
            Import
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
