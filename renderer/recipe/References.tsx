import { Button, Grid, Group, Text } from '@mantine/core'
import { useState } from 'react'
import type { RecipeStep } from '../../shared/recipe/schema.ts'
import { plural } from '../client/outcome.ts'
import { ReferenceDialog } from './ReferenceDialog.tsx'

interface ReferencesProps {
  readonly step: RecipeStep
  /** Title of the transform, for the spoken names. */
  readonly title: string
  readonly onChange: (step: RecipeStep) => void
}

function withReferences(step: RecipeStep, hashes: readonly string[]): RecipeStep {
  const others = Object.fromEntries(
    Object.entries(step).filter(([name]) => name !== 'references')
  ) as RecipeStep
  return hashes.length === 0 ? others : { ...others, references: hashes }
}

/** Which pictures a step may take its statistics from: those chosen, or any of the same split. */
export function References({ step, title, onChange }: ReferencesProps) {
  const [isOpen, setIsOpen] = useState(false)
  const chosen = Array.isArray(step['references']) ? (step['references'] as readonly string[]) : []
  return (
    <Grid gap="xs" align="center">
      <Grid.Col span={3}>
        <Text size="xs">Reference</Text>
      </Grid.Col>
      <Grid.Col span={9}>
        <Group gap="xs" justify="space-between">
          <Text size="xs">
            {chosen.length === 0
              ? 'Any picture of the same split'
              : `One of ${plural(chosen.length, 'chosen picture')}`}
          </Text>
          <Group gap={6}>
            {chosen.length > 0 && (
              <Button
                size="compact-xs"
                variant="subtle"
                onClick={() => onChange(withReferences(step, []))}
                aria-label={`${title}: any picture as reference`}
              >
                Any
              </Button>
            )}
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => setIsOpen(true)}
              aria-label={`${title}: choose references`}
            >
              Choose…
            </Button>
          </Group>
        </Group>
      </Grid.Col>
      {isOpen && (
        <ReferenceDialog
          title={title}
          chosen={chosen}
          onClose={() => setIsOpen(false)}
          onChosen={(hashes) => {
            setIsOpen(false)
            onChange(withReferences(step, hashes))
          }}
        />
      )}
    </Grid>
  )
}
