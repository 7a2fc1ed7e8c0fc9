import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react'
import { useEffect } from 'react'
import type { JobRow } from '../../shared/api/types.ts'
import { useCancelJob, useJobs } from '../client/jobs.ts'
import { announce } from '../client/notices.ts'
import { isEnded } from '../client/outcome.ts'
import { type ToldOutcome, useToldOutcome } from '../client/toldOutcome.ts'
import { percentDone, progressInWords } from './progress.ts'
import classes from './Shell.module.css'

function JobLine({ job }: { readonly job: JobRow }) {
  const { mutate: cancel, isPending } = useCancelJob()
  const percent = percentDone(job)
  const quarter = percent === undefined ? 0 : Math.floor(percent / 25)
  useEffect(() => {
    if (quarter > 0) announce(`${job.title}: ${quarter * 25} percent`)
  }, [quarter, job.title])
  return (
    <Group gap="sm" wrap="nowrap">
      <Text size="sm" fw={600} truncate maw={320}>
        {job.title}
      </Text>
      <Progress.Root flex={1} miw={80} size="md">
        <Progress.Section
          value={percent ?? 100}
          striped={percent === undefined}
          animated={percent === undefined}
          aria-label={job.title}
          aria-valuetext={progressInWords(job)}
        />
      </Progress.Root>
      <Text size="sm" c="dimmed" className="numbers" style={{ whiteSpace: 'nowrap' }}>
        {job.state === 'queued' ? 'waiting' : progressInWords(job)}
      </Text>
      <Button size="compact-xs" variant="default" loading={isPending} onClick={() => cancel(job.id)}>
        Cancel<span className="spoken"> {job.title}</span>
      </Button>
    </Group>
  )
}

function OutcomeLine({ title, detail, isDone }: ToldOutcome) {
  const Icon = isDone ? IconCircleCheck : IconInfoCircle
  return (
    <Group gap="xs" wrap="nowrap" mih={22}>
      <Icon
        size={18}
        color={isDone ? 'var(--accepted)' : 'var(--faint)'}
        aria-hidden
        style={{ flex: 'none' }}
      />
      <Text size="sm" fw={600} style={{ whiteSpace: 'nowrap' }}>
        {title}
      </Text>
      <Text size="sm" c="dimmed" className="numbers" truncate>
        {detail}
      </Text>
    </Group>
  )
}

/** Every job that runs or waits, and for a moment what came of the last one. */
export function JobBar() {
  const { data: jobs = [] } = useJobs()
  const outcome = useToldOutcome()
  const open = jobs.filter((job) => !isEnded(job))
  if (open.length === 0 && outcome === null) return null
  return (
    <footer className={classes['jobs']} aria-label="Jobs">
      <Stack gap={4}>
        {open.map((job) => (
          <JobLine key={job.id} job={job} />
        ))}
        {outcome !== null && <OutcomeLine {...outcome} />}
      </Stack>
    </footer>
  )
}
