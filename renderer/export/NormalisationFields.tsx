import { Checkbox, NumberInput, Stack, Switch, Text } from '@mantine/core'
import { type Normalisation, plainNormalisation } from '../../shared/normalisation.ts'

const flags: readonly (readonly [keyof Normalisation, string])[] = [
  ['samplewiseCentre', 'Centre every picture'],
  ['samplewiseStandardise', 'Standardise every picture'],
  ['featurewiseCentre', 'Centre by the training set'],
  ['featurewiseStandardise', 'Standardise by the training set'],
  ['zcaWhitening', 'ZCA whitening (small pictures only)']
]

interface NormalisationFieldsProps {
  readonly isForArrays: boolean
  readonly value: Normalisation | null
  readonly onChange: (value: Normalisation | null) => void
}

/** Normalisation of arrays as Keras defines it; for pictures only the statistics of the training set are written. */
export function NormalisationFields({ isForArrays, value, onChange }: NormalisationFieldsProps) {
  if (!isForArrays) {
    return (
      <Switch
        label="Statistics file"
        description="Mean and standard deviation of the training set; the pictures keep their levels."
        checked={value !== null}
        onChange={({ currentTarget }) => onChange(currentTarget.checked ? plainNormalisation : null)}
      />
    )
  }
  const now = value ?? plainNormalisation
  return (
    <Stack gap={6} role="group" aria-label="Normalisation">
      <Text size="sm" fw={500}>
        Normalisation
      </Text>
      <Text size="xs" c="dimmed">
        As Keras does it. Without any, the arrays hold levels from 0 to 255.
      </Text>
      <Checkbox
        size="xs"
        label="Rescale to 0 .. 1"
        checked={now.rescale !== null}
        onChange={({ currentTarget }) =>
          onChange({ ...now, rescale: currentTarget.checked ? 1 / 255 : null })
        }
      />
      {flags.map(([name, label]) => (
        <Checkbox
          key={name}
          size="xs"
          label={label}
          checked={now[name] === true}
          onChange={({ currentTarget }) => onChange({ ...now, [name]: currentTarget.checked })}
        />
      ))}
      {now.zcaWhitening && (
        <NumberInput
          label="Whitening epsilon"
          min={1e-9}
          step={1e-6}
          decimalScale={9}
          value={now.zcaEpsilon}
          onChange={(zcaEpsilon) => {
            if (typeof zcaEpsilon === 'number' && zcaEpsilon > 0) onChange({ ...now, zcaEpsilon })
          }}
        />
      )}
    </Stack>
  )
}
