import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Piscina } from 'piscina'
import { CultivarError, fromEnvelope } from '../../shared/errors.ts'
import type { Outcome, PixelAnswer, PixelMessage } from './pixelMessage.ts'
import { workerFile } from './workerFile.ts'

/** Somebody waits for `interactive` work; it always starts before `batch` work that has not started yet. */
export type Priority = 'interactive' | 'batch'

export interface RunOptions {
  /** Takes waiting work out of the queue; the result of running work is dropped. */
  readonly signal?: AbortSignal
  /** Default: batch. */
  readonly priority?: Priority
}

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

interface Waiting {
  readonly start: () => Promise<void>
  readonly cancel: () => void
}

export function createPixelPool(options: PixelPoolOptions = {}): PixelPool {
  const size = Math.max(1, options.workers ?? availableParallelism())
  const threads = startThreads(size, options.workerUrl ?? workerFile('pixelWorker'))
  const queues: Record<Priority, Set<Waiting>> = { interactive: new Set(), batch: new Set() }
  const running = new Set<Promise<void>>()
  let isClosed = false

  const startNext = (): void => {
    while (running.size < size) {
      const queue = queues.interactive.size > 0 ? queues.interactive : queues.batch
      const [next] = queue
      if (next === undefined) return
      queue.delete(next)
      const work = next.start().finally(() => {
        running.delete(work)
        startNext()
      })
      running.add(work)
    }
  }

  const run: PixelPool['run'] = (message, { signal, priority = 'batch' } = {}) =>
    new Promise((resolve, reject) => {
      if (isClosed || signal?.aborted) return reject(cancelled())
      const cancel = (): void => {
        queues[priority].delete(waiting)
        reject(cancelled())
      }
      const start = async (): Promise<void> => {
        try {
          resolve(await ask(threads, message))
        } catch (error) {
          reject(error)
        } finally {
          signal?.removeEventListener('abort', cancel)
        }
      }
      const waiting: Waiting = { start, cancel }
      signal?.addEventListener('abort', cancel, { once: true })
      queues[priority].add(waiting)
      startNext()
    })

  const close = async (): Promise<void> => {
    isClosed = true
    for (const { cancel } of [...queues.interactive, ...queues.batch]) cancel()
    await Promise.all(running)
    await threads.destroy()
  }
  return { run, size, close }
}

function startThreads(size: number, workerUrl: URL): Piscina {
  const threads = new Piscina({
    filename: fileURLToPath(workerUrl),
    minThreads: 0,
    maxThreads: size,
    idleTimeout: 60_000
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
    const { path } = message.kind === 'render' ? message.task.source : message
    throw new CultivarError('internal', 'The program that reads pictures stopped twice at this one.', {
      file: path,
      remedy: 'Leave the picture out, or save it again with another program.',
      cause: error
    })
  }
  if (outcome.ok) return outcome.value
  throw fromEnvelope(outcome.error)
}

function cancelled(): CultivarError {
  return new CultivarError('cancelled', 'The work was cancelled.')
}
