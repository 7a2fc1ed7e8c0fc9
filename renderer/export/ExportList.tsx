import { Button, Table, Text, Title } from '@mantine/core'
import { IconFolderOpen } from '@tabler/icons-react'
import { useExports, useRevealExport } from '../client/exports.ts'
import { bytesInWords } from './bytesInWords.ts'

const dateFormat = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' })

/** Exports that are finished. */
export function ExportList() {
  const { data: exports = [] } = useExports()
  const { mutate: reveal } = useRevealExport()
  return (
    <section aria-labelledby="finished-title">
      <Title order={2} id="finished-title" mb={4}>
        Finished exports
      </Title>
      {exports.length === 0 ? (
        <Text size="sm" c="dimmed">
          None yet. What is exported stays whole: a folder appears only when all of it is written.
        </Text>
      ) : (
        <Table.ScrollContainer minWidth={480}>
          <Table verticalSpacing={4} highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Folder</Table.Th>
                <Table.Th ta="right">Files</Table.Th>
                <Table.Th ta="right">Size</Table.Th>
                <Table.Th>Finished</Table.Th>
                <Table.Th>
                  <span className="spoken">Actions</span>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {exports.map(({ id, folder, files, bytes, finishedAt }) => (
                <Table.Tr key={id}>
                  <Table.Td style={{ overflowWrap: 'anywhere' }}>{folder}</Table.Td>
                  <Table.Td ta="right" className="numbers">
                    {files.toLocaleString('en')}
                  </Table.Td>
                  <Table.Td ta="right" className="numbers" style={{ whiteSpace: 'nowrap' }}>
                    {bytesInWords(bytes)}
                  </Table.Td>
                  <Table.Td style={{ whiteSpace: 'nowrap' }}>
                    {dateFormat.format(new Date(finishedAt))}
                  </Table.Td>
                  <Table.Td>
                    <Button
                      size="compact-xs"
                      variant="default"
                      leftSection={<IconFolderOpen size={14} />}
                      onClick={() => reveal(id)}
                    >
                      Show<span className="spoken"> {folder}</span>
                    </Button>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </section>
  )
}
