import { Button, CopyButton, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { Recipe } from '../../shared/recipe/schema.ts'
import { parseRecipeText } from './json.ts'

interface JsonDialogProps {
  readonly recipe: Recipe
  readonly onClose: () => void
  readonly onRecipe: (recipe: Recipe) => void
}

/** The recipe as text: to copy, to paste, to change by hand. */
export function JsonDialog({ recipe, onClose, onRecipe }: JsonDialogProps) {
  const [text, setText] = useState(() => JSON.stringify(recipe, null, 2))
  const { value, error } = parseRecipeText(text)
  return (
    <Modal opened onClose={onClose} title="Recipe as JSON" size="lg">
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          The command line reads the same file. Paste another recipe here to use it.
        </Text>
        <Textarea
          aria-label="Recipe as JSON"
          autosize
          minRows={10}
          maxRows={20}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          value={text}
          error={error}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <Group justify="flex-end">
          <CopyButton value={text}>
            {({ copied, copy }) => (
              <Button size="xs" variant="default" onClick={copy}>
                {copied ? 'Copied' : 'Copy'}
              </Button>
            )}
          </CopyButton>
          <Button
            size="xs"
            disabled={value === undefined}
            onClick={() => value !== undefined && onRecipe(value)}
          >
            Use this recipe
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
