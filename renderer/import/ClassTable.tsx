import { UnstyledButton } from '@mantine/core'
import type { WorkspaceStatus } from '../../shared/api/contract.ts'
import classes from './Import.module.css'

interface ClassTableProps {
  readonly status: WorkspaceStatus
  /** Undefined: all classes; null: what has none. */
  readonly chosen: string | null | undefined
  readonly onChoose: (className: string | null | undefined) => void
}

interface ClassLineProps {
  readonly title: string
  readonly count: number
  readonly share: number
  readonly isChosen: boolean
  readonly onClick: () => void
}

function ClassLine({ title, count, share, isChosen, onClick }: ClassLineProps) {
  return (
    <UnstyledButton className={classes['class']} aria-pressed={isChosen} onClick={onClick} title={title}>
      <span className={classes['name']}>{title}</span>
      <span className={classes['bar']} aria-hidden>
        <span className={classes['fill']} style={{ width: `${share * 100}%` }} />
      </span>
      <span className={`${classes['count']} numbers`}>
        {count.toLocaleString('en')}
        <span className="spoken"> sources</span>
      </span>
    </UnstyledButton>
  )
}

/** Classes with their numbers of sources; choosing one filters the grid beside it. */
export function ClassTable({ status, chosen, onChoose }: ClassTableProps) {
  const most = Math.max(1, ...status.classes.map(({ sources }) => sources))
  return (
    <section className={classes['classes']} aria-label="Classes">
      <ClassLine
        title="All classes"
        count={status.sources}
        share={1}
        isChosen={chosen === undefined}
        onClick={() => onChoose(undefined)}
      />
      {status.unlabelled > 0 && (
        <ClassLine
          title="No class"
          count={status.unlabelled}
          share={status.unlabelled / Math.max(1, status.sources)}
          isChosen={chosen === null}
          onClick={() => onChoose(null)}
        />
      )}
      {status.classes.map(({ name, sources }) => (
        <ClassLine
          key={name}
          title={name}
          count={sources}
          share={sources / most}
          isChosen={chosen === name}
          onClick={() => onChoose(name)}
        />
      ))}
    </section>
  )
}
