import { useHash } from '@mantine/hooks'
import { useDisclosure } from '@mantine/hooks'
import { memo, useDeferredValue } from 'react'
import type { WorkspaceStatus } from '../../shared/api/contract.ts'
import { useMenu } from '../client/menu.ts'
import { ExportScreen } from '../export/ExportScreen.tsx'
import { DropTarget } from '../import/DropTarget.tsx'
import { ImportScreen } from '../import/ImportScreen.tsx'
import { useMarksChoice } from '../marks/marksShown.ts'
import { RecipeScreen } from '../recipe/RecipeScreen.tsx'
import { ReviewScreen } from '../review/ReviewScreen.tsx'
import { ShortcutSheet } from '../shortcuts/ShortcutSheet.tsx'
import { useShortcut } from '../shortcuts/useShortcut.ts'
import { EngineBanner } from './EngineBanner.tsx'
import { Header } from './Header.tsx'
import { JobBar } from './JobBar.tsx'
import { Notices } from './Notices.tsx'
import { Rail } from './Rail.tsx'
import classes from './Shell.module.css'
import { type StepId, stepOfHash } from './steps.ts'

interface ScreenProps {
  readonly step: StepId
  readonly status: WorkspaceStatus
  readonly onGo: (step: StepId) => void
}

const Screen = memo(function Screen({ step, status, onGo }: ScreenProps) {
  switch (step) {
    case 'import':
      return <ImportScreen status={status} onGo={onGo} />
    case 'recipe':
      return <RecipeScreen key={status.folder} status={status} onGo={onGo} />
    case 'review':
      return <ReviewScreen key={status.folder} status={status} onGo={onGo} />
    case 'export':
      return <ExportScreen status={status} />
  }
})

/** Always the same function, so that screens are not built again for it. */
function go(step: StepId): void {
  window.location.hash = step
}

/** The window around the four screens. */
export function Shell({ status }: { readonly status: WorkspaceStatus }) {
  const [hash] = useHash({ getInitialValueInEffect: false })
  const [isSheetOpen, sheet] = useDisclosure(false)
  const step = stepOfHash(hash)
  // Why deferred: a screen takes a while to be built; the rail and the keys answer at once meanwhile.
  const shown = useDeferredValue(step)
  const [isMarked, setMarked] = useMarksChoice()
  useShortcut('sheet', sheet.toggle)
  useShortcut('marks', () => setMarked(!isMarked), { isEnabled: status.hasMarks, inDialog: true })
  useMenu((command) => (command === 'shortcuts' ? sheet.open() : go(command)))
  return (
    <div className={classes['shell']}>
      <Header status={status} onHelp={sheet.open} />
      <aside className={classes['rail']} aria-label="Progress">
        <Rail status={status} current={step} onGo={go} />
      </aside>
      <main className={classes['main']}>
        <EngineBanner />
        <Notices notices={status.notices} />
        <Screen step={shown} status={status} onGo={go} />
      </main>
      <JobBar />
      <DropTarget onStarted={() => go('import')} />
      <ShortcutSheet isOpen={isSheetOpen} onClose={sheet.close} />
    </div>
  )
}
