import { Button, Switch } from '@mantine/core'
import { IconBan, IconRulerMeasure } from '@tabler/icons-react'
import { memo, useState } from 'react'
import type { Limits } from '../../shared/policy/profile.ts'
import type { Verdict } from '../../shared/policy/verdict.ts'
import type { TransformSpec } from '../../shared/transforms/spec.ts'
import { transformPicture } from '../components/pictures.ts'
import { newStep, type UsedStep, withOverride, withoutStep, withStep } from './form.ts'
import { OverrideDialog } from './OverrideDialog.tsx'
import { OverrideNote } from './OverrideNote.tsx'
import classes from './Recipe.module.css'
import { StepForm } from './StepForm.tsx'
import type { Edit } from './useDraft.ts'

/** What a row shows of a transform. */
export interface RowModel {
  readonly spec: TransformSpec
  /** The limits under which it is judged: lifted where somebody overrode them. */
  readonly own: Limits
  readonly verdict: Verdict
  readonly override: string | undefined
  readonly used: readonly UsedStep[]
  /** Why it cannot be used whatever the domain says. */
  readonly missing: string | undefined
}

interface TransformRowProps extends RowModel {
  readonly edit: Edit
}

interface ReasonProps {
  readonly verdict: Verdict
  readonly isOn: boolean
  /** Why it cannot be used whatever the domain says. */
  readonly missing: string | undefined
}

function Reason({ verdict: { verdict, reason }, isOn, missing }: ReasonProps) {
  if (verdict === 'allowed' && missing === undefined) return null
  const isForbidden = verdict === 'forbidden' || missing !== undefined
  const claim = missing === undefined ? (isForbidden ? 'Forbidden here.' : 'Limited here.') : 'Not possible.'
  return (
    <p className={classes['reason']} data-verdict={isForbidden ? 'forbidden' : verdict}>
      {isForbidden ? <IconBan size={14} aria-hidden /> : <IconRulerMeasure size={14} aria-hidden />}
      <span>
        <strong>{claim}</strong> {missing ?? reason}
        {isForbidden && isOn && ' It is left out when variants are drawn.'}
      </span>
    </p>
  )
}

/** Why: a slider of one row moves many times a second, and the other rows need not follow. */
function isSameRow(a: TransformRowProps, b: TransformRowProps): boolean {
  const isSameStep = ({ step, index }: UsedStep, at: number): boolean =>
    b.used[at]?.step === step && b.used[at].index === index
  return (
    a.spec === b.spec &&
    a.own === b.own &&
    a.verdict === b.verdict &&
    a.override === b.override &&
    a.missing === b.missing &&
    a.edit === b.edit &&
    a.used.length === b.used.length &&
    a.used.every(isSameStep)
  )
}

/** One transform: what it does, what the domain says, and while it is on, its controls. */
export const TransformRow = memo(function TransformRow(props: TransformRowProps) {
  const { spec, own, verdict, override, used, missing, edit } = props
  const [isAsking, setIsAsking] = useState(false)
  const isOn = used.length > 0
  const cannotStart = verdict.verdict === 'forbidden' || missing !== undefined
  const turn = (on: boolean): void =>
    edit((now) => ({
      ...now,
      steps: on
        ? [...now.steps, newStep(spec, own)]
        : now.steps.filter(({ transform }) => transform !== spec.id)
    }))
  return (
    <div className={classes['row']} role="group" aria-label={spec.title}>
      <div className={classes['rowHead']}>
        <img
          className={classes['rowPicture']}
          src={transformPicture(spec.id)}
          alt=""
          loading="lazy"
          data-muted={(cannotStart && !isOn) || undefined}
        />
        <div className={classes['rowText']}>
          <p className={classes['rowTitle']}>{spec.title}</p>
          <p className={classes['rowHelp']}>{spec.help}</p>
          <Reason verdict={verdict} isOn={isOn} missing={missing} />
          {override !== undefined && (
            <OverrideNote
              reason={override}
              onRemove={() => edit((now) => withOverride(now, spec.id, null))}
            />
          )}
        </div>
        {override === undefined && verdict.verdict !== 'allowed' && missing === undefined && (
          <Button size="compact-xs" variant="default" onClick={() => setIsAsking(true)}>
            Override…<span className="spoken"> {spec.title}</span>
          </Button>
        )}
        <Switch
          aria-label={spec.title}
          checked={isOn}
          disabled={cannotStart && !isOn}
          onChange={({ currentTarget }) => turn(currentTarget.checked)}
        />
      </div>
      {used.map(({ step, index }) => (
        <StepForm
          key={index}
          spec={spec}
          step={step}
          limits={own}
          onChange={(next, tag) => edit((now) => withStep(now, index, next), `${index} ${tag}`)}
          {...(used.length > 1 ? { onRemove: () => edit((now) => withoutStep(now, index)) } : {})}
        />
      ))}
      {isAsking && (
        <OverrideDialog
          spec={spec}
          verdict={verdict}
          onClose={() => setIsAsking(false)}
          onOverride={(reason) => {
            setIsAsking(false)
            edit((now) => withOverride(now, spec.id, reason))
          }}
        />
      )}
    </div>
  )
}, isSameRow)
