import type { IncomingMessage } from 'node:http'
import { plainAnswer, type SiteAnswer } from '../site.ts'

const longestBodyBytes = 2 ** 20

export type Body = { readonly json: unknown } | { readonly refusal: SiteAnswer }

const tooLarge = { refusal: plainAnswer(413, 'At most 1 MB.', { Connection: 'close' }) }

/** Why: a key of this name could change what every object inherits. */
function refusePrototype(key: string, value: unknown): unknown {
  if (key === '__proto__') throw new SyntaxError('Expected no key __proto__')
  return value
}

/** Reads a JSON body of at most 1 MB. */
export async function readJsonBody(request: IncomingMessage): Promise<Body> {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
  // Why: any page can send other types without asking the browser for leave.
  if (type !== 'application/json') return { refusal: plainAnswer(415, 'Expected application/json.') }
  if (Number(request.headers['content-length'] ?? 0) > longestBodyBytes) return tooLarge
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > longestBodyBytes) return tooLarge
    chunks.push(chunk)
  }
  try {
    return { json: JSON.parse(Buffer.concat(chunks).toString('utf8'), refusePrototype) }
  } catch {
    return { refusal: plainAnswer(400, 'Expected JSON.') }
  }
}
