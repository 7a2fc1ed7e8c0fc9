import { CultivarError } from '../../shared/errors.ts'

/** Somebody waits for `interactive` work; it always starts before `batch` work that has not started yet. */
export type Priority = 'interactive' | 'batch'

export interface RunOptions {
  /** Takes waiting work out of the queue; the result of running work is dropped. */
  readonly signal?: AbortSignal
  /** Default: batch. */
  readonly priority?: Priority
  /** Called while the work runs when interactive work has to wait: long work may come to an early end. */
  readonly onPressed?: () => void
}

interface Waiting {
  readonly start: () => Promise<void>
  readonly onPressed: (() => void) | undefined
  readonly cancel: () => void
}

/** Runs at most `capacity` pieces of work at a time, first come first served within a priority. */
export class WorkQueue {
  readonly #capacity: number
  readonly #waiting: Record<Priority, Set<Waiting>> = { interactive: new Set(), batch: new Set() }
  readonly #running = new Map<Promise<void>, (() => void) | undefined>()
  #isClosed = false

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  /** Settles as `work` does; rejects with `cancelled` when aborted or closed before that. */
  run<T>(work: () => Promise<T>, { signal, priority = 'batch', onPressed }: RunOptions = {}): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed || signal?.aborted) return reject(cancelled())
      const cancel = (): void => {
        this.#waiting[priority].delete(waiting)
        signal?.removeEventListener('abort', cancel)
        reject(cancelled())
      }
      const start = (): Promise<void> =>
        work()
          .then(resolve, reject)
          .finally(() => signal?.removeEventListener('abort', cancel))
      const waiting: Waiting = { start, cancel, onPressed }
      signal?.addEventListener('abort', cancel, { once: true })
      this.#waiting[priority].add(waiting)
      this.#startNext()
      if (this.#waiting.interactive.has(waiting)) for (const press of this.#running.values()) press?.()
    })
  }

  /** Cancels waiting work, takes no more and waits for what is running. */
  async close(): Promise<void> {
    this.#isClosed = true
    const { interactive, batch } = this.#waiting
    for (const { cancel } of [...interactive, ...batch]) cancel()
    await Promise.all(this.#running.keys())
  }

  #startNext(): void {
    const { interactive, batch } = this.#waiting
    while (this.#running.size < this.#capacity) {
      const queue = interactive.size > 0 ? interactive : batch
      const [next] = queue
      if (next === undefined) return
      queue.delete(next)
      const work = next.start().finally(() => {
        this.#running.delete(work)
        this.#startNext()
      })
      this.#running.set(work, next.onPressed)
    }
  }
}

function cancelled(): CultivarError {
  return new CultivarError('cancelled', 'The work was cancelled.')
}
