import {
  ActionIcon,
  Button,
  ColorInput,
  Group,
  NumberInput,
  Select,
  SimpleGrid,
  Title,
  Tooltip
} from '@mantine/core'
import { IconDice5 } from '@tabler/icons-react'
import { useState } from 'react'
import { type FillMode, fillModes, type Interpolation, interpolations } from '../../shared/ops.ts'
import type { Recipe } from '../../shared/recipe/schema.ts'
import { hexOf, levelsOf } from './colour.ts'
import { JsonDialog } from './JsonDialog.tsx'
import { KerasDialog } from './KerasDialog.tsx'
import classes from './Recipe.module.css'
import type { Edit } from './useDraft.ts'

const fillWords: Readonly<Record<FillMode, string>> = {
  constant: 'One colour',
  nearest: 'Repeat the edge',
  reflect: 'Reflect (edge twice)',
  reflect101: 'Reflect (edge once)',
  wrap: 'Wrap around',
  inside: 'Zoom in, so that nothing is filled'
}

const interpolationWords: Readonly<Record<Interpolation, string>> = {
  nearest: 'Nearest pixel',
  bilinear: 'Bilinear',
  bicubic: 'Bicubic',
  lanczos: 'Lanczos'
}

interface RecipeSettingsProps {
  readonly recipe: Recipe
  readonly edit: Edit
}

function Seed({ recipe, edit }: RecipeSettingsProps) {
  const roll = (): void => {
    const [seed = 0] = crypto.getRandomValues(new Uint32Array(1))
    edit((now) => ({ ...now, seed }))
  }
  return (
    <Group gap={4} align="flex-end" wrap="nowrap">
      <NumberInput
        label="Seed"
        flex={1}
        miw={0}
        min={0}
        max={Number.MAX_SAFE_INTEGER}
        allowDecimal={false}
        allowNegative={false}
        value={recipe.seed}
        onChange={(seed) => {
          if (typeof seed === 'number' && Number.isSafeInteger(seed))
            edit((now) => ({ ...now, seed }), 'seed')
        }}
      />
      <Tooltip label="Another seed">
        <ActionIcon variant="default" size="md" aria-label="Another seed" onClick={roll}>
          <IconDice5 size={16} />
        </ActionIcon>
      </Tooltip>
    </Group>
  )
}

/** What holds for all steps of a recipe, and the ways to read and write the whole of it. */
export function RecipeSettings({ recipe, edit }: RecipeSettingsProps) {
  const [dialog, setDialog] = useState<'keras' | 'json' | null>(null)
  const replace = (next: Recipe): void => {
    edit(() => next)
    setDialog(null)
  }
  return (
    <section className={classes['panel']} aria-labelledby="whole-recipe">
      <Title order={2} size="h3" id="whole-recipe" mb={6}>
        Whole recipe
      </Title>
      <SimpleGrid
        cols={{ base: 2, lg: recipe.fillMode === 'constant' ? 4 : 3 }}
        spacing="xs"
        verticalSpacing="xs"
      >
        <Seed recipe={recipe} edit={edit} />
        <Select
          label="Outside the picture"
          data={fillModes.map((value) => ({ value, label: fillWords[value] }))}
          value={recipe.fillMode}
          onChange={(fillMode) => {
            if (fillMode !== null) edit((now) => ({ ...now, fillMode }))
          }}
        />
        {recipe.fillMode === 'constant' && (
          <ColorInput
            size="xs"
            label="Colour"
            format="hex"
            eyeDropperButtonProps={{ 'aria-label': 'Pick a colour from the screen' }}
            value={hexOf(recipe.fillValue)}
            onChange={(hex) => {
              const fillValue = levelsOf(hex)
              if (fillValue !== undefined) edit((now) => ({ ...now, fillValue }), 'fillValue')
            }}
          />
        )}
        <Select
          label="Interpolation"
          data={interpolations.map((value) => ({ value, label: interpolationWords[value] }))}
          value={recipe.interpolation}
          onChange={(interpolation) => {
            if (interpolation !== null) edit((now) => ({ ...now, interpolation }))
          }}
        />
      </SimpleGrid>
      <Group gap="xs" mt="sm">
        <Button size="compact-xs" variant="default" onClick={() => setDialog('keras')}>
          From Keras…
        </Button>
        <Button size="compact-xs" variant="default" onClick={() => setDialog('json')}>
          As JSON…
        </Button>
      </Group>
      {dialog === 'keras' && <KerasDialog onClose={() => setDialog(null)} onRecipe={replace} />}
      {dialog === 'json' && <JsonDialog recipe={recipe} onClose={() => setDialog(null)} onRecipe={replace} />}
    </section>
  )
}
