import { Grid, Group, NumberInput, RangeSlider, Text } from '@mantine/core'
import type { Range } from '../../shared/recipe/schema.ts'
import type { ParameterSpec } from '../../shared/transforms/spec.ts'
import { decimalsOf, displayScale, formatValue } from '../components/stepWords.ts'
import { grainOf, intersect, onGrid, trackInterval } from './form.ts'
import classes from './Recipe.module.css'

interface RangeControlProps {
  readonly parameter: ParameterSpec
  /** Title of the transform, for the spoken names. */
  readonly title: string
  readonly asked: Range
  readonly allowed: Range
  readonly onChange: (range: Range) => void
}

function Blocked({ from, to }: { readonly from: number; readonly to: number }) {
  if (to - from < 0.001) return null
  return (
    <span
      className={classes['blocked']}
      style={{ left: `${from * 100}%`, width: `${(to - from) * 100}%` }}
      aria-hidden
    />
  )
}

interface EndProps {
  readonly label: string
  readonly value: number
  readonly bounds: Range
  readonly parameter: ParameterSpec
  readonly onChange: (value: number) => void
}

function End({ label, value, bounds, parameter, onChange }: EndProps) {
  const { unit } = parameter
  const step = grainOf(parameter)
  const scale = displayScale(unit)
  const decimals = decimalsOf(step, unit)
  const shown = (inner: number): number => Number((inner * scale).toFixed(decimals))
  return (
    <NumberInput
      aria-label={label}
      hideControls
      flex={1}
      miw={0}
      styles={{ input: { paddingInline: 6, textAlign: 'right' } }}
      value={shown(value)}
      min={shown(bounds[0])}
      max={shown(bounds[1])}
      step={step * scale}
      decimalScale={decimals}
      clampBehavior="blur"
      onChange={(next) => {
        if (typeof next !== 'number') return
        const inner = Math.min(Math.max(next / scale, bounds[0]), bounds[1])
        if (inner !== value) onChange(inner)
      }}
    />
  )
}

/** An interval of a parameter: a slider that ends where the domain ends, with what lies beyond it shaded. */
export function RangeControl({ parameter, title, asked, allowed, onChange }: RangeControlProps) {
  const grain = grainOf(parameter)
  const reachable = onGrid(allowed, grain)
  const value = intersect(asked, reachable)
  const track = trackInterval(parameter, allowed, asked)
  const share = (at: number): number => (at - track[0]) / (track[1] - track[0])
  const isCut = value[0] !== asked[0] || value[1] !== asked[1]
  const say = (at: number): string => formatValue(at, parameter.unit, decimalsOf(grain, parameter.unit))
  const bounds: Range = [Math.max(reachable[0], track[0]), Math.min(reachable[1], track[1])]
  const name = `${title}: ${parameter.title}`
  return (
    <Grid gap="xs" align="center">
      <Grid.Col span={3}>
        <Text size="xs">
          {parameter.title}
          {parameter.unit !== '' && ` (${parameter.unit})`}
        </Text>
      </Grid.Col>
      <Grid.Col span={6}>
        <div className={classes['track']}>
          <Blocked from={0} to={share(bounds[0])} />
          <Blocked from={share(bounds[1])} to={1} />
          <RangeSlider
            size="sm"
            domain={[...track]}
            min={bounds[0]}
            max={bounds[1]}
            step={grain}
            minRange={0}
            value={[...value]}
            label={say}
            thumbFromLabel={`${name}, lowest`}
            thumbToLabel={`${name}, highest`}
            thumbValueText={say}
            onChange={([low, high]) => onChange(intersect([low, high], bounds))}
          />
        </div>
      </Grid.Col>
      <Grid.Col span={3}>
        <Group gap={4} wrap="nowrap">
          <End
            label={`${name}, lowest`}
            value={value[0]}
            bounds={[reachable[0], value[1]]}
            parameter={parameter}
            onChange={(low) => onChange([low, value[1]])}
          />
          <End
            label={`${name}, highest`}
            value={value[1]}
            bounds={[value[0], reachable[1]]}
            parameter={parameter}
            onChange={(high) => onChange([value[0], high])}
          />
        </Group>
      </Grid.Col>
      {isCut && (
        <Grid.Col span={12} pt={0}>
          <Text size="xs" c="var(--limited)">
            The recipe asks for {say(asked[0])} to {say(asked[1])}; the domain cuts it to {say(value[0])} to{' '}
            {say(value[1])}.
          </Text>
        </Grid.Col>
      )}
    </Grid>
  )
}
