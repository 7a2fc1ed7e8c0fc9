import { move, transferableSymbol, valueSymbol } from 'piscina'
import { assertNever, toEnvelope } from '../../shared/errors.ts'
import { appearanceOf } from '../quality/appearance.ts'
import { inspectSource } from '../sources/bytes.ts'
import type { SourceAddress } from '../sources/types.ts'
import type { InspectedSource, InspectMessage, Outcome, PixelMessage } from './pixelMessage.ts'
import { sumLevels } from './measureFiles.ts'
import { renderArray } from './renderArray.ts'
import { renderSheet } from './renderSheet.ts'
import { runRenderTask } from './renderTask.ts'
import { type WriteAnswer, writePictures } from './writePictures.ts'

/** Entry of a pixel worker thread; answers with an outcome and never throws. */
export default async function answer(message: PixelMessage): Promise<unknown> {
  try {
    switch (message.kind) {
      case 'render': {
        const value = await runRenderTask(message.task)
        return moved(value, value.bytes)
      }
      case 'sheet': {
        const value = await renderSheet(message)
        return moved(value, value.bytes)
      }
      case 'array': {
        const value = await renderArray(message)
        return moved(value, value.data)
      }
      case 'write':
        return { ok: true, value: await writePictures(message) } satisfies Outcome<WriteAnswer>
      case 'measure':
        return await sumLevels(message)
      case 'inspect':
        return { ok: true, value: await inspectSources(message) } satisfies Outcome<
          readonly Outcome<InspectedSource>[]
        >
      default:
        return assertNever(message)
    }
  } catch (error) {
    return { ok: false, error: toEnvelope(error) } satisfies Outcome<never>
  }
}

async function inspectSources({ sources }: InspectMessage): Promise<readonly Outcome<InspectedSource>[]> {
  const outcomes: Outcome<InspectedSource>[] = []
  // Why one after another: every picture may need hundreds of megabytes while it is decoded.
  for (const source of sources) outcomes.push(await inspectOne(source))
  return outcomes
}

async function inspectOne(source: SourceAddress): Promise<Outcome<InspectedSource>> {
  try {
    const loaded = await inspectSource(source)
    const { facts, sha256, sizeBytes, mtimeMs } = loaded
    return { ok: true, value: { facts, sha256, sizeBytes, mtimeMs, appearance: appearanceOf(loaded) } }
  } catch (error) {
    return { ok: false, error: toEnvelope(error) }
  }
}

/** Hands the bytes over instead of copying them. */
function moved(value: unknown, { buffer }: Uint8Array<ArrayBuffer>): unknown {
  const outcome: Outcome<unknown> = { ok: true, value }
  return move({ [transferableSymbol]: buffer, [valueSymbol]: outcome })
}
