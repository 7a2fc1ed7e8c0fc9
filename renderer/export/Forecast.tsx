import { Alert, Group, List, Paper, Text, Title } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ExportOptions } from '../../shared/api/types.ts'
import { useForecast } from '../client/exports.ts'
import { plural } from '../client/outcome.ts'
import { ErrorNote } from '../components/ErrorNote.tsx'

/** What the export would hold. */
export function Forecast({ options }: { readonly options: ExportOptions }) {
  const { data, error } = useForecast(options)
  if (error !== null) return <ErrorNote error={error} />
  if (data === undefined) return null
  const splits = Object.entries(data.splits)
  return (
    <Paper withBorder p="sm" role="status">
      <Title order={2} className="numbers">
        {plural(data.files, 'file')}
      </Title>
      {splits.length > 0 && (
        <Group gap="lg" mt={4}>
          {splits.map(([name, count]) => (
            <Text key={name} size="sm" className="numbers">
              <b>{name}</b> {count.toLocaleString('en')}
            </Text>
          ))}
        </Group>
      )}
      {data.warnings.length > 0 && (
        <Alert mt="xs" py={6} color="yellow" icon={<IconAlertTriangle size={18} />} title="Before you export">
          <List size="sm">
            {data.warnings.map((warning) => (
              <List.Item key={warning}>{warning}</List.Item>
            ))}
          </List>
        </Alert>
      )}
    </Paper>
  )
}
