/**
 * The engine as main sees it: a child process that is started again when it dies.
 *
 * Calls that were under way when it died answer `engine-stopped`; calls made meanwhile wait for the next one, which
 * opens the workspace that was open before it hears anything else.
 */
import { isAbsolute } from 'node:path'
import type { CallResult } from '../../shared/api/bridge.ts'
import type { EngineEvent } from '../../shared/api/contract.ts'
import { CultivarError, toEnvelope } from '../../shared/errors.ts'
import type { Engine, ImageAnswer, ToEngine } from '../engine/engine.ts'
import { fromEngineSchema, parseCallResult, parseImageAnswer } from './messages.ts'

export interface EngineChild {
  pid(): number | undefined
  send(message: ToEngine): void
  kill(): void
}

export interface ChildEvents {
  readonly message: (message: unknown) => void
  /** Once, when the process has ended or could not be started. */
  readonly exit: (reason: string) => void
}

export type LaunchEngine = (events: ChildEvents) => EngineChild

export interface SupervisionLimits {
  /** Pauses in ms before the first, second, ... restart within a minute; as many deaths more are one too many. */
  readonly delaysMs: readonly number[]
  /** How long a new process may take to say that it is ready. */
  readonly startLimitMs: number
  /** How long an engine may take to reach a safe point when it is closed. */
  readonly closeLimitMs: number
}

const usualLimits: SupervisionLimits = {
  delaysMs: [0, 500, 2000, 5000],
  startLimitMs: 60_000,
  closeLimitMs: 20_000
}
const minuteMs = 60_000

const stopped = new CultivarError('engine-stopped', 'The engine stopped while it worked on this.', {
  remedy: 'It was started again: repeat the last step. What had been decided before is kept.'
})
const failed = new CultivarError('engine-stopped', 'The engine stopped again and again.', {
  remedy: 'Quit Cultivar and start it again. What had been decided is kept.'
})
const closed = new CultivarError('engine-stopped', 'Cultivar is being closed.')

type Answer = { readonly answer: unknown } | { readonly error: CultivarError }
type State = 'starting' | 'running' | 'restarting' | 'failed' | 'closed'

export class EngineProcess implements Engine {
  readonly #launch: LaunchEngine
  readonly #limits: SupervisionLimits
  readonly #listeners = new Set<(event: EngineEvent) => void>()
  readonly #pending = new Map<number, (answer: Answer) => void>()
  #child: EngineChild
  #state: State = 'starting'
  #waiters: (() => void)[] = []
  #deaths: number[] = []
  #workspace: string | null = null
  #lastId = 0
  #timer: NodeJS.Timeout | undefined

  constructor(launch: LaunchEngine, limits: SupervisionLimits = usualLimits) {
    this.#launch = launch
    this.#limits = limits
    this.#child = this.#start()
  }

  /** The process id of the present engine, for tests and reports. */
  get pid(): number | undefined {
    return this.#child.pid()
  }

  async call(name: string, input: unknown): Promise<CallResult> {
    const given = await this.#askWhenRunning((id) => ({ kind: 'call', id, name, input }))
    if ('error' in given) return { ok: false, error: toEnvelope(given.error) }
    const result = parseCallResult(given.answer)
    if (result.ok) this.#remember(name, input, result.value)
    return result
  }

  async image(path: string): Promise<ImageAnswer> {
    const given = await this.#askWhenRunning((id) => ({ kind: 'image', id, path }))
    return 'error' in given
      ? { ok: false, status: 500, message: given.error.message }
      : parseImageAnswer(given.answer)
  }

