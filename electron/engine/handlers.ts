import type { CallArguments, CallName, CallOutput, EngineEvent } from '../../shared/api/contract.ts'
import { CultivarError } from '../../shared/errors.ts'
import type { Session } from './session.ts'

/** What the functions of the areas work with. */
export interface EngineContext {
  /** The open workspace, or undefined. */
  session(): Session | undefined
  /** Opens a workspace in place of the one that is open. */
  open(folder: string, how: 'create' | 'open'): Promise<Session>
  closeSession(): Promise<void>
  readonly emit: (event: EngineEvent) => void
}

export type Handler<Name extends CallName> = (
  context: EngineContext,
  input: CallArguments<Name>
) => CallOutput<Name> | Promise<CallOutput<Name>>

/** The functions of one area of the contract. */
export type Handlers<Names extends CallName> = { readonly [Name in Names]: Handler<Name> }

/** All call names of an area such as `review`. */
export type AreaCall<Area extends string> = Extract<CallName, `${Area}.${string}`>

export function requireSession(context: EngineContext): Session {
  const session = context.session()
  if (session !== undefined) return session
  throw new CultivarError('workspace-missing', 'No workspace is open.', {
    remedy: 'Open a workspace or make a new one.'
  })
}
