import { Button, List, Table, Text, Title } from '@mantine/core'
import { useState } from 'react'
import type { JobRow, SourceRow } from '../../shared/api/types.ts'
import { useJobFailures, useJobs } from '../client/jobs.ts'
import { isEnded, plural } from '../client/outcome.ts'

const firstShown = 50

const notesOf = ({ result }: JobRow): readonly string[] => {
  const notes: unknown = result?.['notes']
  return Array.isArray(notes) ? notes.filter((note) => typeof note === 'string') : []
}

interface LastImportProps {
  readonly job: JobRow
  /** Sources that are listed with their own reasons. */
  readonly listed: readonly SourceRow[]
}

function Failures({ job, listed }: LastImportProps) {
  const { data = [] } = useJobFailures(job.id)
  // Paths are whole here, names of sources begin below the folder that was imported.
  const failures = data.filter(
    ({ path }) => !listed.some(({ name }) => path === name || path.endsWith(`/${name}`))
  )
  const [shown, setShown] = useState(firstShown)
  if (failures.length === 0) return null
  return (
    <>
      <Title order={3} size="sm" mt="sm">
        {plural(failures.length, 'file or entry', 'files and entries')} of the last import could not be used
      </Title>
      <Table verticalSpacing={4} fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>File and entry</Table.Th>
            <Table.Th>Reason</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {failures.slice(0, shown).map(({ path, reason }, index) => (
            <Table.Tr key={index}>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{path}</Table.Td>
              <Table.Td>{reason}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {failures.length > shown && (
        <Button size="compact-xs" my="xs" variant="default" onClick={() => setShown(shown + 200)}>
          Show more
        </Button>
      )}
    </>
  )
}

/** The import that ended last, when there is anything to say of it. */
export function useLastImport(): JobRow | undefined {
  const { data: jobs = [] } = useJobs()
  const last = jobs.find((job) => job.kind === 'import' && isEnded(job))
  return last !== undefined && (last.failures > 0 || notesOf(last).length > 0) ? last : undefined
}

/** What the last import could not use, down to single entries, and what it read in another way than one may expect. */
export function LastImport({ job, listed }: LastImportProps) {
  const notes = notesOf(job)
  const { readAs } = job.result ?? {}
  return (
    <section aria-label="The last import">
      {typeof readAs === 'string' && (
        <Text size="sm" mt="xs">
          The last import was read as: {readAs}.
        </Text>
      )}
      {notes.length > 0 && (
        <List size="sm" my="xs">
          {notes.map((note) => (
            <List.Item key={note}>{note}</List.Item>
          ))}
        </List>
      )}
      {job.failures > 0 && <Failures job={job} listed={listed} />}
    </section>
  )
}
