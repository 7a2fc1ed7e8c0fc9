import { Button, Center, Group, List, Paper, Stack, Text, Title } from '@mantine/core'
import { IconFolderOpen, IconFolderPlus, IconPlant2 } from '@tabler/icons-react'
import { useChooseWorkspace } from '../client/workspace.ts'
import { EngineBanner } from './EngineBanner.tsx'

/** What is seen while no workspace is open. */
export function Welcome() {
  const { mutate: choose, isPending } = useChooseWorkspace()
  return (
    <main>
      <EngineBanner />
      <Center mih="90dvh" p="md">
        <Paper withBorder p="xl" maw={560}>
          <Stack gap="md">
            <Group gap="xs">
              <IconPlant2 size={28} color="var(--accepted)" aria-hidden />
              <Title order={1}>Cultivar</Title>
            </Group>
            <Text>Grow a small image data set into a larger one that still means the same thing.</Text>
            <List type="ordered" size="sm" spacing={4}>
              <List.Item>Import labelled pictures; they stay where they are.</List.Item>
              <List.Item>Say what they show, and pick the changes that leave their meaning alone.</List.Item>
              <List.Item>Look at the variants and throw away what is bad.</List.Item>
              <List.Item>Export a training set.</List.Item>
            </List>
            <Text size="sm" c="dimmed">
              A workspace is a folder that keeps your decisions. Create one to begin.
            </Text>
            <Group>
              <Button
                size="sm"
                leftSection={<IconFolderPlus size={18} />}
                disabled={isPending}
                onClick={() => choose('create')}
              >
                Create a workspace…
              </Button>
              <Button
                size="sm"
                variant="default"
                leftSection={<IconFolderOpen size={18} />}
                disabled={isPending}
                onClick={() => choose('open')}
              >
                Open a workspace…
              </Button>
            </Group>
          </Stack>
        </Paper>
      </Center>
    </main>
  )
}
