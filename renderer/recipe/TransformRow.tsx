import { Badge, Button, Group, Stack, Switch, Text } from '@mantine/core'
import { IconBan, IconLockOpen, IconRulerMeasure } from '@tabler/icons-react'
import { useState } from 'react'
import type { Limits } from '../../shared/policy/profile.ts'
import { judgeTransform, type Verdict } from '../../shared/policy/verdict.ts'
import type { Recipe } from '../../shared/recipe/schema.ts'
import type { TransformSpec } from '../../shared/transforms/spec.ts'
import { transformPicture } from '../components/pictures.ts'
import { limitsFor, newStep, overrideOf, withOverride, withoutStep, withStep } from './form.ts'
import { OverrideDialog } from './OverrideDialog.tsx'
import classes from './Recipe.module.css'
import { StepForm } from './StepForm.tsx'
import type { Edit } from './useDraft.ts'

interface TransformRowProps {
  readonly spec: TransformSpec
  readonly recipe: Recipe
  readonly limits: Limits
  readonly edit: Edit
}

function Reason({ verdict, isOn }: { readonly verdict: Verdict; readonly isOn: boolean }) {
  if (verdict.verdict === 'allowed') return null
  const isForbidden = verdict.verdict === 'forbidden'
  return (
    <Text component="p" m={0} className={classes['reason']} data-verdict={verdict.verdict}>
      {isForbidden ? <IconBan size={14} aria-hidden /> : <IconRulerMeasure size={14} aria-hidden />}
      <span>
        <strong>{isForbidden ? 'Forbidden here.' : 'Limited here.'}</strong> {verdict.reason}
        {isForbidden && isOn && ' It is left out when variants are drawn.'}
      </span>
    </Text>
  )
}

/** One transform: what it does, what the domain says, and while it is on, its controls. */
export function TransformRow({ spec, recipe, limits, edit }: TransformRowProps) {
  const [isAsking, setIsAsking] = useState(false)
  const override = overrideOf(recipe, spec.id)
  const own = limitsFor(recipe, spec, limits)
  const verdict = judgeTransform(spec, own)
  const used = recipe.steps.flatMap((step, index) => (step.transform === spec.id ? [{ step, index }] : []))
  const isOn = used.length > 0
  const isForbidden = verdict.verdict === 'forbidden'
  const turn = (on: boolean): void =>
    edit((now) => ({
      ...now,
      steps: on
        ? [...now.steps, newStep(spec, own)]
        : now.steps.filter(({ transform }) => transform !== spec.id)
    }))
  return (
    <div className={classes['row']} role="group" aria-label={spec.title}>
      <Group gap={10} wrap="nowrap" align="flex-start">
        <img
          className={classes['rowPicture']}
          src={transformPicture(spec.id)}
          alt=""
          data-muted={(isForbidden && !isOn) || undefined}
        />
        <Stack gap={1} flex={1} miw={0}>
          <Group gap={6}>
            <Text size="sm" fw={600}>
              {spec.title}
            </Text>
            {override !== undefined && (
              <Badge
                size="sm"
                color="yellow"
                variant="light"
                c="var(--limited)"
                leftSection={<IconLockOpen size={12} />}
                tt="none"
              >
                Overridden
              </Badge>
            )}
          </Group>
          <Text size="xs" c="dimmed">
            {spec.help}
          </Text>
          <Reason verdict={verdict} isOn={isOn} />
          {override !== undefined && (
            <Text size="xs">
              Your reason: {override}{' '}
              <Button
                size="compact-xs"
                variant="subtle"
                onClick={() => edit((now) => withOverride(now, spec.id, null))}
              >
                Remove the override
              </Button>
            </Text>
          )}
        </Stack>
        {override === undefined && verdict.verdict !== 'allowed' && (
          <Button size="compact-xs" variant="default" onClick={() => setIsAsking(true)}>
            Override…<span className="spoken"> {spec.title}</span>
          </Button>
        )}
        <Switch
          aria-label={spec.title}
          checked={isOn}
          disabled={isForbidden && !isOn}
          onChange={({ currentTarget }) => turn(currentTarget.checked)}
        />
      </Group>
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
}
