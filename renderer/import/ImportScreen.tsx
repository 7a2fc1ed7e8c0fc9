import { Badge, Tabs } from '@mantine/core'
import { IconPhotoPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { WorkspaceStatus } from '../../shared/api/contract.ts'
import { EmptyState } from '../components/EmptyState.tsx'
import type { StepId } from '../shell/steps.ts'
import { StatisticsPanel } from '../statistics/StatisticsPanel.tsx'
import { LabelMode } from '../labelling/LabelMode.tsx'
import { ClassTable } from './ClassTable.tsx'
import { ImportBar, ImportButtons } from './ImportBar.tsx'
import classes from './Import.module.css'
import { useLastImport } from './LastImport.tsx'
import { ProblemTable } from './ProblemTable.tsx'
import { SourceBar } from './SourceBar.tsx'
import { allSources, type SourceChoice } from './sourceFilter.ts'
import { SourceGrid } from './SourceGrid.tsx'

interface ImportScreenProps {
  readonly status: WorkspaceStatus
  readonly onGo: (step: StepId) => void
}

const emptyText =
  'Choose a folder with one subfolder per class, a data set in one of the usual formats, an archive or a table; or drop ' +
  'it on this window. What it is is found out by its content. Subfolders named train, val and test are taken as splits.'

function Sources({ status }: { readonly status: WorkspaceStatus }) {
  const [choice, setChoice] = useState<SourceChoice>(allSources)
  const [isLabelling, setLabelling] = useState(false)
  const lastImport = useLastImport()
  const problems = Math.max(status.failed + status.duplicates, lastImport?.failures ?? 0)
  return (
    <Tabs defaultValue="sources" className={classes['tabs']} keepMounted={false}>
      <Tabs.List px="md">
        <Tabs.Tab value="sources">Sources</Tabs.Tab>
        <Tabs.Tab value="statistics">Statistics</Tabs.Tab>
        <Tabs.Tab
          value="problems"
          rightSection={
            problems > 0 && (
              <Badge size="sm" variant="light" color="yellow" c="var(--limited)">
                {problems.toLocaleString('en')}
              </Badge>
            )
          }
        >
          Problems
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="sources" className={classes['panel']}>
        <ClassTable
          status={status}
          chosen={choice.className}
          onChoose={(className) => setChoice({ ...choice, className })}
        />
        <div className={classes['sources']}>
          <SourceBar
            status={status}
            choice={choice}
            isLabelling={isLabelling}
            onChoose={setChoice}
            onLabelling={setLabelling}
          />
          {isLabelling ? (
            <LabelMode
              key={JSON.stringify(choice)}
              status={status}
              choice={choice}
              onLeave={() => setLabelling(false)}
            />
          ) : (
            <SourceGrid choice={choice} />
          )}
        </div>
      </Tabs.Panel>
      <Tabs.Panel value="statistics" className={classes['panel']}>
        <StatisticsPanel />
      </Tabs.Panel>
      <Tabs.Panel value="problems" className={classes['panel']}>
        <ProblemTable lastImport={lastImport} />
      </Tabs.Panel>
    </Tabs>
  )
}

/** First step: pictures come in, and what is in the set is seen. */
export function ImportScreen({ status, onGo }: ImportScreenProps) {
  if (status.sources + status.failed + status.duplicates === 0) {
    return (
      <EmptyState
        icon={<IconPhotoPlus size={40} stroke={1.2} aria-hidden />}
        title="No pictures yet"
        text={emptyText}
      >
        <ImportButtons hasHelp />
      </EmptyState>
    )
  }
  return (
    <>
      <ImportBar status={status} onNext={() => onGo('recipe')} />
      <Sources status={status} />
    </>
  )
}
