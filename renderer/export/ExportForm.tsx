import { Checkbox, NumberInput, Radio, Select, Stack, Switch } from '@mantine/core'
import type { WorkspaceStatus } from '../../shared/api/contract.ts'
import { exportImages, type ExportOptions } from '../../shared/api/types.ts'
import { FormatFields } from './FormatFields.tsx'
import { arrayFormats } from './formats.ts'
import { NormalisationFields } from './NormalisationFields.tsx'
import { SizeFields } from './SizeFields.tsx'
import { SplitFields } from './SplitFields.tsx'

const imageWords: Readonly<Record<ExportOptions['image'], string>> = {
  auto: 'As the source (JPEG stays JPEG, else PNG)',
  jpeg: 'JPEG',
  png: 'PNG, without loss',
  webp: 'WebP'
}

interface ExportFormProps {
  readonly options: ExportOptions
  readonly status: WorkspaceStatus
  readonly onChange: (options: ExportOptions) => void
}

/** Every option of an export. */
export function ExportForm({ options, status, onChange }: ExportFormProps) {
  const set = (changed: Partial<ExportOptions>): void => onChange({ ...options, ...changed })
  const { accepted, pending } = status.variants
  const isArrays = arrayFormats.has(options.format)
  return (
    <Stack gap="md">
      <FormatFields options={options} onChange={set} />
      <Radio.Group
        size="xs"
        label="Variants"
        value={options.include}
        onChange={(include) => set({ include: include === 'pending' ? 'pending' : 'accepted' })}
      >
        <Stack gap={6} mt={4}>
          <Radio size="xs" value="accepted" label={`Accepted only (${accepted.toLocaleString('en')})`} />
          <Radio
            size="xs"
            value="pending"
            label={`Accepted and undecided (${(accepted + pending).toLocaleString('en')})`}
          />
        </Stack>
      </Radio.Group>
      <Checkbox
        size="xs"
        label={`Originals too (${status.sources.toLocaleString('en')})`}
        checked={options.originals}
        onChange={({ currentTarget }) => set({ originals: currentTarget.checked })}
      />
      <SplitFields split={options.split} status={status} onChange={(split) => set({ split })} />
      <Switch
        label="Variants in train only"
        description="Validation and test then hold unchanged pictures."
        checked={options.variantsIn === 'train'}
        onChange={({ currentTarget }) => set({ variantsIn: currentTarget.checked ? 'train' : 'all' })}
      />
      <SizeFields size={options.size} onChange={(size) => set({ size })} />
      {options.format !== 'idx' && (
        <NormalisationFields
          isForArrays={options.format === 'npz'}
          value={options.normalisation}
          onChange={(normalisation) => set({ normalisation })}
        />
      )}
      {!isArrays && (
        <Select
          label="Image format"
          data={exportImages.map((value) => ({ value, label: imageWords[value] }))}
          value={options.image}
          onChange={(image) => {
            if (image !== null) set({ image })
          }}
        />
      )}
      {!isArrays && options.image !== 'png' && (
        <NumberInput
          label="Quality"
          description="Of JPEG and WebP, 1 to 100"
          min={1}
          max={100}
          allowDecimal={false}
          value={options.quality}
          onChange={(quality) => {
            if (typeof quality === 'number' && quality >= 1) set({ quality })
          }}
        />
      )}
    </Stack>
  )
}
