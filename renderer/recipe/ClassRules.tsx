import { Button, Group, Select, Stack, TagsInput, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type Aspect, aspects } from '../../shared/policy/aspects.ts'
import type { ClassRule, DomainProfile } from '../../shared/policy/profile.ts'
import { LimitEditor } from './LimitEditor.tsx'
import { newRule, withRule } from './profileDraft.ts'
import classes from './Recipe.module.css'

interface RuleEditorProps {
  readonly rule: ClassRule
  readonly classNames: readonly string[]
  readonly onChange: (rule: ClassRule | null) => void
}

function RuleEditor({ rule, classNames, onChange }: RuleEditorProps) {
  const used = aspects.filter(({ id }) => rule.limits[id] !== undefined)
  const free = aspects.filter(({ id }) => rule.limits[id] === undefined)
  const without = (aspect: Aspect): ClassRule => ({
    ...rule,
    limits: Object.fromEntries(Object.entries(rule.limits).filter(([id]) => id !== aspect))
  })
  return (
    <Stack gap="xs" className={classes['panel']}>
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <TagsInput
          flex={1}
          size="xs"
          label="For these classes"
          data={[...classNames]}
          value={[...rule.classes]}
          onChange={(names) => onChange({ ...rule, classes: names })}
        />
        <Button size="xs" variant="default" onClick={() => onChange(null)}>
          Remove
        </Button>
      </Group>
      {used.map(({ id }) => {
        const value = rule.limits[id]
        return value === undefined ? null : (
          <LimitEditor
            key={id}
            aspect={id}
            value={value}
            onChange={(limit) => onChange({ ...rule, limits: { ...rule.limits, [id]: limit } })}
            onRemove={() => onChange(without(id))}
          />
        )
      })}
      <Select
        w={240}
        placeholder="Limit something else…"
        aria-label="Limit something else"
        value={null}
        data={free.map(({ id, title }) => ({ value: id, label: title }))}
        onChange={(id) => {
          if (id !== null) onChange({ ...rule, limits: { ...rule.limits, [id]: { limit: 0, reason: '' } } })
        }}
      />
    </Stack>
  )
}

interface ClassRulesProps {
  readonly profile: DomainProfile
  readonly classNames: readonly string[]
  readonly onChange: (profile: DomainProfile) => void
}

/** Classes that bear less than the rest of the domain. */
export function ClassRules({ profile, classNames, onChange }: ClassRulesProps) {
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        The stricter of both holds: a rule here can only take away from what the domain allows.
      </Text>
      {profile.classRules.map((rule, index) => (
        <RuleEditor
          key={index}
          rule={rule}
          classNames={classNames}
          onChange={(changed) => onChange(withRule(profile, index, changed))}
        />
      ))}
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlus size={14} />}
        style={{ alignSelf: 'flex-start' }}
        onClick={() =>
          onChange(withRule(profile, profile.classRules.length, newRule(profile, classNames[0] ?? 'a class')))
        }
      >
        Add a rule
      </Button>
    </Stack>
  )
}