  subscribe(listener: (event: EngineEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  async close(): Promise<void> {
    if (this.#state === 'closed') return
    const wasRunning = this.#state === 'running'
    this.#enter('closed')
    clearTimeout(this.#timer)
    if (wasRunning) {
      const limit = setTimeout(() => this.#child.kill(), this.#limits.closeLimitMs)
      await this.#ask((id) => ({ kind: 'close', id }))
      clearTimeout(limit)
    }
    this.#child.kill()
    this.#settleAll(closed)
  }

  #start(): EngineChild {
    this.#timer = setTimeout(() => this.#child.kill(), this.#limits.startLimitMs)
    return this.#launch({
      message: (message) => this.#onMessage(message),
      exit: (reason) => this.#onExit(reason)
    })
  }

  #onMessage(received: unknown): void {
    const parsed = fromEngineSchema.safeParse(received)
    if (!parsed.success) return console.error('The engine sent an unknown message.', parsed.error.message)
    const message = parsed.data
    if (message.kind === 'ready') return void this.#onReady()
    if (message.kind === 'event') return this.#tell(message.event)
    this.#pending.get(message.id)?.({ answer: message.answer })
    this.#pending.delete(message.id)
  }

  async #onReady(): Promise<void> {
    clearTimeout(this.#timer)
    const isRestart = this.#state === 'restarting'
    const problem = isRestart ? await this.#reopen() : null
    if (this.#state !== 'starting' && this.#state !== 'restarting') return
    this.#enter('running')
    if (!isRestart) return
    this.#tell({ event: 'engine', state: 'running', message: problem ?? 'The engine is running again.' })
  }

  /** What went wrong, or null. */
  async #reopen(): Promise<string | null> {
    const folder = this.#workspace
    if (folder === null) return null
    const given = await this.#ask((id) => ({ kind: 'call', id, name: 'workspace.open', input: { folder } }))
    // Why null: it died again, and the next one tries again.
    if ('error' in given) return null
    const result = parseCallResult(given.answer)
    if (result.ok) return null
    this.#workspace = null
    return `The engine is running again, but the workspace could not be opened: ${result.error.message}`
  }

  #onExit(reason: string): void {
    clearTimeout(this.#timer)
    this.#settleAll(this.#state === 'closed' ? closed : stopped)
    if (this.#state === 'closed' || this.#state === 'failed') return
    console.error(`The engine process ended: ${reason}`)
    const now = performance.now()
    this.#deaths = [...this.#deaths.filter((at) => now - at < minuteMs), now]
    const delayMs = this.#limits.delaysMs[this.#deaths.length - 1]
    if (delayMs === undefined) return this.#fail(reason)
    this.#enter('restarting')
    this.#tell({
      event: 'engine',
      state: 'restarting',
      message: 'The engine stopped and is being started again.'
    })
    this.#timer = setTimeout(() => {
      this.#child = this.#start()
    }, delayMs)
  }

  #fail(reason: string): void {
    this.#enter('failed')
    const message = `${failed.message} (${reason}) ${failed.remedy ?? ''}`
    this.#tell({ event: 'engine', state: 'failed', message })
  }

  #enter(state: State): void {
    this.#state = state
    if (state === 'starting' || state === 'restarting') return
    const waiters = this.#waiters
    this.#waiters = []
    for (const wake of waiters) wake()
  }

  async #askWhenRunning(make: (id: number) => ToEngine): Promise<Answer> {
    // Subtle: a loop, because the engine may die again before the one that waited gets its turn.
    while (this.#state === 'starting' || this.#state === 'restarting') {
      await new Promise<void>((resolve) => this.#waiters.push(resolve))
    }
    if (this.#state !== 'running') return { error: this.#state === 'closed' ? closed : failed }
    return this.#ask(make)
  }

  #ask(make: (id: number) => ToEngine): Promise<Answer> {
    const id = ++this.#lastId
    return new Promise((resolve) => {
      this.#pending.set(id, resolve)
      this.#child.send(make(id))
    })
  }

  #settleAll(error: CultivarError): void {
    const pending = [...this.#pending.values()]
    this.#pending.clear()
    for (const settle of pending) settle({ error })
  }

  #remember(name: string, input: unknown, value: unknown): void {
    if (name === 'workspace.close') this.#workspace = null
    if (name === 'workspace.open' || name === 'workspace.create')
      this.#workspace = folderOf(value) ?? folderOf(input)
  }

  #tell(event: EngineEvent): void {
    for (const listener of this.#listeners) listener(event)
  }
}

function folderOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null
  const folder = 'workspace' in value ? value.workspace : 'folder' in value ? value.folder : null
  return typeof folder === 'string' && isAbsolute(folder) ? folder : null
}
