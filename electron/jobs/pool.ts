import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Piscina } from 'piscina'
import { CultivarError, fromEnvelope } from '../../shared/errors.ts'
import type { Outcome, PixelAnswer, PixelMessage } from './pixelMessage.ts'
import { workerFile } from './workerFile.ts'
import { type RunOptions, WorkQueue } from './workQueue.ts'

export type { Priority, RunOptions } from './workQueue.ts'

export interface PixelPool {
  /** Rejects with CultivarError: the worker's own error, `cancelled`, or `internal` when the worker died twice. */
  run<M extends PixelMessage>(message: M, options?: RunOptions): Promise<PixelAnswer<M>>
  /** Number of worker threads. */
  readonly size: number
  /** Rejects waiting work with `cancelled` and ends the threads when what is running is done. */
  close(): Promise<void>
}

export interface PixelPoolOptions {
  /** Default: as many as the machine has processors. */
  readonly workers?: number
  readonly workerUrl?: URL
}

export function createPixelPool(options: PixelPoolOptions = {}): PixelPool {
  const size = Math.max(1, options.workers ?? availableParallelism())
  const threads = startThreads(size, options.workerUrl ?? workerFile('pixelWorker'))
  const queue = new WorkQueue(size)
  return {
    size,
    run: (message, runOptions) => queue.run(() => ask(threads, message), runOptions),
    close: async () => {
      await queue.close()
      await threads.destroy()
    }
  }
}

/**
 * Unit: megabytes. Why: pixels lie outside of V8's heap and what lies in it is short-lived; with the 96 that it takes by
 * itself every thread fills as much before it clears up, and is no quicker.
 */
const youngMB = 12

function startThreads(size: number, workerUrl: URL): Piscina {
  const threads = new Piscina({
    filename: fileURLToPath(workerUrl),
    minThreads: 0,
    maxThreads: size,
    idleTimeout: 60_000,
    resourceLimits: { maxYoungGenerationSizeMb: youngMB }
  })
  // Why: a thread that dies without work in hand is no reason to end the process; the next task starts another one.
  threads.on('error', () => undefined)
  return threads
}

/** Why here and not in piscina: it rejects the task of a dead thread and forgets it. */
async function ask<M extends PixelMessage>(threads: Piscina, message: M): Promise<PixelAnswer<M>> {
  const once = async (): Promise<Outcome<PixelAnswer<M>>> =>
    threads.run(message) as Promise<Outcome<PixelAnswer<M>>>
  let outcome: Outcome<PixelAnswer<M>>
  try {
    outcome = await once().catch(once)
  } catch (error) {
    const path = firstPath(message)
    throw new CultivarError('internal', 'The program that reads pictures stopped twice at this one.', {
      ...(path === undefined ? {} : { file: path }),
      remedy: 'Leave the picture out, or save it again with another program.',
      cause: error
    })
  }
  if (outcome.ok) return outcome.value
  throw fromEnvelope(outcome.error)
}

/** The first file that a message is about. */
function firstPath(message: PixelMessage): string | undefined {
  switch (message.kind) {
    case 'render':
      return message.task.source.path
    case 'write': {
      const [first] = message.items
      return first === undefined ? undefined : ('task' in first ? first.task.source : first.original).path
    }
    case 'sheet':
    case 'array':
      return message.tasks[0]?.source.path
    case 'measure':
      return message.paths[0]
    default:
      return message.sources[0]?.path
  }
}
