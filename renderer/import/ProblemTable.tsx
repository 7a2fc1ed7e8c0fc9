import { Badge, Button, ScrollArea, Table, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import type { JobRow, SourceRow, SourceState } from '../../shared/api/types.ts'
import { useSourcePages } from '../client/sources.ts'
import { EmptyState } from '../components/EmptyState.tsx'
import { ErrorNote } from '../components/ErrorNote.tsx'
import { LastImport } from './LastImport.tsx'

const problemStates: readonly SourceState[] = ['failed', 'duplicate', 'missing', 'changed']

const words: Readonly<Record<SourceState, string>> = {
  ok: 'usable',
  failed: 'not readable',
  duplicate: 'duplicate',
  missing: 'missing',
  changed: 'changed'
}

/** Sources that are listed but cannot be used. */
function LeftOut({ rows }: { readonly rows: readonly SourceRow[] }) {
  return (
    <>
      <Text size="sm" c="dimmed" py="xs">
        These files are left out. Everything else goes on without them; import again after a repair.
      </Text>
      <Table stickyHeader highlightOnHover verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>File</Table.Th>
            <Table.Th>State</Table.Th>
            <Table.Th>Reason</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ id, name, state, reason }) => (
            <Table.Tr key={id}>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{name}</Table.Td>
              <Table.Td>
                <Badge variant="default" tt="none" fw={500}>
                  {words[state]}
                </Badge>
              </Table.Td>
              <Table.Td>{reason}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  )
}

/** What could not be used, with the reason; it never stands in the way of the rest. */
export function ProblemTable({ lastImport }: { readonly lastImport: JobRow | undefined }) {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, isPending } = useSourcePages({
    states: problemStates
  })
  const rows = data?.pages.flatMap(({ items }) => items) ?? []
  if (error !== null) return <ErrorNote error={error} />
  if (!isPending && rows.length === 0 && lastImport === undefined) {
    return (
      <EmptyState
        icon={<IconCircleCheck size={40} stroke={1.2} color="var(--accepted)" aria-hidden />}
        title="No problems"
        text="Every picture that was imported can be used."
      />
    )
  }
  return (
    <ScrollArea flex={1} px="md">
      {lastImport !== undefined && <LastImport job={lastImport} listed={rows} />}
      {rows.length > 0 && <LeftOut rows={rows} />}
      {hasNextPage && (
        <Button
          size="xs"
          my="sm"
          variant="default"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </ScrollArea>
  )
}
