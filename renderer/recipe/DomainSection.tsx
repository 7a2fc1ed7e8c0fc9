import { Button, Group, Modal, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { modals } from '@mantine/modals'
import { useState } from 'react'
import type { WorkspaceStatus } from '../../shared/api/contract.ts'
import type { DomainProfile } from '../../shared/policy/profile.ts'
import { useRemoveProfile } from '../client/profiles.ts'
import { useSaveDraft } from '../client/workspace.ts'
import { domainPicture } from '../components/pictures.ts'
import { DomainCards } from './DomainCards.tsx'
import { ProfileEditor } from './ProfileEditor.tsx'
import { copyOf } from './profileDraft.ts'
import classes from './Recipe.module.css'

type Listed = DomainProfile & { readonly isBuiltIn: boolean }

interface DomainSectionProps {
  readonly profiles: readonly Listed[]
  readonly profile: Listed
  readonly status: WorkspaceStatus
}

/** The domain in force, and the ways to another one. */
export function DomainSection({ profiles, profile, status }: DomainSectionProps) {
  const [isOpen, picker] = useDisclosure(false)
  const [edited, setEdited] = useState<DomainProfile | null>(null)
  const { mutate: save } = useSaveDraft()
  const { mutate: remove } = useRemoveProfile()
  const choose = (profileId: string): void => {
    save({ profileId })
    picker.close()
  }
  const askToRemove = (): void => {
    modals.openConfirmModal({
      title: `Remove "${profile.title}"?`,
      children: <Text size="sm">The domain goes back to the one that it was copied from.</Text>,
      labels: { confirm: 'Remove', cancel: 'Keep it' },
      confirmProps: { color: 'red' },
      onConfirm: () => {
        save({ profileId: profile.picture })
        remove(profile.id)
      }
    })
  }
  return (
    <section className={classes['panel']} aria-labelledby="domain-title">
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <img className={classes['domainPicture']} src={domainPicture(profile.picture)} alt="" />
        <Stack gap={2} flex={1} miw={0}>
          <Title order={2} size="h3" id="domain-title">
            Domain: {profile.title}
          </Title>
          <Text size="xs" c="dimmed">
            {profile.summary}
          </Text>
          <Group gap={6} mt={4}>
            <Button size="compact-xs" onClick={picker.open}>
              Change…
            </Button>
            <Button size="compact-xs" variant="default" onClick={() => setEdited(copyOf(profile, profiles))}>
              Copy and edit…
            </Button>
            {!profile.isBuiltIn && (
              <>
                <Button size="compact-xs" variant="default" onClick={() => setEdited(profile)}>
                  Edit…
                </Button>
                <Button size="compact-xs" variant="default" onClick={askToRemove}>
                  Remove…
                </Button>
              </>
            )}
          </Group>
        </Stack>
      </Group>
      <Modal opened={isOpen} onClose={picker.close} title="What do the pictures show?" size="xl">
        <DomainCards profiles={profiles} chosenId={profile.id} onChoose={choose} />
      </Modal>
      {edited !== null && (
        <ProfileEditor
          profile={edited}
          classNames={status.classes.map(({ name }) => name)}
          onClose={() => setEdited(null)}
          onSaved={(id) => {
            setEdited(null)
            choose(id)
          }}
        />
      )}
    </section>
  )
}
