import { move, transferableSymbol, valueSymbol } from 'piscina'
import { assertNever, toEnvelope } from '../../shared/errors.ts'
import { loadSource } from '../sources/bytes.ts'
import type { InspectedSource, InspectMessage, Outcome, PixelMessage } from './pixelMessage.ts'
import { type RenderedPicture, runRenderTask } from './renderTask.ts'

/** Entry of a pixel worker thread; answers with an outcome and never throws. */
export default async function answer(message: PixelMessage): Promise<unknown> {
  try {
    switch (message.kind) {
      case 'render':
        return moved(await runRenderTask(message.task))
      case 'inspect':
        return { ok: true, value: await inspectSource(message) } satisfies Outcome<InspectedSource>
      default:
        return assertNever(message)
    }
  } catch (error) {
    return { ok: false, error: toEnvelope(error) } satisfies Outcome<never>
  }
}

async function inspectSource({ path, entry }: InspectMessage): Promise<InspectedSource> {
  const { facts, sha256, sizeBytes, mtimeMs } = await loadSource({ path, entry })
  return { facts, sha256, sizeBytes, mtimeMs }
}

/** Hands the bytes over instead of copying them. */
function moved(value: RenderedPicture): unknown {
  const outcome: Outcome<RenderedPicture> = { ok: true, value }
  return move({ [transferableSymbol]: value.bytes.buffer, [valueSymbol]: outcome } as never)
}
