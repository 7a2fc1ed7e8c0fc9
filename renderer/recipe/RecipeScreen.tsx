import { Loader, Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { memo, useCallback, useMemo, useRef, useState } from 'react'
import type { WorkspaceStatus } from '../../shared/api/contract.ts'
import type { MarkKind } from '../../shared/policy/labelKinds.ts'
import { effectiveLimits, type Subject } from '../../shared/policy/limits.ts'
import type { ClassCount } from '../../shared/api/types.ts'
import { type DomainProfile, sameLabel } from '../../shared/policy/profile.ts'
import type { Recipe } from '../../shared/recipe/schema.ts'
import { useProfiles } from '../client/profiles.ts'
import { ErrorNote } from '../components/ErrorNote.tsx'
import type { StepId } from '../shell/steps.ts'
import { CompositionBanner } from './CompositionBanner.tsx'
import { DomainSection } from './DomainSection.tsx'
import { DrawBar } from './DrawBar.tsx'
import { type DrawAhead, Figure } from './Figure.tsx'
import classes from './Recipe.module.css'
import { RecipeSettings } from './RecipeSettings.tsx'
import { isSameOrder, StepOrder } from './StepOrder.tsx'
import { TransformList } from './TransformList.tsx'
import { useDraft } from './useDraft.ts'

interface RecipeScreenProps {
  readonly status: WorkspaceStatus
  readonly onGo: (step: StepId) => void
}

/** Names the classes of this set that bear less than the domain; undefined when there are none. */
function strictWords(profile: DomainProfile, present: readonly ClassCount[]): string | undefined {
  const ruled = profile.classRules.flatMap(({ classes }) => classes)
  const strict = present
    .filter(({ name }) => ruled.some((other) => sameLabel(name, other)))
    .map(({ name }) => name)
  return strict.length === 0
    ? undefined
    : `Stricter limits hold for ${strict.join(', ')}; choose one to see them.`
}

/** Why empty: no class can be called so. */
const allClasses = ''

interface ClassSelectProps {
  readonly profile: DomainProfile
  readonly present: readonly ClassCount[]
  /** Undefined: all of them. */
  readonly chosen: string | undefined
  readonly onChoose: (name: string | undefined) => void
}

function ClassSelect({ profile, present, chosen, onChoose }: ClassSelectProps) {
  return (
    <Select
      label="Judge and show for"
      description={strictWords(profile, present)}
      searchable
      data={[
        { value: allClasses, label: 'All classes' },
        ...present.map(({ name }) => ({ value: name, label: name }))
      ]}
      value={chosen ?? allClasses}
      onChange={(value) => onChoose(value === allClasses || value === null ? undefined : value)}
    />
  )
}

/** Why memo: a running job changes the counts several times a second, and the many sliders need not follow that. */
const Steps = memo(TransformList)
const Domain = memo(DomainSection)
const Classes = memo(ClassSelect)
const Composition = memo(CompositionBanner)
const Drawing = memo(DrawBar)
const Order = memo(StepOrder, isSameOrder)
const Settings = memo(RecipeSettings)
const LiveFigure = memo(Figure)

/** The same list for as long as it holds the same. Why: a status comes with a new one every time. */
function useSame(kinds: readonly MarkKind[]): readonly MarkKind[] {
  const text = kinds.join(' ')
  return useMemo(() => text.split(' ').filter((kind) => kind !== '') as MarkKind[], [text])
}

const nothingAhead: DrawAhead = () => undefined

/** Unit: milliseconds. */
const settleMs = 120

/** Second step: what the pictures show, which changes they may undergo, and how that looks. */
export function RecipeScreen({ status, onGo }: RecipeScreenProps) {
  const ahead = useRef<DrawAhead>(nothingAhead)
  const { recipe, edit, latestRecipe } = useDraft(
    status.recipe,
    useCallback((next: Recipe) => ahead.current(next), [])
  )
  // Why: the slider and the figure come first; the verdict on the whole, which tries hundreds of draws, follows.
  const [settled] = useDebouncedValue(recipe, settleMs)
  // Why: what is typed into the settings must stand there at once.
  const forSettings = recipe.steps === settled.steps ? recipe : settled
  const { data: profiles, error } = useProfiles()
  const [className, setClassName] = useState<string | undefined>(undefined)
  const profile = profiles?.find(({ id }) => id === status.profileId) ?? profiles?.[0]
  const marks = useSame(status.marks)
  const subject = useMemo(
    (): Subject => ({
      classNames: className === undefined ? [] : [className],
      labelKinds: ['class', ...marks]
    }),
    [className, marks]
  )
  const limits = useMemo(
    () => (profile === undefined ? undefined : effectiveLimits(profile, subject)),
    [profile, subject]
  )
  if (error !== null) return <ErrorNote error={error} />
  if (profiles === undefined || profile === undefined || limits === undefined)
    return <Loader m="xl" size="sm" aria-label="Loading" />
  return (
    <div className={classes['screen']}>
      <section className={classes['left']} aria-label="Recipe">
        <Domain profiles={profiles} profile={profile} status={status} />
        <Classes profile={profile} present={status.classes} chosen={className} onChoose={setClassName} />
        <Composition recipe={settled} profile={profile} subject={subject} />
        <Order recipe={recipe} limits={limits} edit={edit} />
        <Steps recipe={recipe} limits={limits} edit={edit} marks={marks} />
        <Settings recipe={forSettings} edit={edit} />
      </section>
      <section className={classes['right']} aria-label="Figure and drawing">
        <LiveFigure ahead={ahead} recipe={recipe} profileId={profile.id} className={className} />
        <Drawing
          latestRecipe={latestRecipe}
          isEmpty={recipe.steps.length === 0}
          profileId={profile.id}
          status={status}
          onGo={onGo}
        />
      </section>
    </div>
  )
}
