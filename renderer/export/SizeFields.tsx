import { Group, NumberInput, Switch } from '@mantine/core'
import type { ExportOptions } from '../../shared/api/types.ts'

interface SizeFieldsProps {
  readonly size: ExportOptions['size']
  readonly onChange: (size: ExportOptions['size']) => void
}

const usual = { width: 224, height: 224 } as const
const largest = 16_384

/** The size of every exported picture; each keeps its own while it is off. */
export function SizeFields({ size, onChange }: SizeFieldsProps) {
  return (
    <div>
      <Switch
        label="Bring all pictures to one size"
        checked={size !== null}
        onChange={({ currentTarget }) => onChange(currentTarget.checked ? usual : null)}
      />
      {size !== null && (
        <Group gap="xs" mt={6} grow>
          {(['width', 'height'] as const).map((side) => (
            <NumberInput
              key={side}
              label={side === 'width' ? 'Width (px)' : 'Height (px)'}
              min={1}
              max={largest}
              allowDecimal={false}
              value={size[side]}
              onChange={(value) => {
                if (typeof value === 'number' && value >= 1 && value <= largest)
                  onChange({ ...size, [side]: value })
              }}
            />
          ))}
        </Group>
      )}
    </div>
  )
}
