import { Alert, Button, Group, Modal, Stack, Tabs, TextInput } from '@mantine/core'
import { useState } from 'react'
import { aspects } from '../../shared/policy/aspects.ts'
import { type DomainProfile, profileSchema } from '../../shared/policy/profile.ts'
import { issuesInWords } from '../../shared/recipe/schema.ts'
import { useSaveProfile } from '../client/profiles.ts'
import { ClassRules } from './ClassRules.tsx'
import { LabelSwaps } from './LabelSwaps.tsx'
import { LimitEditor } from './LimitEditor.tsx'
import { withLimit } from './profileDraft.ts'

interface ProfileEditorProps {
  readonly profile: DomainProfile
  readonly classNames: readonly string[]
  readonly onClose: () => void
  readonly onSaved: (id: string) => void
}

/** Why: an own profile comes with `isBuiltIn`, which is not part of what is stored. */
function onlyProfile({
  id,
  title,
  summary,
  picture,
  limits,
  classRules,
  labelSwaps
}: DomainProfile): DomainProfile {
  return { id, title, summary, picture, limits, classRules, labelSwaps }
}

/** Edits a profile of one's own; every control is derived from the list of aspects. */
export function ProfileEditor({ profile, classNames, onClose, onSaved }: ProfileEditorProps) {
  const [draft, setDraft] = useState(() => onlyProfile(profile))
  const { mutate: save, isPending } = useSaveProfile()
  const parsed = profileSchema.safeParse(draft)
  return (
    <Modal opened onClose={onClose} title={`Edit "${profile.title}"`} size="xl" closeOnClickOutside={false}>
      <Stack gap="sm">
        <Group grow align="flex-start">
          <TextInput
            label="Title"
            value={draft.title}
            onChange={({ currentTarget }) => setDraft({ ...draft, title: currentTarget.value })}
            data-autofocus
          />
          <TextInput
            label="Which pictures it is for"
            value={draft.summary}
            onChange={({ currentTarget }) => setDraft({ ...draft, summary: currentTarget.value })}
          />
        </Group>
        <Tabs defaultValue="limits">
          <Tabs.List>
            <Tabs.Tab value="limits">Limits</Tabs.Tab>
            <Tabs.Tab value="classes">Classes with stricter limits ({draft.classRules.length})</Tabs.Tab>
            <Tabs.Tab value="swaps">Label swaps ({draft.labelSwaps.length})</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="limits" pt="sm">
            <Stack gap="sm">
              {aspects.map(({ id }) => (
                <LimitEditor
                  key={id}
                  aspect={id}
                  value={draft.limits[id]}
                  onChange={(limit) => setDraft(withLimit(draft, id, limit))}
                />
              ))}
            </Stack>
          </Tabs.Panel>
          <Tabs.Panel value="classes" pt="sm">
            <ClassRules profile={draft} classNames={classNames} onChange={setDraft} />
          </Tabs.Panel>
          <Tabs.Panel value="swaps" pt="sm">
            <LabelSwaps profile={draft} classNames={classNames} onChange={setDraft} />
          </Tabs.Panel>
        </Tabs>
        {!parsed.success && (
          <Alert color="yellow" title="Not complete yet">
            {issuesInWords(parsed.error)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button size="xs" variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            size="xs"
            disabled={!parsed.success}
            loading={isPending}
            onClick={() => save(draft, { onSuccess: () => onSaved(draft.id) })}
          >
            Save and use
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
