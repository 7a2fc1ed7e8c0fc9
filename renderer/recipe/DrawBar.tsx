import {
  Button,
  Checkbox,
  Group,
  NumberInput,
  SegmentedControl,
  Stack,
  Text,
  VisuallyHidden
} from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { useState } from 'react'
import type { WorkspaceStatus } from '../../shared/api/contract.ts'
import type { Recipe } from '../../shared/recipe/schema.ts'
import { useJobs } from '../client/jobs.ts'
import { isEnded, plural } from '../client/outcome.ts'
import { useDraw } from '../client/recipe.ts'
import type { StepId } from '../shell/steps.ts'
import { ClassForecasts } from './ClassForecasts.tsx'
import { forecastDraw } from './form.ts'
import classes from './Recipe.module.css'

interface DrawBarProps {
  /** Why asked for when it is needed: the bar looks the same while a slider moves. */
  readonly latestRecipe: () => Recipe
  readonly isEmpty: boolean
  readonly profileId: string
  readonly status: WorkspaceStatus
  readonly onGo: (step: StepId) => void
}

const longest = { copies: 10_000, balance: 10_000_000 } as const

/** How many variants, and the button that draws them. */
export function DrawBar({ latestRecipe, isEmpty, profileId, status, onGo }: DrawBarProps) {
  const [kind, setKind] = useState<'copies' | 'balance'>('copies')
  const [copies, setCopies] = useState(10)
  const [balance, setBalance] = useState(() => Math.max(1, ...status.classes.map(({ sources }) => sources)))
  const [replacePending, setReplacePending] = useState(true)
  const { mutate: draw, isPending } = useDraw()
  const { data: jobs = [] } = useJobs()
  const isDrawing = jobs.some((job) => job.kind === 'draw' && !isEnded(job))
  const amount = kind === 'copies' ? { copies } : { balance }
  const [showsClasses, setShowsClasses] = useState(false)
  const sizes = [...status.classes.map(({ sources }) => sources), status.unlabelled]
  const forecast = forecastDraw(amount, sizes)
  const total = status.variants.accepted + status.variants.rejected + status.variants.pending
  return (
    <div className={classes['panel']}>
      <Group gap="xs" align="center">
        <SegmentedControl
          size="xs"
          aria-label="How many variants"
          data={[
            { value: 'copies', label: 'Per source' },
            { value: 'balance', label: 'Balance classes' }
          ]}
          value={kind}
          onChange={setKind}
        />
        <NumberInput
          w={90}
          aria-label={kind === 'copies' ? 'Variants per source' : 'Variants per class'}
          min={1}
          max={longest[kind]}
          allowDecimal={false}
          value={kind === 'copies' ? copies : balance}
          onChange={(value) => {
            if (typeof value === 'number' && value >= 1) (kind === 'copies' ? setCopies : setBalance)(value)
          }}
        />
        <Text size="sm" aria-live="polite" className="numbers">
          {kind === 'copies' ? 'variants of each source' : 'variants of each class'}:{' '}
          {plural(forecast, 'variant')}
        </Text>
      </Group>
      <Group justify="space-between" mt="xs" gap="xs">
        <Stack gap={0}>
          <Checkbox
            size="xs"
            label="Replace undecided variants of other recipes"
            checked={replacePending}
            onChange={({ currentTarget }) => setReplacePending(currentTarget.checked)}
          />
        </Stack>
        <Group gap="xs">
          {total > 0 && (
            <Button size="xs" variant="default" onClick={() => onGo('review')}>
              Review
            </Button>
          )}
          <Button
            size="xs"
            leftSection={<IconPlayerPlay size={16} />}
            loading={isPending || isDrawing}
            disabled={forecast === 0 || isEmpty}
            onClick={() =>
              draw(
                { recipe: latestRecipe(), profileId, amount, replacePending },
                { onSuccess: () => onGo('review') }
              )
            }
          >
            Draw variants
          </Button>
        </Group>
      </Group>
      <Button
        size="compact-xs"
        variant="subtle"
        mt={4}
        aria-expanded={showsClasses}
        onClick={() => setShowsClasses(!showsClasses)}
      >
        {showsClasses ? 'Hide classes before and after' : 'Show classes before and after'}
      </Button>
      {showsClasses && (
        <ClassForecasts
          input={{ recipe: status.recipe, profileId, amount, replacePending }}
          isDrawing={isDrawing}
        />
      )}
      {isEmpty && (
        <Text size="xs" c="dimmed" mt={4}>
          Switch on at least one transform; without one every variant would equal its source.
        </Text>
      )}
      <VisuallyHidden aria-live="polite">{isDrawing ? 'Variants are being drawn' : ''}</VisuallyHidden>
    </div>
  )
}
