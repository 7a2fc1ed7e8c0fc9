import { Text, UnstyledButton } from '@mantine/core'
import { type KeyboardEvent, useRef } from 'react'
import type { DomainProfile } from '../../shared/policy/profile.ts'
import { domainPicture } from '../components/pictures.ts'
import classes from './Recipe.module.css'

const moves: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

interface DomainCardsProps {
  readonly profiles: readonly DomainProfile[]
  readonly chosenId: string
  readonly onChoose: (id: string) => void
}

/**
 * The domains to choose from: one stop of the Tab key, the arrows go from card to card, Space or Enter chooses.
 * The arrows do not choose yet, because a choice closes the dialog.
 */
export function DomainCards({ profiles, chosenId, onChoose }: DomainCardsProps) {
  const group = useRef<HTMLDivElement | null>(null)
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = moves[event.key]
    const cards = [...(group.current?.querySelectorAll<HTMLElement>('[role="radio"]') ?? [])]
    const at = cards.findIndex((card) => card === document.activeElement)
    if (by === undefined || at < 0) return
    event.preventDefault()
    cards[(at + by + cards.length) % cards.length]?.focus()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its cards take the focus in turn
    <div ref={group} className={classes['cards']} role="radiogroup" aria-label="Domain" onKeyDown={onKeyDown}>
      {profiles.map(({ id, title, summary, picture }) => (
        <UnstyledButton
          key={id}
          className={classes['card']}
          role="radio"
          aria-checked={id === chosenId}
          tabIndex={id === chosenId ? 0 : -1}
          {...(id === chosenId ? { 'data-autofocus': true } : {})}
          onClick={() => onChoose(id)}
        >
          <img className={classes['domainPicture']} src={domainPicture(picture)} alt="" />
          <span>
            <Text component="span" display="block" size="sm" fw={600}>
              {title}
            </Text>
            <Text component="span" display="block" size="xs" c="dimmed">
              {summary}
            </Text>
          </span>
        </UnstyledButton>
      ))}
    </div>
  )
}
