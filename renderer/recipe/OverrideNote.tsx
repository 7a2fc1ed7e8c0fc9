import { Badge, Button, Text } from '@mantine/core'
import { IconLockOpen } from '@tabler/icons-react'

interface OverrideNoteProps {
  readonly reason: string
  readonly onRemove: () => void
}

/** That a rule of the domain is set aside for a transform, why, and the way back. */
export function OverrideNote({ reason, onRemove }: OverrideNoteProps) {
  return (
    <Text size="xs" component="div">
      <Badge
        size="sm"
        color="yellow"
        variant="light"
        c="var(--limited)"
        leftSection={<IconLockOpen size={12} />}
        tt="none"
        mr={6}
      >
        Overridden
      </Badge>
      Your reason: {reason}{' '}
      <Button size="compact-xs" variant="subtle" onClick={onRemove}>
        Remove the override
      </Button>
    </Text>
  )
}
