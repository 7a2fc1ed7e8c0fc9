import { resolve } from 'node:path'
import { contract, type EngineEvent, isCallName } from '../../shared/api/contract.ts'
import type { CallResult } from '../../shared/api/bridge.ts'
import { CultivarError, toEnvelope } from '../../shared/errors.ts'
import { issuesInWords } from '../../shared/recipe/schema.ts'
import { isDamage } from '../catalogue/database.ts'
import { createPixelPool } from '../jobs/pool.ts'
import { handlers } from './areas/index.ts'
import type { Engine } from './engine.ts'
import type { EngineContext, Handler } from './handlers.ts'
import { openSession, type Session } from './session.ts'

export interface EngineOptions {
  /** Name of the program, for whoever finds the workspace locked. */
  readonly program?: string
  /** Worker threads for pixels; as many as processors without it. */
  readonly workers?: number
  readonly resumeJobs?: boolean
}

/** An engine that also shows what is inside, for the command line in the same process. */
export interface LocalEngine extends Engine {
  session(): Session | undefined
  /** Opens a workspace; `read` takes no lock and allows no changes. */
  open(folder: string, how: 'create' | 'open' | 'read'): Promise<Session>
}

/** The engine: the only place where calls of the contract are carried out. */
export function createEngine(options: EngineOptions = {}): LocalEngine {
  const pool = createPixelPool(options.workers === undefined ? {} : { workers: options.workers })
  const listeners = new Set<(event: EngineEvent) => void>()
  const emit = (event: EngineEvent): void => {
    for (const listener of listeners) listener(event)
  }
  let session: Session | undefined
  const closeSession = async (): Promise<void> => {
    const closing = session
    session = undefined
    await closing?.close()
  }
  const open = async (folder: string, how: 'create' | 'open' | 'read'): Promise<Session> => {
    if (session !== undefined && how === 'open' && session.workspace.folder === resolve(folder))
      return session
    // Why the new one first: when it cannot be opened, the old one stays.
    const opened = openSession(folder, how, {
      pool,
      emit,
      program: options.program ?? 'Cultivar',
      resumeJobs: options.resumeJobs ?? true
    })
    await closeSession()
    session = opened
    emit({ event: 'changed', areas: ['workspace', 'sources', 'variants', 'profiles', 'exports', 'jobs'] })
    return session
  }
  const context: EngineContext = { session: () => session, open, closeSession, emit }
  return {
    call: (name, input) => answer(context, name, input),
    image: async (path) =>
      (await session?.images.answer(path)) ?? { ok: false, status: 404, message: 'No workspace is open.' },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: async () => {
      await closeSession()
      await pool.close()
    },
    session: () => session,
    open
  }
}

function damaged(context: EngineContext, cause: unknown): CultivarError {
  const file = context.session()?.workspace.folder
  return new CultivarError('catalogue-damaged', 'The catalogue is damaged.', {
    ...(file === undefined ? {} : { file }),
    remedy: 'Close the workspace and open it again: it is then checked and restored from its newest backup.',
    cause
  })
}

async function answer(context: EngineContext, name: string, input: unknown): Promise<CallResult> {
  try {
    if (!isCallName(name)) throw new CultivarError('bad-input', `There is no call ${JSON.stringify(name)}.`)
    const parsed = contract[name].input.safeParse(input)
    if (!parsed.success) throw new CultivarError('bad-input', `${name}: ${issuesInWords(parsed.error)}.`)
    const handler = handlers[name] as Handler<typeof name>
    return { ok: true, value: await handler(context, parsed.data as never) }
  } catch (error) {
    if (!(error instanceof CultivarError)) console.error(error)
    return { ok: false, error: toEnvelope(isDamage(error) ? damaged(context, error) : error) }
  }
}
