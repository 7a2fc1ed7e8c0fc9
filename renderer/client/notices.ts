import { notifications } from '@mantine/notifications'
import { toEnvelope } from '../../shared/errors.ts'

/** Shows what happened and what helps; stays until it is closed. */
export function showError(error: unknown): void {
  const { message, file, remedy } = toEnvelope(error)
  const about = file === undefined || message.includes(file) ? message : `${message} (${file})`
  notifications.show({
    color: 'red',
    title: about,
    message: remedy ?? '',
    autoClose: false,
    withBorder: true
  })
}

/** Shows what a person should read before going on; stays until it is closed. */
export function showWarning(title: string, message: string): void {
  notifications.show({ color: 'yellow', title, message, autoClose: false, withBorder: true })
}

type Listener = (text: string) => void
const listeners = new Set<Listener>()

/** Has a screen reader say `text` when it is next silent. */
export function announce(text: string): void {
  for (const listener of listeners) listener(text)
}

export function onAnnounce(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
