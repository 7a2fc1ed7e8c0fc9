import { Alert } from '@mantine/core'
import { IconPlugConnectedX, IconRefresh } from '@tabler/icons-react'
import { useEngineState } from '../client/events.ts'

const calm = 'The engine stopped and is being started again; nothing was lost.'

/** Tells, without alarm, that the engine or the connection to it is away. */
export function EngineBanner() {
  const { state, message } = useEngineState()
  if (state === 'running') return null
  const hasFailed = state === 'failed'
  return (
    <Alert
      radius={0}
      py={8}
      color={hasFailed ? 'red' : 'yellow'}
      icon={hasFailed ? <IconPlugConnectedX size={18} /> : <IconRefresh size={18} />}
      role={hasFailed ? 'alert' : 'status'}
    >
      {message === '' ? calm : message}
    </Alert>
  )
}
