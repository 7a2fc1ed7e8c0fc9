import { Text } from '@mantine/core'
import { IconBan, IconCheck, IconRulerMeasure } from '@tabler/icons-react'
import type { Limits } from '../../shared/policy/profile.ts'
import { judgeStep, type VerdictKind } from '../../shared/policy/verdict.ts'
import type { Recipe, RecipeStep } from '../../shared/recipe/schema.ts'
import { countParts } from './form.ts'
import classes from './Recipe.module.css'

/** Why without overrides: the limits that the form is given are lifted already where somebody overrode them. */
const alone: Recipe = {
  version: 1,
  seed: 0,
  fillMode: 'nearest',
  fillValue: [0, 0, 0],
  interpolation: 'bilinear',
  steps: [],
  overrides: []
}

const icons = { forbidden: IconBan, limited: IconRulerMeasure, allowed: IconCheck } as const
const words: Readonly<Record<VerdictKind, string>> = {
  forbidden: 'left out',
  limited: 'weaker here',
  allowed: 'as published'
}

/** What a policy such as RandAugment chooses from, and what the domain takes out of it, with its reasons. */
export function PolicyParts({ step, limits }: { readonly step: RecipeStep; readonly limits: Limits }) {
  const parts = judgeStep(alone, step, limits).parts ?? []
  const counted = countParts(parts)
  const countOf = (kind: VerdictKind): number => parts.filter(({ verdict }) => verdict === kind).length
  const summary = [
    `Chooses from ${parts.length} changes`,
    ...(['forbidden', 'limited'] as const)
      .filter((kind) => countOf(kind) > 0)
      .map((kind) => `${countOf(kind)} ${words[kind]}`)
  ].join(', ')
  return (
    <details className={classes['parts']}>
      <summary>{summary}</summary>
      <ul>
        {counted.map(({ title, verdict, reason, count }) => {
          const Icon = icons[verdict]
          return (
            <li key={`${title} ${verdict} ${reason}`} className={classes['reason']} data-verdict={verdict}>
              <Icon size={14} aria-hidden />
              <Text component="span" inherit>
                <strong>{title}</strong>
                {count > 1 && ` (${count} times)`}: {words[verdict]}.{verdict !== 'allowed' && ` ${reason}`}
              </Text>
            </li>
          )
        })}
      </ul>
    </details>
  )
}
