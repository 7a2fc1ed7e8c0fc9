import type { CallResult } from '../../shared/api/bridge.ts'
import { CultivarError, type ErrorEnvelope, fromEnvelope } from '../../shared/errors.ts'

const unreachable: ErrorEnvelope = {
  code: 'engine-stopped',
  message: 'Cultivar cannot be reached.',
  remedy: 'Check that the program that printed this address is still running.'
}

export const ownHeader = { 'X-Cultivar': '1' } as const

function post(path: string, body: unknown): Promise<Response> {
  return fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...ownHeader },
    credentials: 'same-origin',
    body: JSON.stringify(body)
  })
}

const isResult = (json: unknown): json is CallResult =>
  typeof json === 'object' && json !== null && 'ok' in json && typeof json.ok === 'boolean'

/** Posts to an address that answers with a CallResult. Never rejects. */
export async function postResult(path: string, body: unknown): Promise<CallResult> {
  try {
    const response = await post(path, body)
    const json: unknown = await response.json()
    if (isResult(json)) return json
    const message = `Expected an answer from ${path} but received status ${response.status}.`
    return { ok: false, error: { code: 'internal', message } }
  } catch {
    return { ok: false, error: unreachable }
  }
}

/** Posts to an address that answers with plain JSON, or with an error envelope in a CallResult; rejects on errors. */
export async function postJson<Value>(path: string, body: unknown): Promise<Value> {
  const response = await post(path, body).catch(() => {
    throw fromEnvelope(unreachable)
  })
  const json: unknown = await response.json().catch(() => null)
  if (isResult(json)) {
    if (!json.ok) throw fromEnvelope(json.error)
    return json.value as Value
  }
  if (!response.ok) throw new CultivarError('internal', `${path} answered with status ${response.status}.`)
  return json as Value
}
