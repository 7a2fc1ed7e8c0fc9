import { packSheet, sheetType } from '../../shared/api/sheet.ts'
import { CultivarError } from '../../shared/errors.ts'
import type { PixelPool } from '../jobs/pool.ts'
import type { RenderTask } from '../jobs/renderTask.ts'
import type { ImageAnswer } from './engine.ts'

/** Sheets that may still be asked for; a window asks for each once. */
const kept = 8

/** Unit: milliseconds that somebody waits for a sheet which has not begun. */
const defaultWaitMs = 5000

/**
 * The pictures of whole previews, by tokens that their windows choose. Whoever asks for one may do so before it has
 * begun: question and order then travel at the same time.
 */
export class Sheets {
  readonly #pool: PixelPool
  readonly #waitMs: number
  readonly #slots = new Map<string, PromiseWithResolvers<ImageAnswer>>()

  constructor(pool: PixelPool, waitMs = defaultWaitMs) {
    this.#pool = pool
    this.#waitMs = waitMs
  }

  /** Begins to render; what goes wrong is told to whoever asks for it. */
  begin(token: string, tasks: readonly RenderTask[]): void {
    this.#slot(token).resolve(this.#render(tasks))
  }

  /** Rejects with `not-found` for a token under which nothing begins. */
  async answer(token: string): Promise<ImageAnswer> {
    const { promise, reject } = this.#slot(token)
    const late = (): void => reject(new CultivarError('not-found', 'This preview is out of date.'))
    const timer = setTimeout(late, this.#waitMs)
    try {
      return await promise
    } finally {
      clearTimeout(timer)
    }
  }

  #slot(token: string): PromiseWithResolvers<ImageAnswer> {
    const known = this.#slots.get(token)
    if (known !== undefined) return known
    const slot = Promise.withResolvers<ImageAnswer>()
    slot.promise.catch(() => this.#slots.delete(token))
    this.#slots.set(token, slot)
    for (const old of this.#slots.keys()) {
      if (this.#slots.size <= kept) break
      this.#slots.delete(old)
    }
    return slot
  }

  async #render(tasks: readonly RenderTask[]): Promise<ImageAnswer> {
    const share = Math.ceil(tasks.length / this.#pool.size)
    const parts = Array.from({ length: Math.ceil(tasks.length / share) }, (_, index) =>
      this.#pool.run(
        { kind: 'sheet', tasks: tasks.slice(index * share, (index + 1) * share) },
        { priority: 'interactive' }
      )
    )
    return { ok: true, type: sheetType, bytes: packSheet(await Promise.all(parts)) }
  }
}
