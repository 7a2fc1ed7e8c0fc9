import { Group, Input, NumberInput, Select, Text } from '@mantine/core'
import { useState } from 'react'
import type { WorkspaceStatus } from '../../shared/api/contract.ts'
import { type Preset, presetOf, type Split, splitError, splitOf } from './splitPresets.ts'

const names = ['Train', 'Val', 'Test'] as const

interface SplitFieldsProps {
  readonly split: Split
  readonly status: WorkspaceStatus
  readonly onChange: (split: Split) => void
}

/** How sources are shared out; a source and its variants always stay together. */
export function SplitFields({ split, status, onChange }: SplitFieldsProps) {
  const [isCustom, setIsCustom] = useState(false)
  const hasSplits = Object.keys(status.splits).length > 0
  const preset: Preset = isCustom && split !== null ? 'custom' : presetOf(split)
  const presets: readonly { readonly value: Preset; readonly label: string }[] = [
    { value: 'input', label: hasSplits ? 'Keep the splits of the input' : 'None: one folder for all' },
    { value: '80/10/10', label: 'Train 80 %, val 10 %, test 10 %' },
    { value: '70/15/15', label: 'Train 70 %, val 15 %, test 15 %' },
    { value: '80/20', label: 'Train 80 %, val 20 %' },
    { value: 'custom', label: 'Other shares…' }
  ]
  const error = splitError(split)
  return (
    <div>
      <Select
        label="Split"
        data={presets}
        value={preset}
        onChange={(value) => {
          if (value === null) return
          setIsCustom(value === 'custom')
          onChange(splitOf(value, split))
        }}
      />
      {preset === 'custom' && split !== null && (
        <Group gap="xs" mt={6} grow>
          {names.map((name, at) => (
            <NumberInput
              key={name}
              label={`${name} (%)`}
              min={0}
              max={100}
              value={split[at] ?? 0}
              onChange={(value) => {
                if (typeof value !== 'number') return
                const [train, val, test] = split.map((share, index) => (index === at ? value : share))
                onChange([train ?? 0, val ?? 0, test ?? 0])
              }}
            />
          ))}
        </Group>
      )}
      {error !== undefined && <Input.Error size="xs">{error}</Input.Error>}
      <Text size="xs" c="dimmed" mt={4}>
        By source: a picture and all its variants land in the same part, so nothing of the training set
        reaches the test set.
      </Text>
    </div>
  )
}
