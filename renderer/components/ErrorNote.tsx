import { Alert, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { toEnvelope } from '../../shared/errors.ts'

/** What happened, which file it is about, and what helps. */
export function ErrorNote({ error }: { readonly error: unknown }) {
  const { message, file, remedy } = toEnvelope(error)
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} title={message} role="alert">
      {file !== undefined && !message.includes(file) && <Text size="sm">{file}</Text>}
      {remedy !== undefined && <Text size="sm">{remedy}</Text>}
    </Alert>
  )
}
