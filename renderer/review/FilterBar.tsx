import { Button, Chip, Group, Progress, SegmentedControl, Select, Slider, Text } from '@mantine/core'
import { IconPhoto, IconRefresh } from '@tabler/icons-react'
import type { WorkspaceStatus } from '../../shared/api/contract.ts'
import type { VariantFilter, VariantStatus } from '../../shared/api/types.ts'
import { transforms } from '../../shared/transforms/index.ts'
import { MarksSwitch } from '../marks/MarksSwitch.tsx'
import classes from './Review.module.css'

interface FilterBarProps {
  readonly status: WorkspaceStatus
  readonly filter: VariantFilter
  /** Variants that were decided since the filter was applied and that it may no longer name. */
  readonly stale: number
  readonly tileSize: number
  readonly onFilter: (filter: VariantFilter) => void
  readonly onTileSize: (size: number) => void
}

/** Why empty: no class and no transform can be called so. */
const any = ''
const anyStatus = 'any'
const number = (value: number): string => value.toLocaleString('en')

function withField(filter: VariantFilter, field: keyof VariantFilter, value: string | null): VariantFilter {
  const others = Object.fromEntries(Object.entries(filter).filter(([name]) => name !== field))
  return value === null || value === any ? others : { ...others, [field]: value }
}

function LeftToReview({ status: { variants } }: { readonly status: WorkspaceStatus }) {
  const total = variants.accepted + variants.rejected + variants.pending
  return (
    <div className={classes['left']}>
      <Text size="xs" className="numbers" id="left-to-review">
        {number(variants.pending)} of {number(total)} left to review
      </Text>
      <Progress.Root size="sm">
        <Progress.Section
          value={(variants.accepted / total) * 100}
          color="leaf"
          aria-label={`${number(variants.accepted)} accepted`}
        />
        <Progress.Section
          value={(variants.rejected / total) * 100}
          color="red.7"
          aria-label={`${number(variants.rejected)} rejected`}
        />
      </Progress.Root>
    </div>
  )
}

/** What is shown, how large, and how much is left. */
export function FilterBar({ status, filter, stale, tileSize, onFilter, onTileSize }: FilterBarProps) {
  const { pending, accepted, rejected } = status.variants
  const statuses: readonly { readonly value: VariantStatus | typeof anyStatus; readonly label: string }[] = [
    { value: anyStatus, label: 'All' },
    { value: 'pending', label: `Undecided ${number(pending)}` },
    { value: 'accepted', label: `Accepted ${number(accepted)}` },
    { value: 'rejected', label: `Rejected ${number(rejected)}` }
  ]
  return (
    <Group className={classes['filters']} gap="xs">
      <SegmentedControl
        size="xs"
        aria-label="Status"
        data={[...statuses]}
        value={filter.status ?? anyStatus}
        onChange={(value) => onFilter(withField(filter, 'status', value === anyStatus ? null : value))}
      />
      {stale > 0 && (
        <Button
          size="compact-xs"
          variant="light"
          leftSection={<IconRefresh size={14} />}
          onClick={() => onFilter(filter)}
        >
          Hide what was decided
        </Button>
      )}
      <Select
        w={150}
        searchable
        aria-label="Class"
        data={[
          { value: any, label: 'All classes' },
          ...status.classes.map(({ name }) => ({ value: name, label: name }))
        ]}
        value={filter.className ?? any}
        onChange={(value) => onFilter(withField(filter, 'className', value))}
      />
      <Select
        w={150}
        searchable
        aria-label="Transform"
        data={[
          { value: any, label: 'All transforms' },
          ...transforms.map(({ id, title }) => ({ value: id, label: title }))
        ]}
        value={filter.transform ?? any}
        onChange={(value) => onFilter(withField(filter, 'transform', value))}
      />
      {status.hasMarks && (
        <Chip
          size="xs"
          variant="light"
          checked={filter.lost !== undefined}
          onChange={(isOn) => onFilter(withField(filter, 'lost', isOn ? 'most' : null))}
        >
          Objects lost
        </Chip>
      )}
      <MarksSwitch />
      <Group gap={6} wrap="nowrap">
        <IconPhoto size={14} aria-hidden />
        <Slider
          w={90}
          size="sm"
          min={64}
          max={320}
          step={8}
          label={null}
          thumbLabel="Size of the pictures"
          thumbValueText={(size) => `${size} pixels`}
          value={tileSize}
          onChange={onTileSize}
        />
      </Group>
      <LeftToReview status={status} />
    </Group>
  )
}
