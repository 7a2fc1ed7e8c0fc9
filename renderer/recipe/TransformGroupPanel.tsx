import { Title, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { groupTitles } from '../../shared/docs/groupTitles.ts'
import type { TransformGroup } from '../../shared/transforms/spec.ts'
import classes from './Recipe.module.css'
import { type RowModel, TransformRow } from './TransformRow.tsx'
import type { Edit } from './useDraft.ts'

interface TransformGroupPanelProps {
  readonly group: TransformGroup
  readonly rows: readonly RowModel[]
  readonly isOpen: boolean
  readonly onToggle: () => void
  readonly edit: Edit
}

/** A group of transforms: what is on stays in sight, the rest is made only while the group is open. */
export function TransformGroupPanel({ group, rows, isOpen, onToggle, edit }: TransformGroupPanelProps) {
  if (rows.length === 0) return null
  const on = rows.filter(({ used }) => used.length > 0)
  const shown = isOpen ? [...on, ...rows.filter(({ used }) => used.length === 0)] : on
  const Chevron = isOpen ? IconChevronDown : IconChevronRight
  return (
    <section className={classes['panel']} aria-labelledby={`group-${group}`}>
      <Title order={2} size="h3" id={`group-${group}`}>
        <UnstyledButton className={classes['groupButton']} aria-expanded={isOpen} onClick={onToggle}>
          <Chevron size={16} aria-hidden />
          <span>{groupTitles[group]}</span>
          <span className={classes['groupCount']}>
            {rows.length}
            {on.length > 0 && `, ${on.length} on`}
          </span>
        </UnstyledButton>
      </Title>
      {shown.map((row) => (
        <TransformRow key={row.spec.id} {...row} edit={edit} />
      ))}
    </section>
  )
}
