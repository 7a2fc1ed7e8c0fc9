/** What main believes of the engine process, which handles pictures from anywhere: nothing before it is parsed. */
import { z } from 'zod'
import type { CallResult } from '../../shared/api/bridge.ts'
import type { EngineEvent } from '../../shared/api/contract.ts'
import { errorCodes } from '../../shared/errors.ts'
import type { ImageAnswer } from '../engine/engine.ts'

const id = z.int().min(0)

export const toEngineSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('call'), id, name: z.string(), input: z.unknown() }),
  z.strictObject({ kind: z.literal('image'), id, path: z.string() }),
  z.strictObject({ kind: z.literal('close'), id })
])

export const fromEngineSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('answer'), id, answer: z.unknown() }),
  z.strictObject({
    kind: z.literal('event'),
    // Why a custom check: the rest of an event was made by our own engine for our own window, which only shows it.
    event: z.custom<EngineEvent>(
      (value) =>
        typeof value === 'object' && value !== null && 'event' in value && typeof value.event === 'string'
    )
  })
])
export type EngineMessage = z.infer<typeof fromEngineSchema>

const envelopeSchema = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  file: z.string().exactOptional(),
  remedy: z.string().exactOptional()
})

const callResultSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: envelopeSchema })
])

const imageAnswerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), type: z.string(), bytes: z.instanceof(Uint8Array) }),
  z.object({ ok: z.literal(false), status: z.literal([400, 404, 422, 500]), message: z.string() })
])

export function parseCallResult(answer: unknown): CallResult {
  const parsed = callResultSchema.safeParse(answer)
  if (parsed.success) return parsed.data
  return {
    ok: false,
    error: { code: 'internal', message: 'Expected an answer of the engine but received another.' }
  }
}

export function parseImageAnswer(answer: unknown): ImageAnswer {
  const parsed = imageAnswerSchema.safeParse(answer)
  if (parsed.success) return parsed.data
  return { ok: false, status: 500, message: 'Expected a picture of the engine but received something else.' }
}
