import { Button, Grid, Group, NumberInput, Slider, Stack, Text } from '@mantine/core'
import type { Limits } from '../../shared/policy/profile.ts'
import { allowedInterval } from '../../shared/policy/verdict.ts'
import { rangeOf, type RecipeStep } from '../../shared/recipe/schema.ts'
import type { OptionSpec, TransformSpec } from '../../shared/transforms/spec.ts'
import { Choice } from './Choice.tsx'
import { PolicyParts } from './PolicyParts.tsx'
import { RangeControl } from './RangeControl.tsx'
import { References } from './References.tsx'
import classes from './Recipe.module.css'

interface StepFormProps {
  readonly spec: TransformSpec
  readonly step: RecipeStep
  readonly limits: Limits
  /** `tag` names what was changed, so that one drag is one step for undo. */
  readonly onChange: (step: RecipeStep, tag: string) => void
  readonly onRemove?: () => void
}

function Probability({
  value,
  title,
  onChange
}: {
  readonly value: number
  readonly title: string
  readonly onChange: (value: number) => void
}) {
  return (
    <Grid gap="xs" align="center">
      <Grid.Col span={3}>
        <Text size="xs">Probability</Text>
      </Grid.Col>
      <Grid.Col span={6}>
        <Slider
          size="sm"
          min={0}
          max={1}
          step={0.05}
          value={value}
          label={null}
          thumbLabel={`${title}: probability`}
          thumbValueText={(share) => `${Math.round(share * 100)} %`}
          onChange={onChange}
        />
      </Grid.Col>
      <Grid.Col span={3}>
        <NumberInput
          aria-label={`${title}: probability in percent`}
          suffix=" %"
          min={0}
          max={100}
          value={Math.round(value * 1000) / 10}
          onChange={(percent) => {
            if (typeof percent === 'number') onChange(percent / 100)
          }}
        />
      </Grid.Col>
    </Grid>
  )
}

function Option({
  option,
  value,
  title,
  onChange
}: {
  readonly option: OptionSpec
  readonly value: number
  readonly title: string
  readonly onChange: (value: number) => void
}) {
  return (
    <Grid gap="xs" align="center">
      <Grid.Col span={9}>
        <Text size="xs">{option.title}</Text>
      </Grid.Col>
      <Grid.Col span={3}>
        <NumberInput
          aria-label={`${title}: ${option.title}`}
          min={option.min}
          max={option.max}
          step={option.step}
          value={value}
          onChange={(next) => {
            if (typeof next === 'number') onChange(next)
          }}
        />
      </Grid.Col>
    </Grid>
  )
}

/** The controls of one step, derived from its spec and from what the limits leave. */
export function StepForm({ spec, step, limits, onChange, onRemove }: StepFormProps) {
  const set = (name: string, value: RecipeStep[string]): void =>
    onChange({ ...step, [name]: value }, `${spec.id} ${name}`)
  return (
    <Stack gap={4} mt={6} className={classes['steps']}>
      {spec.parameters.map((parameter) => (
        <RangeControl
          key={parameter.id}
          parameter={parameter}
          title={spec.title}
          asked={rangeOf(step, parameter)}
          allowed={allowedInterval(parameter, limits).range}
          onChange={(range) => set(`${parameter.id}Range`, range)}
        />
      ))}
      {spec.options.map((option) => (
        <Option
          key={option.id}
          option={option}
          title={spec.title}
          value={Number(step[option.id] ?? option.default)}
          onChange={(value) => set(option.id, value)}
        />
      ))}
      {spec.choices?.map((choice) => (
        <Choice
          key={choice.id}
          choice={choice}
          value={String(step[choice.id] ?? choice.default)}
          title={spec.title}
          onChange={(value) => set(choice.id, value)}
        />
      ))}
      {spec.partners?.role === 'reference' && (
        <References
          step={step}
          title={spec.title}
          onChange={(next) => onChange(next, `${spec.id} references`)}
        />
      )}
      {spec.policy !== undefined && <PolicyParts step={step} limits={limits} />}
      <Probability
        value={step.probability}
        title={spec.title}
        onChange={(value) => set('probability', value)}
      />
      {onRemove !== undefined && (
        <Group justify="flex-end">
          <Button size="compact-xs" variant="default" onClick={onRemove}>
            Remove this step
          </Button>
        </Group>
      )}
    </Stack>
  )
}
