import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Verdict } from '../../shared/policy/verdict.ts'
import type { TransformSpec } from '../../shared/transforms/spec.ts'

const shortest = 3

interface OverrideDialogProps {
  readonly spec: TransformSpec
  readonly verdict: Verdict
  readonly onClose: () => void
  readonly onOverride: (reason: string) => void
}

/** The deliberate act that sets a rule of the domain aside. */
export function OverrideDialog({ spec, verdict, onClose, onOverride }: OverrideDialogProps) {
  const [reason, setReason] = useState('')
  const isEnough = reason.trim().length >= shortest
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (isEnough) onOverride(reason.trim())
  }
  return (
    <Modal opened onClose={onClose} title={`Override the domain for "${spec.title}"`}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text size="sm">The domain says: {verdict.reason}</Text>
          <Textarea
            label="Why is it right for these pictures?"
            description="Your reason is kept in the recipe and in every export."
            data-autofocus
            autosize
            minRows={2}
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button size="xs" variant="default" onClick={onClose}>
              Keep the rule
            </Button>
            <Button size="xs" color="yellow" type="submit" disabled={!isEnough}>
              Override
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
