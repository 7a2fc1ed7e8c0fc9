/** The engine's end of the channel to main: answers messages with what the engine says and passes its events on. */
import type { CallResult } from '../../shared/api/bridge.ts'
import { assertNever } from '../../shared/errors.ts'
import type { Engine, FromEngine, ImageAnswer, ToEngine } from '../engine/engine.ts'
import { toEngineSchema } from './messages.ts'

async function ask(engine: Engine, message: ToEngine): Promise<CallResult | ImageAnswer | null> {
  switch (message.kind) {
    case 'call':
      return engine.call(message.name, message.input)
    case 'image':
      return engine.image(message.path)
    case 'close':
      await engine.close()
      return null
    default:
      return assertNever(message)
  }
}

/** Says that the engine is ready and returns what has to be called with every message that comes in. */
export function answerMessages(
  engine: Engine,
  send: (message: FromEngine) => void
): (message: unknown) => Promise<void> {
  engine.subscribe((event) => send({ kind: 'event', event }))
  send({ kind: 'ready' })
  return async (received) => {
    const message = toEngineSchema.parse(received)
    send({ kind: 'answer', id: message.id, answer: await ask(engine, message) })
  }
}
