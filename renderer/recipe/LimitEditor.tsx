import { ActionIcon, Box, Group, Slider, Switch, Text, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useId } from 'react'
import { type Aspect, aspectSpec } from '../../shared/policy/aspects.ts'
import type { Limit } from '../../shared/policy/profile.ts'

interface LimitEditorProps {
  readonly aspect: Aspect
  readonly value: Limit
  readonly onChange: (limit: Limit) => void
  readonly onRemove?: () => void
}

/** One limit of a profile: how much, said in words, and why. */
export function LimitEditor({ aspect, value, onChange, onRemove }: LimitEditorProps) {
  const spec = aspectSpec(aspect)
  const label = useId()
  const isYesNo = spec.unlimited === 1 && spec.step === 1
  const inWords = spec.describe(value.limit)
  return (
    <Box role="group" aria-labelledby={label}>
      <Group gap="xs" justify="space-between" wrap="nowrap">
        <Text size="sm" fw={600} id={label}>
          {spec.title}
        </Text>
        <Group gap="xs" wrap="nowrap">
          <Text size="xs" c="dimmed">
            {inWords}
          </Text>
          {onRemove !== undefined && (
            <ActionIcon
              size="sm"
              variant="subtle"
              color="gray"
              aria-label={`Remove the limit ${spec.title}`}
              onClick={onRemove}
            >
              <IconX size={14} />
            </ActionIcon>
          )}
        </Group>
      </Group>
      <Group gap="sm" wrap="nowrap">
        {isYesNo ? (
          <Switch
            w="40%"
            label={inWords}
            checked={value.limit >= 1}
            onChange={({ currentTarget }) => onChange({ ...value, limit: currentTarget.checked ? 1 : 0 })}
          />
        ) : (
          <Slider
            w="40%"
            size="sm"
            min={0}
            max={spec.unlimited}
            step={spec.step}
            value={value.limit}
            label={null}
            thumbLabel={`${spec.title}: limit`}
            thumbValueText={spec.describe}
            onChange={(limit) => onChange({ ...value, limit })}
          />
        )}
        <TextInput
          flex={1}
          aria-label={`${spec.title}: reason`}
          placeholder="Why?"
          value={value.reason}
          onChange={({ currentTarget }) => onChange({ ...value, reason: currentTarget.value })}
        />
      </Group>
    </Box>
  )
}
