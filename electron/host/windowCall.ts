import type { CallResult } from '../../shared/api/bridge.ts'
import { contract, isCallName } from '../../shared/api/contract.ts'
import type { ErrorCode } from '../../shared/errors.ts'
import type { Engine } from '../engine/engine.ts'

export function refuse(code: ErrorCode, message: string): CallResult {
  return { ok: false, error: { code, message } }
}

/** Makes a call on behalf of a window, which may make no call that names a path. Never rejects. */
export async function callForWindow(engine: Engine, name: string, input: unknown): Promise<CallResult> {
  if (!isCallName(name))
    return refuse('bad-input', `Expected the name of a call but received "${name.slice(0, 80)}".`)
  if (contract[name].by !== 'window')
    return refuse('forbidden', `A window may not make the call "${name}" itself.`)
  return engine.call(name, input)
}
