import { ActionIcon, Button, Menu, Text, Tooltip, useMantineColorScheme } from '@mantine/core'
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChevronDown,
  IconDeviceDesktop,
  IconFolderOpen,
  IconFolderPlus,
  IconHelp,
  IconMoon,
  IconPlant2,
  IconSun
} from '@tabler/icons-react'
import type { WorkspaceStatus } from '../../shared/api/contract.ts'
import { announce } from '../client/notices.ts'
import { useUndo } from '../client/review.ts'
import { useChooseWorkspace } from '../client/workspace.ts'
import { useShortcut } from '../shortcuts/useShortcut.ts'
import classes from './Shell.module.css'

function WorkspaceMenu({ status }: { readonly status: WorkspaceStatus }) {
  const { mutate: choose } = useChooseWorkspace()
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          c="var(--mantine-color-text)"
          rightSection={<IconChevronDown size={14} />}
        >
          {status.title}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label maw={360}>{status.folder}</Menu.Label>
        <Menu.Item leftSection={<IconFolderOpen size={16} />} onClick={() => choose('open')}>
          Open a workspace…
        </Menu.Item>
        <Menu.Item leftSection={<IconFolderPlus size={16} />} onClick={() => choose('create')}>
          Create a workspace…
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function UndoButtons({ undo, redo }: Pick<WorkspaceStatus, 'undo' | 'redo'>) {
  const { mutate } = useUndo()
  // Why always asked: what the buttons show may be a moment old, and a key that was pressed must not be lost.
  const run = (direction: 'undo' | 'redo'): void =>
    mutate(direction, {
      onSuccess: ({ title }) => {
        if (title !== null) announce(`${direction === 'undo' ? 'Undone' : 'Redone'}: ${title}`)
      }
    })
  useShortcut('undo', () => run('undo'))
  useShortcut('redo', () => run('redo'))
  const buttons = [
    { direction: 'undo', title: undo, word: 'Undo', Icon: IconArrowBackUp },
    { direction: 'redo', title: redo, word: 'Redo', Icon: IconArrowForwardUp }
  ] as const
  return buttons.map(({ direction, title, word, Icon }) => (
    <Tooltip key={direction} label={title === null ? `Nothing to ${direction}` : `${word}: ${title}`}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={title === null ? word : `${word}: ${title}`}
        aria-disabled={title === null}
        {...(title === null ? { 'data-disabled': true } : {})}
        onClick={() => run(direction)}
      >
        <Icon size={18} />
      </ActionIcon>
    </Tooltip>
  ))
}

const schemes = [
  { value: 'light', title: 'Light', Icon: IconSun },
  { value: 'dark', title: 'Dark', Icon: IconMoon },
  { value: 'auto', title: 'As the system', Icon: IconDeviceDesktop }
] as const

function SchemeMenu() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const Current = schemes.find(({ value }) => value === colorScheme)?.Icon ?? IconDeviceDesktop
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label="Appearance">
          <Current size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {schemes.map(({ value, title, Icon }) => (
          <Menu.Item key={value} leftSection={<Icon size={16} />} onClick={() => setColorScheme(value)}>
            {title}
            {value === colorScheme && <span className="spoken"> (chosen)</span>}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

interface HeaderProps {
  readonly status: WorkspaceStatus
  readonly onHelp: () => void
}

export function Header({ status, onHelp }: HeaderProps) {
  return (
    <header className={classes['header']}>
      <IconPlant2 size={20} color="var(--accepted)" aria-hidden />
      <Text component="h1" fw={600} size="md" m={0}>
        Cultivar
      </Text>
      <WorkspaceMenu status={status} />
      <span style={{ flex: 1 }} />
      <UndoButtons undo={status.undo} redo={status.redo} />
      <SchemeMenu />
      <Tooltip label="Shortcuts (?)">
        <ActionIcon variant="subtle" color="gray" aria-label="Shortcuts" onClick={onHelp}>
          <IconHelp size={18} />
        </ActionIcon>
      </Tooltip>
    </header>
  )
}
