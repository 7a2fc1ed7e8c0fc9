import { Grid, SegmentedControl, Select, Text } from '@mantine/core'
import type { ChoiceSpec } from '../../shared/transforms/spec.ts'

interface ChoiceProps {
  readonly choice: ChoiceSpec
  readonly value: string
  /** Title of the transform, for the spoken name. */
  readonly title: string
  readonly onChange: (value: string) => void
}

/** As many letters as fit side by side beside the name of the choice. */
const widestRow = 26

/** A setting from a list: side by side where the names are short, else a list that opens. */
export function Choice({ choice, value, title, onChange }: ChoiceProps) {
  const data = choice.values.map(({ id, title: name }) => ({ value: id, label: name }))
  const letters = data.reduce((sum, { label }) => sum + label.length + 3, 0)
  const name = `${title}: ${choice.title}`
  return (
    <Grid gap="xs" align="center">
      <Grid.Col span={3}>
        <Text size="xs">{choice.title}</Text>
      </Grid.Col>
      <Grid.Col span={9}>
        {letters <= widestRow ? (
          <SegmentedControl size="xs" aria-label={name} data={data} value={value} onChange={onChange} />
        ) : (
          <Select
            aria-label={name}
            data={data}
            value={value}
            onChange={(next) => {
              if (next !== null) onChange(next)
            }}
          />
        )}
      </Grid.Col>
    </Grid>
  )
}
