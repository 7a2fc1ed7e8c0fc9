import { ActionIcon, Autocomplete, Button, Group, Stack, Text } from '@mantine/core'
import { IconArrowsLeftRight, IconPlus, IconX } from '@tabler/icons-react'
import type { DomainProfile } from '../../shared/policy/profile.ts'
import { withSwap } from './profileDraft.ts'

interface LabelSwapsProps {
  readonly profile: DomainProfile
  readonly classNames: readonly string[]
  readonly onChange: (profile: DomainProfile) => void
}

/** Pairs of labels that change places when a picture is mirrored. */
export function LabelSwaps({ profile, classNames, onChange }: LabelSwapsProps) {
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        A mirrored left hand is a right hand. Classes named here may be mirrored, and the label changes with
        the picture.
      </Text>
      {profile.labelSwaps.map(([left, right], index) => (
        <Group key={index} gap="xs" wrap="nowrap">
          <Autocomplete
            size="xs"
            flex={1}
            aria-label={`Pair ${index + 1}, one label`}
            data={[...classNames]}
            value={left}
            onChange={(value) => onChange(withSwap(profile, index, [value, right]))}
          />
          <IconArrowsLeftRight size={16} aria-hidden />
          <Autocomplete
            size="xs"
            flex={1}
            aria-label={`Pair ${index + 1}, other label`}
            data={[...classNames]}
            value={right}
            onChange={(value) => onChange(withSwap(profile, index, [left, value]))}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Remove pair ${index + 1}`}
            onClick={() => onChange(withSwap(profile, index, null))}
          >
            <IconX size={16} />
          </ActionIcon>
        </Group>
      ))}
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlus size={14} />}
        style={{ alignSelf: 'flex-start' }}
        onClick={() => onChange(withSwap(profile, profile.labelSwaps.length, ['', '']))}
      >
        Add a pair
      </Button>
    </Stack>
  )
}
