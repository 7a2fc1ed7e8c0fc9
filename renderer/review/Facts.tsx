import { Code, Text } from '@mantine/core'
import type { VariantRow } from '../../shared/api/types.ts'
import { StepList } from '../components/StepList.tsx'
import { formatValue } from '../components/stepWords.ts'

/** What was drawn for a variant: its steps in words, what they do together, and the matrix. */
export function Facts({ variant }: { readonly variant: VariantRow }) {
  const rows = variant.matrix
    .map((row) => row.map((value) => value.toFixed(4).padStart(10)).join(' '))
    .join('\n')
  return (
    <div style={{ flex: 1, minWidth: 0 }}>
      <StepList steps={variant.parameters} />
      <Text size="xs" c="dimmed" mt={4}>
        Together: turned by {formatValue(variant.rotationDeg, '°', 1)}
        {variant.isMirrored ? ', mirrored' : ''}
      </Text>
      <details>
        <summary style={{ fontSize: 'var(--mantine-font-size-xs)' }}>
          Matrix from variant to source pixels
        </summary>
        <Code block fz="xs">
          {rows}
        </Code>
      </details>
    </div>
  )
}
