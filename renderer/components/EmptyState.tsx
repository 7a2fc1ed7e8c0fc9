import { Center, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

interface EmptyStateProps {
  readonly icon: ReactNode
  readonly title: string
  readonly text: string
  readonly children?: ReactNode
}

/** Says what is missing and what to do next. */
export function EmptyState({ icon, title, text, children }: EmptyStateProps) {
  return (
    <Center p="xl" mih={260} flex={1}>
      <Stack align="center" gap="xs" maw={440}>
        {icon}
        <Title order={2}>{title}</Title>
        <Text size="sm" c="dimmed" ta="center">
          {text}
        </Text>
        {children}
      </Stack>
    </Center>
  )
}
