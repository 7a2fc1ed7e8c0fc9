import { CloseButton, SegmentedControl, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useDeferredValue, useMemo, useRef, useState } from 'react'
import type { MarkKind } from '../../shared/policy/labelKinds.ts'
import type { Limits } from '../../shared/policy/profile.ts'
import { judgeTransform } from '../../shared/policy/verdict.ts'
import type { Recipe } from '../../shared/recipe/schema.ts'
import { transforms } from '../../shared/transforms/index.ts'
import { type TransformGroup, transformGroups, type TransformSpec } from '../../shared/transforms/spec.ts'
import { useShortcut } from '../shortcuts/useShortcut.ts'
import {
  isFound,
  limitsFor,
  type ListFilter,
  missingAnnotation,
  overrideOf,
  passesFilter,
  usedSteps
} from './form.ts'
import classes from './Recipe.module.css'
import { TransformGroupPanel } from './TransformGroupPanel.tsx'
import type { RowModel } from './TransformRow.tsx'
import type { Edit } from './useDraft.ts'

interface TransformListProps {
  readonly recipe: Recipe
  readonly limits: Limits
  readonly edit: Edit
  /** Kinds of marks that the pictures have. */
  readonly marks: readonly MarkKind[]
}

const filters: readonly { readonly value: ListFilter; readonly label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'used', label: 'Used' },
  { value: 'allowed', label: 'Allowed' }
]

/** Judged once for every change of the limits or overrides, not for every move of a slider. */
function useJudged(limits: Limits, overrides: Recipe['overrides']) {
  return useMemo(() => {
    const specs: readonly TransformSpec[] = transforms
    return specs.map((spec) => {
      const own = limitsFor({ overrides }, spec, limits)
      return { spec, own, verdict: judgeTransform(spec, own), override: overrideOf({ overrides }, spec.id) }
    })
  }, [limits, overrides])
}

function toggled(open: ReadonlySet<TransformGroup>, group: TransformGroup): ReadonlySet<TransformGroup> {
  const next = new Set(open)
  if (!next.delete(group)) next.add(group)
  return next
}

/**
 * Every transform by its group, also the forbidden ones, each with what the domain says about it. What is on is always
 * shown; the rest of a group while it is open, or while something is searched for.
 */
export function TransformList({ recipe, limits, edit, marks }: TransformListProps) {
  const [open, setOpen] = useState<ReadonlySet<TransformGroup>>(() => new Set(['geometry']))
  const [search, setSearch] = useState('')
  const [filter, setFilter] = useState<ListFilter>('all')
  const field = useRef<HTMLInputElement | null>(null)
  // Why: the field takes letters at once; the rows, up to a hundred of them, follow.
  const wanted = useDeferredValue(search.trim())
  useShortcut('findTransform', () => field.current?.focus())
  const judged = useJudged(limits, recipe.overrides)
  const rows = judged.map((row): RowModel => ({
    ...row,
    used: usedSteps(recipe, row.spec.id),
    missing: missingAnnotation(row.spec, marks)
  }))
  const shown = rows.filter(
    ({ spec, verdict, used, missing }) =>
      passesFilter(filter, { missing, verdict, isUsed: used.length > 0 }) && isFound(spec, wanted)
  )
  return (
    <>
      <div className={classes['find']} role="search" aria-label="Transforms">
        <TextInput
          ref={field}
          flex={1}
          aria-label="Find a transform"
          placeholder="Find a transform (/)"
          leftSection={<IconSearch size={14} aria-hidden />}
          rightSection={
            search !== '' && (
              <CloseButton size="sm" aria-label="Clear the search" onClick={() => setSearch('')} />
            )
          }
          value={search}
          onChange={({ currentTarget }) => setSearch(currentTarget.value)}
          onKeyDown={({ key }) => {
            if (key === 'Escape') setSearch('')
          }}
        />
        <SegmentedControl
          size="xs"
          aria-label="Which transforms"
          data={[...filters]}
          value={filter}
          onChange={setFilter}
        />
      </div>
      {shown.length === 0 && (
        <p className={classes['nothing']}>No transform fits. Search for another word.</p>
      )}
      {transformGroups.map((group) => (
        <TransformGroupPanel
          key={group}
          group={group}
          rows={shown.filter(({ spec }) => spec.group === group)}
          isOpen={wanted !== '' || filter === 'used' || open.has(group)}
          onToggle={() => setOpen((now) => toggled(now, group))}
          edit={edit}
        />
      ))}
    </>
  )
}
