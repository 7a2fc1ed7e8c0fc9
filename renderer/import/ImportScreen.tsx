import { Badge, Tabs } from '@mantine/core'
import { IconPhotoPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { WorkspaceStatus } from '../../shared/api/contract.ts'
import { EmptyState } from '../components/EmptyState.tsx'
import type { StepId } from '../shell/steps.ts'
import { ClassTable } from './ClassTable.tsx'
import { ImportBar, ImportButtons } from './ImportBar.tsx'
import classes from './Import.module.css'
import { ProblemTable } from './ProblemTable.tsx'
import { SourceGrid } from './SourceGrid.tsx'

interface ImportScreenProps {
  readonly status: WorkspaceStatus
  readonly onGo: (step: StepId) => void
}

const emptyText =
  'Choose a folder with one subfolder per class, or drop it on this window. ' +
  'Subfolders named train, val and test above the classes are taken as splits. Files of MNIST’s kind (IDX) are read too.'

function Sources({ status }: { readonly status: WorkspaceStatus }) {
  const [className, setClassName] = useState<string | undefined>(undefined)
  const problems = status.failed + status.duplicates
  return (
    <Tabs defaultValue="sources" className={classes['tabs']} keepMounted={false}>
      <Tabs.List px="md">
        <Tabs.Tab value="sources">Sources</Tabs.Tab>
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
        <ClassTable status={status} chosen={className} onChoose={setClassName} />
        <SourceGrid className={className} />
      </Tabs.Panel>
      <Tabs.Panel value="problems" className={classes['panel']}>
        <ProblemTable />
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
        <ImportButtons />
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
