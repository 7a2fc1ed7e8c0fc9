import type { CallInput, CallName, CallOutput } from '../../shared/api/contract.ts'
import { fromEnvelope } from '../../shared/errors.ts'
import { bridge } from './bridge.ts'

/** Makes a call of the contract; rejects with a CultivarError. */
export async function call<Name extends CallName>(
  name: Name,
  input: CallInput<Name>
): Promise<CallOutput<Name>> {
  const result = await bridge.call(name, input)
  if (!result.ok) throw fromEnvelope(result.error)
  return result.value as CallOutput<Name>
}
