import { ActionIcon, Badge, Button, Group, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import type { Limits } from '../../shared/policy/profile.ts'
import type { Recipe } from '../../shared/recipe/schema.ts'
import { transformSpec } from '../../shared/transforms/index.ts'
import { announce } from '../client/notices.ts'
import { gentleSteps, withMovedStep } from './form.ts'
import type { Edit } from './useDraft.ts'
import classes from './Recipe.module.css'

interface StepOrderProps {
  readonly recipe: Recipe
  readonly limits: Limits
  readonly edit: Edit
}

function NoSteps({ limits, edit }: Omit<StepOrderProps, 'recipe'>) {
  return (
    <Group className={classes['panel']} justify="space-between" gap="xs">
      <Text size="sm">No steps yet: switch on transforms below, or</Text>
      <Button size="xs" onClick={() => edit((now) => ({ ...now, steps: gentleSteps(limits) }))}>
        Begin with gentle changes
      </Button>
    </Group>
  )
}

/** Whether two lists look alike: their parameters are shown elsewhere. */
export function isSameOrder(a: StepOrderProps, b: StepOrderProps): boolean {
  const { steps } = b.recipe
  return (
    a.limits === b.limits &&
    a.edit === b.edit &&
    a.recipe.steps.length === steps.length &&
    a.recipe.steps.every(({ transform }, index) => transform === steps[index]?.transform)
  )
}

/** The steps in the order in which they are applied, with buttons that move them. */
export function StepOrder({ recipe, limits, edit }: StepOrderProps) {
  if (recipe.steps.length === 0) return <NoSteps limits={limits} edit={edit} />
  const move = (index: number, by: -1 | 1, title: string): void => {
    edit((now) => withMovedStep(now, index, by))
    announce(`${title} is now step ${index + by + 1}`)
  }
  return (
    <section className={classes['panel']} aria-label="Order of the steps">
      <Text size="xs" c="dimmed" mb={4}>
        Applied in this order
      </Text>
      <Group gap={6} component="ol" m={0} p={0} style={{ listStyle: 'none' }}>
        {recipe.steps.map((step, index) => {
          const title = transformSpec(step.transform)?.title ?? step.transform
          return (
            <Badge
              key={`${step.transform} ${index}`}
              component="li"
              variant="default"
              size="lg"
              tt="none"
              fw={500}
              px={4}
              leftSection={
                <ActionIcon
                  size="sm"
                  variant="subtle"
                  color="gray"
                  disabled={index === 0}
                  aria-label={`Move ${title} earlier`}
                  onClick={() => move(index, -1, title)}
                >
                  <IconChevronLeft size={14} />
                </ActionIcon>
              }
              rightSection={
                <ActionIcon
                  size="sm"
                  variant="subtle"
                  color="gray"
                  disabled={index === recipe.steps.length - 1}
                  aria-label={`Move ${title} later`}
                  onClick={() => move(index, 1, title)}
                >
                  <IconChevronRight size={14} />
                </ActionIcon>
              }
            >
              {index + 1} {title}
            </Badge>
          )
        })}
      </Group>
    </section>
  )
}
