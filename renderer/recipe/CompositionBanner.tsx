import { Alert } from '@mantine/core'
import { IconAlertTriangle, IconBan, IconCircleCheck } from '@tabler/icons-react'
import { useMemo } from 'react'
import { judgeComposition } from '../../shared/policy/composition.ts'
import { effectiveLimits, type Subject } from '../../shared/policy/limits.ts'
import type { DomainProfile } from '../../shared/policy/profile.ts'
import type { Recipe } from '../../shared/recipe/schema.ts'

const looks = {
  allowed: { color: 'leaf', title: 'The steps together stay in the domain', Icon: IconCircleCheck },
  limited: { color: 'yellow', title: 'The steps together are limited', Icon: IconAlertTriangle },
  forbidden: { color: 'red', title: 'The steps together leave the domain', Icon: IconBan }
} as const

interface CompositionBannerProps {
  readonly recipe: Recipe
  readonly profile: DomainProfile
  readonly subject: Subject
}

/** The verdict on what the steps do together. */
export function CompositionBanner({ recipe, profile, subject }: CompositionBannerProps) {
  const verdict = useMemo(
    () => judgeComposition(recipe, effectiveLimits(profile, subject)),
    [recipe, profile, subject]
  )
  if (recipe.steps.length === 0) return null
  const { color, title, Icon } = looks[verdict.verdict]
  return (
    <Alert
      color={color}
      variant="light"
      py={6}
      px="sm"
      title={title}
      icon={<Icon size={18} />}
      role="status"
      styles={{ message: { fontSize: 'var(--mantine-font-size-xs)', color: 'var(--mantine-color-text)' } }}
    >
      {verdict.reason}
    </Alert>
  )
}
