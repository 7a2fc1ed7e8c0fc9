import type { ChangedArea, EngineEvent } from '../../shared/api/contract.ts'

type Listener = (event: EngineEvent) => void

const allAreas: readonly ChangedArea[] = ['workspace', 'sources', 'variants', 'profiles', 'exports', 'jobs']
const firstDelayMs = 500
const longestDelayMs = 8000

const listeners = new Set<Listener>()
let socket: WebSocket | null = null
let retry: ReturnType<typeof setTimeout> | undefined
let delayMs = firstDelayMs
let wasLost = false

const tell: Listener = (event) => {
  for (const listener of listeners) listener(event)
}

function onOpen(): void {
  delayMs = firstDelayMs
  if (!wasLost) return
  wasLost = false
  tell({ event: 'engine', state: 'running', message: 'Connected again.' })
  // Why: whatever happened in between was not heard.
  tell({ event: 'changed', areas: allAreas })
}

function onClose(closed: WebSocket): void {
  // Subtle: the end of a socket that was given up is told after its successor was made.
  if (closed !== socket) return
  socket = null
  if (listeners.size === 0) return
  if (!wasLost) {
    wasLost = true
    tell({
      event: 'engine',
      state: 'restarting',
      message: 'The connection to Cultivar was lost; trying again.'
    })
  }
  retry = setTimeout(connect, delayMs)
  delayMs = Math.min(delayMs * 2, longestDelayMs)
}

function connect(): void {
  retry = undefined
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  const next = new WebSocket(`${scheme}://${location.host}/api/events`)
  socket = next
  next.addEventListener('open', onOpen)
  next.addEventListener('close', () => onClose(next))
  next.addEventListener('message', ({ data }) => tell(JSON.parse(String(data)) as EngineEvent))
}

/** One socket for all listeners; it comes back by itself, with growing pauses, and says so as engine events. */
export function subscribeToEvents(listener: Listener): () => void {
  listeners.add(listener)
  if (socket === null && retry === undefined) connect()
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearTimeout(retry)
    retry = undefined
    const last = socket
    socket = null
    last?.close()
  }
}
