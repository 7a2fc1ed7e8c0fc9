import { CultivarError, describeError, fromEnvelope, toEnvelope } from '../../shared/errors.ts'
import type { InspectedSource, Outcome } from '../jobs/pixelMessage.ts'
import type { PixelPool } from '../jobs/pool.ts'
import type { FoundImage } from '../sources/types.ts'

/** A picture with what it turned out to be. */
export interface Inspected {
  readonly image: FoundImage
  readonly outcome: Outcome<InspectedSource>
}

/** Pictures in one message to a thread: records of a container are small, files may each take a while. */
const groupSize = (image: FoundImage): number => (image.entry === null ? 4 : 64)

/** Looks at pictures on all threads; the answers come in the order of the pictures, a few ahead at a time. */
export async function* inspectAll(
  images: AsyncIterable<FoundImage>,
  pool: PixelPool
): AsyncGenerator<Inspected> {
  const running: Promise<readonly Inspected[]>[] = []
  let group: FoundImage[] = []
  for await (const image of images) {
    group.push(image)
    if (group.length < groupSize(image)) continue
    running.push(inspectGroup(group, pool))
    group = []
    if (running.length > 2 * pool.size) yield* (await running.shift()) ?? []
  }
  if (group.length > 0) running.push(inspectGroup(group, pool))
  for (const own of running) yield* await own
}

async function inspectGroup(images: readonly FoundImage[], pool: PixelPool): Promise<readonly Inspected[]> {
  try {
    const sources = images.map(({ path, entry }) => ({ path, entry }))
    const outcomes = await pool.run({ kind: 'inspect', sources })
    return images.map((image, index) => ({ image, outcome: outcomes[index] ?? notLookedAt }))
  } catch (error) {
    const [image] = images
    // Why one by one: a picture that kills the thread must not take its neighbours with it.
    if (images.length > 1) return (await Promise.all(images.map((one) => inspectGroup([one], pool)))).flat()
    return image === undefined ? [] : [{ image, outcome: { ok: false, error: toEnvelope(error) } }]
  }
}

const notLookedAt: Outcome<never> = {
  ok: false,
  error: { code: 'internal', message: 'The picture was not looked at.' }
}

/** Why a picture cannot be used, without its path, which is told beside it. */
export function reasonFor(outcome: Outcome<InspectedSource> & { ok: false }, path: string): string {
  const error = fromEnvelope(outcome.error)
  return error instanceof CultivarError
    ? [error.message.replace(`${path}: `, ''), error.remedy].filter(Boolean).join(' ')
    : describeError(error)
}
