import { Center, Loader } from '@mantine/core'
import { useEngineEvents } from './client/events.ts'
import { useStatus } from './client/workspace.ts'
import { ErrorNote } from './components/ErrorNote.tsx'
import { LiveRegion } from './components/LiveRegion.tsx'
import { Shell } from './shell/Shell.tsx'
import { Welcome } from './shell/Welcome.tsx'

function Content() {
  const { data: status, error, isPending } = useStatus()
  if (isPending) {
    return (
      <Center h="100vh">
        <Loader size="sm" aria-label="Cultivar is starting" />
      </Center>
    )
  }
  if (error !== null && status === undefined) {
    return (
      <Center component="main" h="100vh" p="xl">
        <ErrorNote error={error} />
      </Center>
    )
  }
  return status === null || status === undefined ? <Welcome /> : <Shell status={status} />
}

export function App() {
  useEngineEvents()
  return (
    <>
      <Content />
      <LiveRegion />
    </>
  )
}
