import { Tooltip, UnstyledButton } from '@mantine/core'
import type { WorkspaceStatus } from '../../shared/api/contract.ts'
import { useShortcut } from '../shortcuts/useShortcut.ts'
import classes from './Rail.module.css'
import { type StepId, type StepSpec, steps } from './steps.ts'

interface RailProps {
  readonly status: WorkspaceStatus
  readonly current: StepId
  readonly onGo: (step: StepId) => void
}

interface RailStepProps {
  readonly step: StepSpec
  readonly index: number
  readonly status: WorkspaceStatus
  readonly isCurrent: boolean
  readonly onGo: (step: StepId) => void
}

function RailStep({ step, index, status, isCurrent, onGo }: RailStepProps) {
  const [short, words] = step.count(status)
  useShortcut(step.shortcut, () => onGo(step.id))
  return (
    <Tooltip label={`${step.title}: ${words} (Alt+${index + 1})`} position="right">
      <UnstyledButton
        className={classes['step']}
        aria-current={isCurrent ? 'step' : undefined}
        onClick={() => onGo(step.id)}
      >
        <step.Icon size={22} stroke={1.6} aria-hidden />
        <span className={classes['title']}>
          {index + 1} {step.title}
        </span>
        <span className={`${classes['count']} numbers`} aria-hidden>
          {short}
        </span>
        <span className="spoken">, {words}</span>
      </UnstyledButton>
    </Tooltip>
  )
}

/** The four steps, always visible, each with how far it is. */
export function Rail({ status, current, onGo }: RailProps) {
  return (
    <nav aria-label="Steps" className={classes['rail']}>
      {steps.map((step, index) => (
        <RailStep
          key={step.id}
          step={step}
          index={index}
          status={status}
          isCurrent={step.id === current}
          onGo={onGo}
        />
      ))}
    </nav>
  )
}
