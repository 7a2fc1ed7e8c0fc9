import { Alert, Button, Group, List, Modal, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { Recipe } from '../../shared/recipe/schema.ts'
import { useFromKeras } from '../client/recipe.ts'
import { parseJsonObject } from './json.ts'

const example = `{
  "rotation_range": 15,
  "width_shift_range": 0.1,
  "zoom_range": 0.1,
  "horizontal_flip": true,
  "fill_mode": "nearest"
}`

interface KerasDialogProps {
  readonly onClose: () => void
  readonly onRecipe: (recipe: Recipe) => void
}

/** Makes a recipe from the arguments of Keras' ImageDataGenerator, and says what it took them for. */
export function KerasDialog({ onClose, onRecipe }: KerasDialogProps) {
  const [text, setText] = useState(example)
  const { mutate: translate, data, isPending, reset } = useFromKeras()
  const parsed = parseJsonObject(text)
  return (
    <Modal opened onClose={onClose} title="Recipe from Keras’ ImageDataGenerator" size="lg">
      <Stack gap="sm">
        <Textarea
          label="Arguments, as JSON"
          data-autofocus
          autosize
          minRows={6}
          maxRows={14}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          value={text}
          error={parsed.error}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value)
            reset()
          }}
        />
        {data !== undefined && (
          <Alert color="leaf" title={`${data.recipe.steps.length} steps`}>
            <List size="sm">
              {data.notes.map((note) => (
                <List.Item key={note}>{note}</List.Item>
              ))}
            </List>
          </Alert>
        )}
        <Group justify="flex-end">
          <Button size="xs" variant="default" onClick={onClose}>
            Cancel
          </Button>
          {data === undefined ? (
            <Button
              size="xs"
              loading={isPending}
              disabled={parsed.value === undefined}
              onClick={() => parsed.value !== undefined && translate(parsed.value)}
            >
              Translate
            </Button>
          ) : (
            <Button size="xs" onClick={() => onRecipe(data.recipe)}>
              Replace the recipe
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  )
}
